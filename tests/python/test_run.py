"""The batch, saved nights and evaluation from Python."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import noctemg as ng


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nights")
    for number in (1, 2):
        ng.simulate(folder, hours=0.1, channels=4, rate_hz=512, seed=5, number=number)
    (folder / "broken.edf").write_bytes(b"0       " + b" " * 300)
    return folder


@pytest.fixture(scope="module")
def results(nights: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "results"
    with pytest.warns(UserWarning, match="1 of 3 recordings failed"):
        ng.run(nights, out)
    return out


def test_a_broken_file_costs_no_other_result(results: Path) -> None:
    table = pd.read_csv(results / "nights.tsv", sep="\t")
    assert len(table) == 2
    failed = pd.read_csv(results / "failed.tsv", sep="\t")
    assert failed["id"].tolist() == ["broken"]


def test_what_is_there_is_not_replaced_unasked(nights: Path, results: Path) -> None:
    with pytest.raises(ValueError, match="already there"):
        ng.run(nights, results)
    before = (results / "nights.tsv").read_bytes()
    with pytest.warns(UserWarning, match="failed"):
        table = ng.run(nights, results, resume=True)
    assert (results / "nights.tsv").read_bytes() == before
    assert table.index.name == "id"
    assert table["start"].dtype.kind == "M"
    assert [one["stage"] for one in table.attrs["failed"]] == ["read"]
    assert "duration_h" in repr(table)  # pandas compares attrs of wide tables
    assert "cramps" in table._repr_html_()


def test_nothing_to_do_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no recording"):
        ng.run(tmp_path, tmp_path / "out")
    with pytest.raises(FileNotFoundError):
        ng.run(tmp_path / "none", tmp_path / "out")


def test_progress_can_stop_it(nights: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        ng.run(nights, tmp_path / "out", progress=lambda share: False)


def test_a_saved_night_is_the_night(nights: Path, results: Path, tmp_path: Path) -> None:
    name = next(path for path in results.iterdir() if path.is_dir())
    saved = ng.Night.load(name)
    fresh = ng.analyze(nights / f"{name.name}.edf")
    pd.testing.assert_frame_equal(saved.events, fresh.events)
    pd.testing.assert_frame_equal(saved.features, fresh.features)
    pd.testing.assert_frame_equal(saved.coverage, fresh.coverage)
    assert saved.warnings == fresh.warnings
    for key, value in fresh.overview.items():
        np.testing.assert_array_equal(saved.overview[key], value)
    saved.save(tmp_path / "copy")
    assert ng.Night.load(tmp_path / "copy").summary == saved.summary
    with pytest.raises(ValueError, match="luna_annot"):
        saved.save(tmp_path / "copy", luna_annot=True)
    with pytest.raises(FileNotFoundError):
        ng.Night.load(tmp_path)


def test_an_overview_is_a_view_that_outlives_its_night() -> None:
    samples = np.random.default_rng(1).normal(0, 3, (2, 90 * 500))
    night = ng.analyze(samples, 500, ["L GM", "L TA"])
    overview = night.overview
    assert overview["ch_names"] == ["L GM", "L TA"]
    assert overview["rms_uv"].shape == (90, 2)
    assert overview["rms_uv"].dtype == np.float32
    assert not overview["rms_uv"].flags.owndata
    assert not overview["rms_uv"].flags.writeable
    del night
    assert np.all(np.isfinite(overview["rms_uv"]))
    assert overview["onset_s"][-1] == 89


def test_events_are_judged_from_tables_files_and_folders(nights: Path, results: Path) -> None:
    by_folders = ng.evaluate(nights, results, resamples=0)
    assert len(by_folders.nights) == 2
    assert set(by_folders.labels.columns) >= {"precision", "recall", "f1"}
    truth = pd.DataFrame({"onset": [10.0, 200], "duration": 30.0, "trial_type": "cramp"})
    one = ng.evaluate(truth, truth.iloc[:1], hours=8)
    assert one.cramp["sensitivity_any"] == 0.5
    assert "2 true cramps" in repr(one)
    with pytest.raises(ValueError, match="onset"):
        ng.evaluate(truth.drop(columns="onset"), truth)


def test_options_travel() -> None:
    options = ng.Options(**{"filter.highpass_hz": 25})
    assert pickle.loads(pickle.dumps(options)) == options
    assert ng.Options.from_toml(options.to_toml()) == options
    assert "<b>25.0</b>" in options._repr_html_()


def test_notebooks_see_tables(results: Path) -> None:
    night = ng.Night.load(next(path for path in results.iterdir() if path.is_dir()))
    assert "<table" in night._repr_html_()
    assert "&lt;Night" in night._repr_html_()


def test_scores_can_be_drawn(nights: Path, results: Path) -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("Agg")
    truth = pd.DataFrame({"onset": [10.0, 200], "duration": 30.0, "trial_type": "cramp"})
    scores = ng.evaluate(truth, truth.assign(probability=[0.9, 0.7]), hours=8)
    for draw in (ng.plots.plot_calibration, ng.plots.plot_precision_recall):
        assert draw(scores).get_xlabel() == draw(scores.scores).get_xlabel()
        assert draw({"one": scores, "again": scores}).get_legend() is not None
    pyplot.close("all")
