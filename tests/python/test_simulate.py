"""Simulated nights from Python."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import Run

import noctemg as ng


def test_every_scenario_can_be_simulated(tmp_path: Path) -> None:
    for name in ng.scenarios()["name"]:
        night = ng.simulate(tmp_path, name, hours=0.05, channels=2, rate_hz=64)
        assert night.id == f"{name}-1-001"
        assert night.recording.exists()
        assert night.events.exists()
        assert night.hypnogram.exists()


def test_equal_arguments_give_equal_bytes(tmp_path: Path) -> None:
    a = ng.simulate(tmp_path / "a", "demo", hours=0.05, channels=3, rate_hz=128, seed=9)
    b = ng.simulate(tmp_path / "b", "demo", hours=0.05, channels=3, rate_hz=128, seed=9)
    for one, two in zip(a[1:], b[1:], strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_the_command_line_simulates_the_same_night(run: Run, tmp_path: Path) -> None:
    ours = ng.simulate(tmp_path / "a", "demo", hours=0.05, seed=4)
    done = run(
        "simulate",
        "-o",
        tmp_path / "b",
        "--nights",
        1,
        "--hours",
        0.05,
        "--seed",
        4,
        "--scenario",
        "demo",
        "--quiet",
    )
    assert done.returncode == 0, done.stderr
    theirs = tmp_path / "b" / ours.events.name
    assert theirs.read_bytes() == ours.events.read_bytes()


def test_formats_hold_the_same_signal(tmp_path: Path) -> None:
    data = [
        ng.read(
            ng.simulate(
                tmp_path / kind, "demo", hours=0.05, channels=2, rate_hz=128, format=kind
            ).recording
        ).get_data()
        for kind in ("edf", "bdf", "hdf5")
    ]
    np.testing.assert_allclose(data[0], data[2], rtol=0, atol=0.0501)  # half a step of EDF
    np.testing.assert_allclose(data[1], data[2], rtol=0, atol=0.0003)


def test_hypnogram_is_read_by_the_analysis(demo_night: ng.SimulatedNight) -> None:
    stages = pd.read_csv(demo_night.hypnogram, sep="\t")
    sleep = stages.loc[stages["stage"] != "W", "duration"].sum()
    night = ng.analyze(demo_night.recording, hypnogram=demo_night.hypnogram)
    assert night.summary["sleep"]["sleep_s"] == sleep


def test_unknown_scenarios_are_value_errors(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must be one of healthy, frequent"):
        ng.simulate(tmp_path, "cramps")


def test_progress_can_stop_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        ng.simulate(tmp_path / "n", hours=0.1, channels=1, rate_hz=64, progress=lambda s: False)
    assert list((tmp_path / "n").iterdir()) == []
