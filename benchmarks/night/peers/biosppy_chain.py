"""BioSPPy's EMG chain (high-pass, smoothing, onsets) on every channel of a short file; its imports
are not counted."""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version

import pyedflib
from biosppy.signals import emg

if __name__ == "__main__":
    with pyedflib.EdfReader(sys.argv[1]) as reader:
        rates_hz = [reader.getSampleFrequency(i) for i in range(reader.signals_in_file)]
        signals = [reader.readSignal(i) for i in range(reader.signals_in_file)]
    begin = time.perf_counter(), time.process_time()
    for signal, rate_hz in zip(signals, rates_hz, strict=True):
        emg.emg(signal=signal, sampling_rate=rate_hz, units=None, show=False)
    inside_s, inside_cpu_s = time.perf_counter() - begin[0], time.process_time() - begin[1]
    print(
        json.dumps(
            {"inside_s": inside_s, "inside_cpu_s": inside_cpu_s, "biosppy": version("biosppy")}
        )
    )
