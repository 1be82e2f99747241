"""BioSPPy's EMG chain (high-pass, smoothing, onsets) on every channel of a short file; reading is
not counted."""

from __future__ import annotations

import sys

import pyedflib
from biosppy.signals import emg

from night.peers.timing import say


def main() -> None:
    with pyedflib.EdfReader(sys.argv[1]) as reader:
        rate_hz = reader.getSampleFrequency(0)
        signals = [reader.readSignal(i) for i in range(reader.signals_in_file)]

    def chain() -> int:
        found = (emg.emg(signal=x, sampling_rate=rate_hz, show=False) for x in signals)
        return sum(len(one["onsets"]) for one in found)

    say("biosppy", chain)


if __name__ == "__main__":
    main()
