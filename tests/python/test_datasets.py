"""The sample night: made once, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

import noctemg as ng


def test_a_sample_night_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOCTEMG_CACHE", str(tmp_path / "cache"))
    made = ng.datasets.sample_night(hours=0.1, rate_hz=256)
    first = made.recording.stat().st_mtime_ns
    assert ng.datasets.sample_night(hours=0.1, rate_hz=256) == made
    assert made.recording.stat().st_mtime_ns == first
    assert ng.datasets.sample_night(hours=0.1, rate_hz=256, seed=2) != made
    assert len(ng.read(made.recording).ch_names) == 8
    assert made.events.exists()
    assert made.hypnogram.exists()


def test_what_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOCTEMG_CACHE", str(tmp_path))
    with pytest.raises(ValueError, match="none"):
        ng.datasets.sample_night("none")
    assert list(tmp_path.iterdir()) == []
