"""MNE reads all channels into memory: python -m night.peers.mne_read FILE."""

from __future__ import annotations

import json
import sys

import mne

if __name__ == "__main__":
    raw = mne.io.read_raw_edf(sys.argv[1], preload=True, verbose="error")
    print(json.dumps({"sum": float(raw.get_data()[:, 0].sum()), "mne": mne.__version__}))
