"""Recordings as Python sees them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import noctemg as ng


def test_channels_are_a_table_of_what_the_labels_say(demo_night: ng.SimulatedNight) -> None:
    table = ng.read(demo_night.recording).channels
    assert list(table.columns) == "label unit rate_hz frames muscle side role".split()
    assert table["label"].tolist() == "L TA|L GM|L SOL|L GL|R TA|R GM|R SOL|R GL".split("|")
    assert set(table["rate_hz"]) == {500.0}
    assert set(table["frames"]) == {720 * 500}
    assert table["muscle"][1] == "gastrocnemius_medialis"
    assert table["side"].tolist() == ["left"] * 4 + ["right"] * 4


def test_header_facts(demo_night: ng.SimulatedNight) -> None:
    recording = ng.read(demo_night.recording)
    assert recording.id == demo_night.id
    assert recording.duration == 720
    assert recording.start == pd.Timestamp("2024-01-16T22:30:00")
    assert recording.segments.to_dict("list") == {"start_s": [0.0], "duration_s": [720.0]}
    assert recording.annotations.empty
    assert list(recording.annotations.columns) == ["onset", "duration", "description"]
    assert recording.warnings == []


def test_get_data_is_channels_by_times(demo_night: ng.SimulatedNight) -> None:
    data = ng.read(demo_night.recording).get_data(tmin=10, tmax=12)
    assert data.shape == (8, 1000)
    assert data.dtype == np.float64
    assert data.flags.c_contiguous


def test_picks_by_label_index_and_list_are_rows_of_the_whole(
    demo_night: ng.SimulatedNight,
) -> None:
    recording = ng.read(demo_night.recording)
    whole = recording.get_data()
    np.testing.assert_array_equal(recording.get_data("R GM"), whole[[5]])
    np.testing.assert_array_equal(recording.get_data(-1), whole[[7]])
    np.testing.assert_array_equal(recording.get_data(["R TA", 0]), whole[[4, 0]])
    np.testing.assert_array_equal(recording.get_data(2, 0.3, 0.7), whole[[2], 150:350])
    assert recording.get_data([]).shape == (0, 0)


def test_pieces_make_the_whole(demo_night: ng.SimulatedNight) -> None:
    recording = ng.read(demo_night.recording)
    cuts = [0, 0.001, 0.1, 3.3, 33.0, 33.001, 720]
    pieces = [recording.get_data("L TA", a, b) for a, b in pairwise(cuts)]
    np.testing.assert_array_equal(np.concatenate(pieces, axis=1), recording.get_data("L TA"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"picks": "GM"}, "no channel 'GM'"),
        ({"picks": 8}, "out of range"),
        ({"segment": 1}, "must be from 0 to 0"),
    ],
)
def test_wrong_picks_are_value_errors(
    demo_night: ng.SimulatedNight, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        ng.read(demo_night.recording).get_data(**arguments)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.edf"):
        ng.read(tmp_path / "nothing.edf")


def test_a_file_that_is_no_recording_is_a_value_error(tmp_path: Path) -> None:
    path = tmp_path / "text.edf"
    path.write_text("not a recording\n" * 100)
    with pytest.raises(ValueError, match=r"text\.edf"):
        ng.read(path)
