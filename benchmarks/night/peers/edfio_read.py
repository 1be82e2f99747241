"""edfio reads all channels: python -m night.peers.edfio_read FILE."""

from __future__ import annotations

import sys

import edfio

from night.peers.timing import say


def read() -> float:
    signals = [signal.data for signal in edfio.read_edf(sys.argv[1]).signals]
    return float(sum(float(signal[0]) for signal in signals))


if __name__ == "__main__":
    say("edfio", read)
