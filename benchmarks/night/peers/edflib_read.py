"""EDFlib itself, as far as pyEDFlib passes it on: into one small buffer, a minute at a time.

There is no package of the C library alone; this call does nothing but enter it, so that what is
measured are its own conversion and reads, without memory for whole signals.
"""

from __future__ import annotations

import sys

import numpy as np
import pyedflib

from night.peers.timing import say

BLOCK_S = 60


def read() -> float:
    total = 0.0
    with pyedflib.EdfReader(sys.argv[1]) as reader:
        for i, samples in enumerate(reader.getNSamples()):
            count = int(samples)
            block = int(BLOCK_S * reader.getSampleFrequency(i))
            buffer = np.zeros(block)
            for first in range(0, count, block):
                reader.readsignal(i, first, min(block, count - first), buffer)
                total += float(buffer[0])
    return total


if __name__ == "__main__":
    say("pyedflib", read)
