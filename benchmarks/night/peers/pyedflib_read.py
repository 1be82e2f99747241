"""pyEDFlib reads all channels, one whole signal after the other."""

from __future__ import annotations

import sys

import pyedflib

from night.peers.timing import say


def read() -> float:
    with pyedflib.EdfReader(sys.argv[1]) as reader:
        signals = [reader.readSignal(i) for i in range(reader.signals_in_file)]
    return float(sum(float(signal[0]) for signal in signals))


if __name__ == "__main__":
    say("pyedflib", read)
