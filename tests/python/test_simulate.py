"""Simulated nights from Python."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import oracles
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


def test_hypnogram_gives_every_stage_its_time(tmp_path: Path) -> None:
    made = ng.simulate(tmp_path, "healthy", hours=2, channels=2, rate_hz=128)
    truth = pd.read_csv(made.hypnogram, sep="\t").groupby("stage")["duration"].sum()
    read = ng.analyze(made.recording, hypnogram=made.hypnogram).summary["sleep"]
    for stage in ("N1", "N2", "N3"):
        assert read[f"{stage.lower()}_s"] == truth.get(stage, 0)
    assert read["rem_s"] == truth.get("R", 0)


@pytest.mark.parametrize("kind", ["edf", "bdf"])
@pytest.mark.parametrize("name", ["frequent", "mixed", "messy", "grid"])
def test_every_reader_sees_the_same_samples(tmp_path: Path, name: str, kind: str) -> None:
    path = ng.simulate(tmp_path, name, hours=0.05, format=kind).recording
    ours = ng.read(path)
    for channels in (oracles.edfio_channels(path), oracles.pyedflib_channels(path)):
        assert [c.label for c in channels] == ours.ch_names
        for i, channel in enumerate(channels):
            np.testing.assert_allclose(
                ours.get_data(i)[0], channel.samples, rtol=0, atol=1e-3 * channel.step
            )
            assert np.ptp(channel.samples) > 0 or channel.label == "Position"


@pytest.mark.parametrize("name", ["tibialis", "grid"])
def test_mne_sees_the_same_samples(tmp_path: Path, name: str) -> None:
    path = ng.simulate(tmp_path, name, hours=0.05).recording
    raw = oracles.mne_raw(path)
    ours = ng.read(path)
    assert raw.ch_names == ours.ch_names
    np.testing.assert_allclose(raw.get_data() * 1e6, ours.get_data(), rtol=0, atol=1e-4)


def test_settings_and_montages_are_taken(tmp_path: Path) -> None:
    table = tmp_path / "m.tsv"
    table.write_text("channel\tmuscle\tside\trole\trate_hz\nCalf\tGM\tleft\temg\t200\n")
    night = ng.simulate(
        tmp_path, "healthy", hours=0.1, montage=table, settings={"twitch.per_hour": 600}
    )
    assert ng.read(night.recording).ch_names == ["Calf"]
    events = pd.read_csv(night.events, sep="\t")
    assert events["reason"].str.contains("myoclonus").sum() > 20
    with pytest.raises(ValueError, match=r"did you mean twitch\.per_hour"):
        ng.simulate(tmp_path, settings={"twitch.pr_hour": 1})


def test_a_scenario_file_is_a_scenario(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "mine"\nchannels = 2\nrate_hz = 128\n\n[twitch]\nper_hour = 0\n')
    night = ng.simulate(tmp_path, file, hours=0.05)
    assert night.id == "mine-1-001"
    assert ng.read(night.recording).ch_names == ["L TA", "R TA"]


def test_a_plan_has_the_events_of_the_night(tmp_path: Path, demo_night: ng.SimulatedNight) -> None:
    planned = ng.plan_night("demo", hours=0.2)
    assert len(planned) > 20
    written = tmp_path / "planned.tsv"
    planned.to_csv(written, sep="\t", index=False, na_rep="n/a")
    columns = ["onset", "duration", "trial_type", "channel"]
    pd.testing.assert_frame_equal(
        pd.read_csv(written, sep="\t")[columns],
        pd.read_csv(demo_night.events, sep="\t")[columns],
    )


def test_units_discharge_during_the_events_of_their_muscle() -> None:
    # The calf's discharges lie in events that name the calf, and a cramp has plenty.
    events = ng.plan_night("frequent", hours=1)
    cramp = events[events["trial_type"] == "cramp"].iloc[0]
    labels = ["L TA", "L GM", "L SOL", "L GL", "R TA", "R GM", "R SOL", "R GL"]
    channel = labels.index(str(cramp["channel"]).split("|")[0])
    discharges = ng.plan_discharges(channel, "frequent", hours=1)
    assert discharges["time_s"].is_monotonic_increasing
    assert discharges["unit"].between(0, 299).all()
    during = discharges["time_s"].between(cramp["onset"], cramp["onset"] + cramp["duration"])
    assert during.sum() > 2 * cramp["duration"]
    with pytest.raises(ValueError, match="channel"):
        ng.plan_discharges(8, "frequent", hours=1)


def test_unknown_scenarios_are_value_errors(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must be one of artifact, cramp-free"):
        ng.simulate(tmp_path, "cramps")


def test_progress_can_stop_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        ng.simulate(tmp_path / "n", hours=0.1, channels=1, rate_hz=64, progress=lambda s: False)
    assert list((tmp_path / "n").iterdir()) == []
