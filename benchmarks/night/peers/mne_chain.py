"""MNE's usual steps: read, FIR band-pass, notches, Hilbert envelope. No bursts are looked for."""

from __future__ import annotations

import sys

import mne

from night.peers.timing import say

HUM_HZ = (50.0, 100.0, 150.0, 200.0)


def chain() -> float:
    raw = mne.io.read_raw_edf(sys.argv[1], preload=True, verbose="error")
    highest_hz = 0.9 * raw.info["sfreq"] / 2
    raw.filter(20.0, min(450.0, highest_hz), picks="all", verbose="error")
    hum_hz = [hz for hz in HUM_HZ if hz < highest_hz]
    raw.notch_filter(hum_hz, picks="all", verbose="error")
    raw.apply_hilbert(picks="all", envelope=True, verbose="error")
    return float(raw[:, 0][0].sum())


if __name__ == "__main__":
    say("mne", chain)
