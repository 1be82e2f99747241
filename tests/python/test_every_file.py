"""`ng.analyze(f).events` and the command line's events.tsv, field by field, for every file here."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import Run, parametrize_shared

import noctemg as ng


def assert_same_events(path: Path, run: Run, out: Path) -> None:
    """Equal after parsing by somebody else's rules; or both refuse, for the same reason."""
    done = run("analyze", path, "-o", out, "--quiet")
    tables = list(out.glob("*/events.tsv"))
    if not tables:
        assert done.returncode != 0
        with pytest.raises((ValueError, OSError)) as refused:
            ng.analyze(path)
        assert str(refused.value).splitlines()[0] in done.stderr
        return
    assert done.returncode == 0, done.stderr
    night = ng.analyze(path)
    (table,) = tables
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(night.events) == len(rows)
    for (_, ours), theirs in zip(night.events.iterrows(), rows, strict=True):
        assert list(ours.index) == list(theirs)
        for name, text in theirs.items():
            value = ours[name]
            if text == "n/a":
                assert pd.isna(value), (name, value)
            elif isinstance(value, float):
                assert value == float(text) or math.isnan(value) == math.isnan(float(text))
            elif isinstance(value, pd.Timestamp):
                assert value == np.datetime64(text), (name, value)
            else:
                assert value == text, (name, value)


@parametrize_shared("real/*.*")
def test_real_recordings(path: Path, run: Run, tmp_path: Path) -> None:
    assert_same_events(path, run, tmp_path)


@parametrize_shared("conformance/*/**/*.[ebEB][dD][fF]")
def test_conformance_files(path: Path, run: Run, tmp_path: Path) -> None:
    assert_same_events(path, run, tmp_path)


@pytest.mark.parametrize("ending", ["edf", "h5"])
def test_a_simulated_night(
    ending: str, demo_night: ng.SimulatedNight, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / f"night.{ending}"
    done = run("convert", demo_night.recording, path)
    assert done.returncode == 0, done.stderr
    assert_same_events(path, run, tmp_path / "out")
