"""Episodes in MNE: at the right time of the clock."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import mne
import numpy as np
import pandas as pd
import pytest

import noctemg as ng

RATE_HZ = 500
BEGIN_S, LENGTH_S = 130.0, 30.0
MEAS_DATE = datetime(2026, 3, 1, 23, 59, 0, 250_000, tzinfo=timezone.utc)


def raw(meas_date: datetime | None, first_samp: int = 0) -> mne.io.RawArray:
    """Five minutes of two calf heads; one of them cramps, counted from sample 0 of the clock."""
    values = np.random.default_rng(3).normal(0, 2e-6, (2, 300 * RATE_HZ))
    begin = round(BEGIN_S * RATE_HZ)
    values[0, begin : begin + round(LENGTH_S * RATE_HZ)] *= 20
    info = mne.create_info(["L GM", "L GL"], RATE_HZ, "emg")
    made = mne.io.RawArray(values, info, first_samp=first_samp, verbose="error")
    made.set_meas_date(meas_date)
    return made


def longest(night: ng.Night) -> pd.Series:
    return night.events.loc[night.events["duration"].idxmax()]


@pytest.mark.parametrize("first_samp", [0, 7 * RATE_HZ + 123])
def test_a_round_trip_keeps_the_time_of_the_clock(first_samp: int) -> None:
    made = raw(MEAS_DATE, first_samp)
    night = ng.analyze(made)
    event = longest(night)
    assert event["onset"] == pytest.approx(BEGIN_S, abs=0.5)
    offset = timedelta(seconds=first_samp / RATE_HZ + event["onset"])
    wanted = (MEAS_DATE + offset).replace(tzinfo=None)
    assert abs(event["clock_time"] - pd.Timestamp(wanted)) < timedelta(milliseconds=2)
    made.set_annotations(night.to_mne())
    index = int(np.argmax(made.annotations.duration))
    assert made.annotations.description[index].startswith(event["trial_type"])
    # MNE counts annotations of a Raw with a date from the date, not from the first sample.
    found_s = made.annotations.onset[index] - first_samp / RATE_HZ
    assert found_s == pytest.approx(event["onset"], abs=2e-3)


def test_a_cropped_raw_shows_them_at_the_same_moment() -> None:
    whole = raw(MEAS_DATE)
    annotations = ng.analyze(whole).to_mne()
    cropped = raw(MEAS_DATE).crop(100, 250)
    again = ng.analyze(cropped)
    assert longest(again)["onset"] == pytest.approx(BEGIN_S - 100, abs=0.5)
    clock = longest(again)["clock_time"]
    assert abs(clock - longest(ng.analyze(whole))["clock_time"]) < timedelta(seconds=0.5)
    cropped.set_annotations(annotations)
    index = int(np.argmax(cropped.annotations.duration))
    shown_s = cropped.annotations.onset[index] - cropped.first_time
    assert shown_s == pytest.approx(BEGIN_S - 100, abs=0.5)


def test_without_a_date_they_count_from_the_first_sample() -> None:
    made = raw(None, 11 * RATE_HZ)
    night = ng.analyze(made)
    assert pd.isna(longest(night)["clock_time"])
    made.set_annotations(night.to_mne())
    index = int(np.argmax(made.annotations.duration))
    shown_s = made.annotations.onset[index] - made.first_time
    assert shown_s == pytest.approx(longest(night)["onset"], abs=2e-3)


def test_a_recording_is_a_raw_with_its_clock(tmp_path: Path) -> None:
    made = ng.simulate(tmp_path, hours=0.1, channels=4, rate_hz=256)
    recording = ng.read(made.recording)
    found = recording.to_mne()
    assert found.ch_names == recording.ch_names
    np.testing.assert_allclose(found.get_data() * 1e6, recording.get_data(), rtol=0, atol=1e-9)
    assert found.info["meas_date"].replace(tzinfo=None) == recording.start.to_pydatetime()
    assert len(found.annotations) == len(recording.annotations)
    events = ng.analyze(found).events
    pd.testing.assert_frame_equal(
        events[["onset", "clock_time"]], ng.analyze(recording).events[["onset", "clock_time"]]
    )
    with pytest.raises(ValueError, match="picks"):
        recording.to_mne(["none"])
