"""Times noctemg.signal and SciPy in turn, on the same samples in one process.

python -m night.peers.signal_filters REPEATS CORES
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

import numpy as np
import scipy
import scipy.ndimage
import scipy.signal

import noctemg as ng

SAMPLES = 8_000_000
RATE_HZ = 2000


def seconds(work: Callable[[], object]) -> float:
    begin_s = time.perf_counter()
    work()
    return time.perf_counter() - begin_s


def least_s(
    ours: Callable[[], object], theirs: Callable[[], object], repeats: int
) -> tuple[float, float]:
    """The least of calls in turn: what else the machine does can only add to a few milliseconds."""
    times = [(seconds(ours), seconds(theirs)) for _ in range(1 + repeats)][1:]
    return min(first for first, _ in times), min(second for _, second in times)


def main() -> None:
    repeats, cores = int(sys.argv[1]), int(sys.argv[2])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:cores]))
    x = np.random.default_rng(1).normal(size=SAMPLES)
    night = x.reshape(8, -1)
    by_time = np.ascontiguousarray(night.T)
    sos = scipy.signal.butter(4, [20, 450], "bandpass", fs=RATE_HZ, output="sos")
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "sosfilt": (lambda: ng.signal.sosfilt(sos, x), lambda: scipy.signal.sosfilt(sos, x)),
        "sosfiltfilt": (
            lambda: ng.signal.sosfiltfilt(sos, x),
            lambda: scipy.signal.sosfiltfilt(sos, x),
        ),
        "sosfiltfilt, 8 rows": (
            lambda: ng.signal.sosfiltfilt(sos, night),
            lambda: scipy.signal.sosfiltfilt(sos, night),
        ),
        "sosfiltfilt, 8 columns": (
            lambda: ng.signal.sosfiltfilt(sos, by_time, 0),
            lambda: scipy.signal.sosfiltfilt(sos, by_time, 0),
        ),
        "rms_envelope, 50 ms": (
            lambda: ng.signal.rms_envelope(x, RATE_HZ, 0.05),
            lambda: np.sqrt(scipy.ndimage.uniform_filter1d(x * x, 101)),
        ),
    }
    rows = []
    for name, (ours, theirs) in pairs.items():
        ours_s, theirs_s = least_s(ours, theirs, repeats)
        rows.append({"name": name, "ours_s": ours_s, "theirs_s": theirs_s})
    print(json.dumps({"version": f"scipy {scipy.__version__}", "cores": cores, "rows": rows}))


if __name__ == "__main__":
    main()
