"""filter_recording against SciPy on the whole signal."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.signal
from edfio import Edf, EdfSignal
from numpy.typing import NDArray

import noctemg as ng

RATE_HZ = 1000
HUM_HZ = (50.0, 150.0)


@pytest.fixture
def hummed(tmp_path: Path, rng: np.random.Generator) -> Path:
    """Ninety seconds of two muscles with hum, drift and an offset, and an ECG."""
    t = np.arange(90 * RATE_HZ) / RATE_HZ
    hum = sum(8 * np.sin(2 * np.pi * f * t + f) for f in HUM_HZ)
    signals = []
    for label in ("L GM", "R TA", "ECG"):
        x = 4 * rng.standard_normal(t.size) + hum + 300 * np.sin(0.3 * t) + 900
        signals.append(
            EdfSignal(
                x, RATE_HZ, label=label, physical_dimension="uV", physical_range=(-3000, 3000)
            )
        )
    path = tmp_path / "hum.edf"
    Edf(signals).write(path)
    return path


def expected(samples: NDArray[np.float64], both_ways: bool = True) -> NDArray[np.float64]:
    sos = scipy.signal.butter(4, [20, 450], "bandpass", fs=RATE_HZ, output="sos")
    for hz in HUM_HZ:
        b, a = scipy.signal.iirnotch(hz, 30, RATE_HZ)
        sos = np.vstack([sos, np.r_[b, a]])
    if both_ways:
        return np.asarray(scipy.signal.sosfiltfilt(sos, samples))
    start = scipy.signal.sosfilt_zi(sos) * samples[0]
    return np.asarray(scipy.signal.sosfilt(sos, samples, zi=start)[0])


@pytest.mark.parametrize("both_ways", [True, False])
def test_equals_scipy_on_the_whole_signal(hummed: Path, tmp_path: Path, both_ways: bool) -> None:
    target = tmp_path / "filtered.h5"
    with pytest.warns(UserWarning, match="notches at 50, 150 Hz"):
        ng.filter_recording(hummed, target, **{"filter.zero_phase": both_ways})
    raw, filtered = ng.read(hummed), ng.read(target)
    assert filtered.ch_names == raw.ch_names
    for before, after in zip(raw.get_data()[:2], filtered.get_data()[:2], strict=True):
        wanted = expected(before, both_ways)
        rms = np.sqrt(np.mean(wanted**2))
        assert np.max(np.abs(after - wanted)) < 1e-9 * rms


def test_other_channels_stay_what_they_are(hummed: Path, tmp_path: Path) -> None:
    for ending in ("h5", "edf", "bdf"):
        target = tmp_path / f"filtered.{ending}"
        with pytest.warns(UserWarning, match="notches"):
            ng.filter_recording(hummed, target)
        np.testing.assert_array_equal(ng.read(target).get_data()[2], ng.read(hummed).get_data()[2])


@pytest.mark.parametrize(("ending", "bits"), [("edf", 16), ("bdf", 24)])
def test_edf_and_bdf_round_to_their_steps(
    hummed: Path, tmp_path: Path, ending: str, bits: int
) -> None:
    target = tmp_path / f"filtered.{ending}"
    with pytest.warns(UserWarning, match="notches"):
        ng.filter_recording(hummed, target)
    wanted = expected(ng.read(hummed).get_data()[0])
    found = ng.read(target).get_data()[0]
    step = 2 * 1.001 * np.max(np.abs(wanted)) / (2**bits - 1)
    assert np.max(np.abs(found - wanted)) < 0.6 * step + 1e-6


def test_nonsense_is_a_value_error(hummed: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.edf, \.bdf"):
        ng.filter_recording(hummed, tmp_path / "x.mat")
    with pytest.raises(ValueError, match="highpass_hz"):
        ng.filter_recording(hummed, tmp_path / "x.h5", **{"filter.highpass_hz": -3})
    with pytest.raises(FileNotFoundError):
        ng.filter_recording(tmp_path / "none.edf", tmp_path / "x.h5")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hum.edf"]


def test_stopping_leaves_nothing(hummed: Path, tmp_path: Path) -> None:
    shares: list[float] = []

    def stop_late(share: float) -> bool:
        shares.append(share)
        return share < 0.5

    for ending in ("h5", "edf"):
        with pytest.raises(KeyboardInterrupt):
            ng.filter_recording(hummed, tmp_path / f"x.{ending}", progress=stop_late)
    assert shares
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hum.edf"]
