"""MNE reads all channels into memory: python -m night.peers.mne_read FILE."""

from __future__ import annotations

import sys

import mne

from night.peers.timing import say


def read() -> float:
    raw = mne.io.read_raw_edf(sys.argv[1], preload=True, verbose="error")
    return float(raw[:, 0][0].sum())


if __name__ == "__main__":
    say("mne", read)
