"""PLUX OpenSignals files against h5py and the manufacturer's transfer function."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
from conftest import parametrize_shared

import noctemg as ng


@parametrize_shared("real/*.h5")
def test_samples_follow_from_the_stored_integers(path: Path) -> None:
    recording = ng.read(path)
    with h5py.File(path) as file:
        device = next(iter(file.values()))
        rate = float(np.ravel(device.attrs["sampling rate"])[0])
        bits = np.ravel(device.attrs["resolution"])
        raw = [
            device[f"raw/{name}"][:].ravel()
            for name in sorted(device["raw"])
            if name.startswith("channel")
        ]
    assert set(recording.channels["rate_hz"]) == {rate}
    assert recording.channels["frames"].tolist() == [len(x) for x in raw]
    for i, integers in enumerate(raw):
        ours = recording.get_data(i)[0]
        # Whatever the sensor's gain: one line through all samples, increasing, nothing lost.
        slope, offset = np.polyfit(integers.astype(float), ours, 1)
        assert slope > 0
        residue = ours - (slope * integers + offset)
        assert np.max(np.abs(residue)) < 1e-6 * abs(slope)
        if recording.channels["unit"][i] in ("mV", "uV", "V"):
            # EMG: (n / 2^bits - 1/2) * 3 V / 1000, in µV.
            expected = (integers / 2.0 ** float(bits[i]) - 0.5) * 3000.0
            np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-3 * slope)
