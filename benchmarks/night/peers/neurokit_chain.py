"""NeuroKit2's whole EMG chain on every channel of a short file; reading is not counted."""

from __future__ import annotations

import sys

import neurokit2
import pyedflib

from night.peers.timing import say


def main() -> None:
    with pyedflib.EdfReader(sys.argv[1]) as reader:
        rate_hz = int(reader.getSampleFrequency(0))
        signals = [reader.readSignal(i) for i in range(reader.signals_in_file)]

    def chain() -> int:
        tables = [neurokit2.emg_process(signal, sampling_rate=rate_hz)[0] for signal in signals]
        return int(sum(table["EMG_Onsets"].sum() for table in tables))

    say("neurokit2", chain)


if __name__ == "__main__":
    main()
