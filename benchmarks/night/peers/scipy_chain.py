"""The chain that many write by hand with SciPy, on one core, without a classifier.

Per channel: physical microvolts, band-pass and notches forward and backward in double precision,
an RMS envelope of 50 ms, bursts between two thresholds, and features of every second and of every
burst, as noctemg keeps them. Channel by channel, from a mapped file, so that the whole night needs
no more memory and time than it must.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.ndimage import label, uniform_filter1d
from scipy.signal import butter, iirnotch, sosfiltfilt, tf2sos, welch

from night.edf_bytes import ANNOTATIONS, LABEL, SAMPLES, open_edf
from night.peers.timing import say

BAND_HZ = (20.0, 450.0)
HUM_HZ = (50.0, 100.0, 150.0, 200.0)
NOTCH_Q = 30.0
ENVELOPE_S = 0.05
ON, OFF = 4.0, 2.0
Array = np.ndarray[Any, np.dtype[Any]]


def sections(rate_hz: float) -> Array:
    """Four of the band, one per harmonic."""
    high_hz = min(BAND_HZ[1], 0.45 * rate_hz)
    band = butter(4, (BAND_HZ[0], high_hz), "bandpass", fs=rate_hz, output="sos")
    notches = [
        tf2sos(*iirnotch(hz, NOTCH_Q, fs=rate_hz)) for hz in HUM_HZ if hz < 0.9 * rate_hz / 2
    ]
    return np.concatenate([band, *notches])


def bursts(envelope: Array, rest: float) -> list[tuple[int, int]]:
    """Stretches above OFF x rest that reach ON x rest somewhere."""
    marks, count = label(envelope > OFF * rest)
    if count == 0:
        return []
    reached = np.unique(marks[envelope > ON * rest])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marks > 0, [0]]).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    return [(int(starts[k - 1]), int(ends[k - 1])) for k in reached if k > 0]


def seconds(signal: Array, rate_hz: float) -> dict[str, Array]:
    """Features of every whole second."""
    length = int(rate_hz)
    rows = signal[: signal.size // length * length].reshape(-1, length)
    squares = rows**2
    return {
        "lowest_uv": rows.min(axis=1),
        "highest_uv": rows.max(axis=1),
        "mean_square": squares.mean(axis=1),
        "mean_fourth": (squares**2).mean(axis=1),
        "zero_crossings": np.count_nonzero(np.diff(np.signbit(rows), axis=1), axis=1),
    }


def burst(signal: Array, rate_hz: float) -> dict[str, float]:
    """What is usually asked of a burst."""
    frequency_hz, power = welch(signal, rate_hz, nperseg=min(512, signal.size))
    share = np.cumsum(power) / np.sum(power)
    return {
        "rms_uv": float(np.sqrt(np.mean(signal**2))),
        "mean_absolute_uv": float(np.mean(np.abs(signal))),
        "waveform_length_uv": float(np.sum(np.abs(np.diff(signal)))),
        "median_hz": float(frequency_hz[np.searchsorted(share, 0.5)]),
    }


def chain(path: Path) -> int:
    """Number of bursts of all channels."""
    edf = open_edf(path)
    sizes = np.array(edf.record_bytes) // 2
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    begin = 256 * (len(edf.signals) + 1)
    digital = np.memmap(path, "<i2", "r", begin, (edf.record_count, int(offsets[-1])))
    found = 0
    for i, signal in enumerate(edf.signals):
        if signal[LABEL].startswith(ANNOTATIONS):
            continue
        low, high, digital_low, digital_high = (float(field) for field in signal[3:7])
        rate_hz = int(signal[SAMPLES]) / edf.record_s
        stored = digital[:, offsets[i] : offsets[i + 1]].reshape(-1)
        scale = (high - low) / (digital_high - digital_low)
        values = low + scale * (stored.astype(np.float64) - digital_low)
        filtered = sosfiltfilt(sections(rate_hz), values)
        width = max(1, round(ENVELOPE_S * rate_hz))
        envelope = np.sqrt(np.maximum(uniform_filter1d(filtered**2, width), 0))
        rest = float(np.percentile(envelope[:: max(1, width // 2)], 20))
        seconds(filtered, rate_hz)
        shortest = round(0.05 * rate_hz)
        for first, last in bursts(envelope, rest):
            if last - first >= shortest:
                burst(filtered[first:last], rate_hz)
                found += 1
    return found


if __name__ == "__main__":
    say("scipy", lambda: chain(Path(sys.argv[1])))
