"""PLUX OpenSignals files against h5py and the manufacturer's transfer function for EMG."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import h5py
import numpy as np
from conftest import parametrize_shared

import noctemg as ng


class Stored(NamedTuple):
    label: str
    sensor: str
    bits: int
    rate_hz: float
    integers: np.ndarray


def stored_channels(path: Path) -> Iterator[Stored]:
    with h5py.File(path) as file:
        for device in file.values():
            rate = float(np.ravel(device.attrs["sampling rate"])[0])
            names = sorted(name for name in device["raw"] if name.startswith("channel"))
            bits = np.ravel(device.attrs["resolution"])
            for name, resolution in zip(names, bits, strict=True):
                data = device["raw"][name]
                label, sensor = data.attrs["label"], data.attrs["sensor"]
                yield Stored(label, sensor, int(resolution), rate, data[:].ravel())


@parametrize_shared("real/*.h5")
def test_emg_follows_from_the_stored_integers(path: Path) -> None:
    recording = ng.read(path)
    compared = 0
    for stored in stored_channels(path):
        # With several devices the label begins with the device's name.
        found = [i for i, name in enumerate(recording.ch_names) if name.endswith(stored.label)]
        assert len(found) == 1, recording.ch_names
        channel = recording.channels.loc[found[0]]
        assert channel["rate_hz"] == stored.rate_hz
        assert channel["unit"] == "mV"
        assert stored.sensor == "EMG"
        ours = recording.get_data(found[0])[0]
        count = len(stored.integers)
        # (n / 2^bits - 1/2) * 3 V / gain 1000, in µV
        expected = (stored.integers / 2.0**stored.bits - 0.5) * 3000.0
        step = 3000.0 / 2.0**stored.bits
        np.testing.assert_allclose(ours[:count], expected, rtol=0, atol=1e-3 * step)
        assert np.isnan(ours[count:]).all()  # another device went on for longer
        compared += 1
    assert compared > 0
