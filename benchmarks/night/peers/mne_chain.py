"""MNE's usual steps: read, FIR band-pass, notches, Hilbert envelope. No bursts are looked for."""

from __future__ import annotations

import json
import sys

import mne

HUM_HZ = (50.0, 100.0, 150.0, 200.0)

if __name__ == "__main__":
    raw = mne.io.read_raw_edf(sys.argv[1], preload=True, verbose="error")
    nyquist_hz = raw.info["sfreq"] / 2
    picks = "all"
    raw.filter(20.0, min(450.0, 0.9 * nyquist_hz), picks=picks, verbose="error")
    hum_hz = [hz for hz in HUM_HZ if hz < 0.9 * nyquist_hz]
    raw.notch_filter(hum_hz, picks=picks, verbose="error")
    raw.apply_hilbert(picks=picks, envelope=True, verbose="error")
    print(json.dumps({"first": float(raw[0, 0][0][0, 0]), "mne": mne.__version__}))
