"""Plots: what they draw, return and refuse. How they look is judged by eye."""

from __future__ import annotations

import doctest
import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

import noctemg as ng
from noctemg import plots
from noctemg._plots_level import level_db

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")
plt = importlib.import_module("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def _figures() -> Iterator[None]:
    settings = matplotlib.rcParams.copy()
    yield
    for number in plt.get_fignums():
        # Drawing finds what making does not: texts, ticks, the layout.
        plt.figure(number).canvas.draw()
    plt.close("all")
    assert matplotlib.rcParams == settings


@pytest.fixture(scope="module")
def night(demo_night: ng.SimulatedNight) -> ng.Night:
    return ng.analyze(demo_night.recording, hypnogram=demo_night.hypnogram)


@pytest.fixture(scope="module")
def array_night() -> ng.Night:
    """Two minutes of two channels without a clock: samples missing in one, the other shut."""
    samples = np.random.default_rng(1).normal(0, 3, (2, 120_000))
    samples[0, 20_000:50_000] = np.nan
    samples[1, 90_000:] = 0
    return ng.analyze(samples, 1000, ["L TA", "R TA"])


def first(night: ng.Night, label: str) -> int:
    return int(np.flatnonzero(night.events["trial_type"] == label)[0])


def evaluation() -> dict[str, Any]:
    curve = [
        {"probability": 0.9, "precision": 1.0, "recall": 0.5},
        {"probability": 0.4, "precision": 0.8, "recall": 1.0},
    ]
    bins = [
        {"low": 0.0, "high": 0.1, "count": 40, "mean_probability": 0.03, "observed": 0.0},
        {"low": 0.1, "high": 0.2, "count": 0, "mean_probability": None, "observed": None},
        {"low": 0.9, "high": 1.0, "count": 10, "mean_probability": 0.95, "observed": 0.8},
    ]
    scores = {"episodes": 50, "right": 8, "average_precision": 0.9, "brier": 0.02, "ece": None}
    return {"version": "0", "probability": {**scores, "curve": curve, "bins": bins}}


def texts(ax: Any) -> str:
    legend = ax.get_legend()
    found = [*ax.texts, *(legend.get_texts() if legend else [])]
    titles = [ax.get_title(loc=loc) for loc in ("left", "center", "right")]
    return "\n".join([text.get_text() for text in found] + titles)


def test_night_has_level_episodes_and_coverage(night: ng.Night) -> None:
    axes = plots.plot_night(night)
    assert axes.shape == (3,)
    level, episodes, coverage = axes
    assert level.figure is episodes.figure is coverage.figure
    assert [tick.get_text() for tick in level.get_yticklabels()] == list(night.coverage["channel"])
    assert episodes.get_yticklabels()[0].get_text() == "cramp"
    assert coverage.get_xlabel() == "analysable (%)"
    assert episodes.get_xlabel() == "clock time (h:min)"
    # The first column's axis is that of events: seconds.
    assert episodes.get_xlim() == pytest.approx((0, night.summary["recording"]["span_s"]))
    counts = [int(text.get_text()) for text in episodes.texts]
    assert counts == [night.summary["counts"][label] for label in plots.LABEL_COLOURS]
    assert "dB" in level.figure.axes[-1].get_ylabel()


def test_night_ticks_are_round_clock_times(night: ng.Night) -> None:
    episodes = plots.plot_night(night)[1]
    episodes.figure.canvas.draw()
    shown = [tick.get_text() for tick in episodes.get_xticklabels()]
    start = pd.Timestamp(night.summary["recording"]["start"])
    assert shown[0] == f"{start:%H:%M}"


def test_night_marks_probable_and_possible_cramps(night: ng.Night) -> None:
    cramps = night.events[night.events["trial_type"] == "cramp"]
    assert len(cramps) > 0
    level = plots.plot_night(night)[0]
    triangles = [line for line in level.lines if line.get_marker() == "v"]
    for line, (_, cramp) in zip(triangles, cramps.iterrows(), strict=True):
        assert line.get_xdata()[0] == pytest.approx(cramp["onset"] + cramp["duration"] / 2)
        filled = line.get_markerfacecolor() == plots.LABEL_COLOURS["cramp"]
        assert filled == (cramp["certainty"] == "probable")


def test_night_draws_the_level_into_a_given_ax(night: ng.Night) -> None:
    figure, ax = plt.subplots()
    axes = plots.plot_night(night, ax=ax)
    assert axes.shape == (1,)
    assert axes[0] is ax
    assert ax.images
    assert ax.get_xlabel() == "clock time (h:min)"
    assert len(figure.axes) == 2  # the colour bar's are the other
    assert "cramp" in texts(ax)


def test_night_draws_stages(night: ng.Night, demo_night: ng.SimulatedNight) -> None:
    hypnogram = pd.read_csv(demo_night.hypnogram, sep="\t")
    hypnogram.loc[len(hypnogram)] = [720.0, 30.0, "n/a"]
    axes = plots.plot_night(night, hypnogram=hypnogram)
    assert axes.shape == (4,)
    assert [tick.get_text() for tick in axes[3].get_yticklabels()] == ["W", "R", "N1", "N2", "N3"]
    with pytest.raises(ValueError, match=r"hypnogram: lacks the columns stage"):
        plots.plot_night(night, hypnogram=hypnogram.drop(columns="stage"))
    with pytest.raises(ValueError, match=r"hypnogram: has no room"):
        plots.plot_night(night, ax=plt.figure().add_subplot(), hypnogram=hypnogram)


def test_night_without_a_clock_counts_from_the_start(array_night: ng.Night) -> None:
    assert plots.plot_night(array_night)[1].get_xlabel() == "time from the start (s)"


def test_level_is_zero_at_rest_and_missing_where_nothing_was_recorded(
    array_night: ng.Night,
) -> None:
    level, edges = level_db(array_night, array_night.overview, 120.0)
    assert level.shape == (2, 120)
    assert list(edges[[0, -1]]) == [0, 120]
    assert np.isnan(level[0, 21:49]).all()
    assert np.isnan(level[1, 91:]).all()
    known = level[np.isfinite(level)]
    assert known.size > 170
    assert np.abs(np.median(known)) < 1


def test_level_of_a_long_night_keeps_power_in_wider_bins(array_night: ng.Night) -> None:
    """Twelve seconds at 20 dB in ten hours: the bin holds their mean power, gaps stay gaps."""
    seconds = np.concatenate([np.arange(0, 20_000.0), np.arange(24_000, 36_000.0)])
    rms = np.full((seconds.size, 2), 2.0)
    rms[4800:4812, 0] = 20.0
    rest = np.full_like(rms, 2.0)
    names = ["L TA", "R TA"]
    overview = {"ch_names": names, "onset_s": seconds, "rms_uv": rms, "rest_uv": rest}
    level, edges = level_db(array_night, overview, 36_000.0)
    width = edges[1]
    assert width == 24
    assert level[0, 200] == pytest.approx(10 * np.log10((12 * 100 + 12) / 24))
    assert np.isnan(level[:, 835:999]).all()
    assert np.isfinite(level[:, 1000:]).all()


def test_night_without_a_channel_is_refused(
    array_night: ng.Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = {"ch_names": [], "onset_s": np.empty(0)}
    monkeypatch.setattr(ng.Night, "overview", property(lambda self: empty))
    with pytest.raises(ValueError, match="no channel was analysed"):
        plots.plot_night(array_night)


def test_episode_shows_signal_envelope_spectrum_and_reasons(
    night: ng.Night, demo_night: ng.SimulatedNight
) -> None:
    index = first(night, "cramp")
    event = night.events.iloc[index]
    axes = plots.plot_episode(night, ng.read(demo_night.recording), index, pad_s=5)
    assert axes.shape == (3,)
    emg, level, spectrum = axes
    assert "µV" in emg.get_ylabel()
    assert "Hz" in emg.get_ylabel()
    assert level.get_ylabel() == "RMS (µV)"
    assert spectrum.get_ylabel() == "frequency (Hz)"
    assert spectrum.get_xlabel().startswith("clock time")
    leading = str(event["channel"]).split("|")[0]
    names = [tick.get_text() for tick in emg.get_yticklabels()]
    assert names[0] == leading
    assert len(names) == 4
    begin, end = event["onset"] - 5, event["onset"] + event["duration"] + 5
    assert emg.get_xlim() == pytest.approx((max(0, begin), end), abs=0.01)
    assert str(event["certainty"]) in texts(emg)
    assert f"{event['probability']:.2f}" in texts(emg)
    told = texts(spectrum).replace("\n", " ")
    assert " ".join(str(event["reason"]).split()) in told
    assert "rest" in texts(level)


@pytest.mark.parametrize("label", ["twitch", "artifact", "leg_movement", "large_movement"])
def test_every_kind_of_episode_can_be_drawn(
    night: ng.Night, demo_night: ng.SimulatedNight, label: str
) -> None:
    plots.plot_episode(night, demo_night.recording, first(night, label))


def test_episodes_at_the_ends_can_be_drawn(night: ng.Night, demo_night: ng.SimulatedNight) -> None:
    for index in (0, len(night.events) - 1):
        axes = plots.plot_episode(night, demo_night.recording, index, pad_s=120)
        left, right = axes[2].get_xlim()
        assert left >= 0
        assert right <= night.summary["recording"]["span_s"]


def test_episode_draws_into_given_axes(night: ng.Night, demo_night: ng.SimulatedNight) -> None:
    figure, mine = plt.subplots(3, 1, layout="constrained")
    axes = plots.plot_episode(night, demo_night.recording, 0, axes=mine)
    assert list(axes) == list(mine)
    assert plt.get_fignums() == [figure.number]


def test_episode_refuses_what_is_not_there(
    night: ng.Night, demo_night: ng.SimulatedNight, array_night: ng.Night
) -> None:
    count = len(night.events)
    for index in (-1, count, 1.5):
        with pytest.raises(ValueError, match=rf"index: .* rows are 0 to {count - 1}"):
            plots.plot_episode(night, demo_night.recording, index)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="pad_s: -1"):
        plots.plot_episode(night, demo_night.recording, 0, pad_s=-1)
    with pytest.raises(ValueError, match="axes: 1 axes; three are needed"):
        plots.plot_episode(night, demo_night.recording, 0, axes=[plt.figure().add_subplot()])
    with pytest.raises(ValueError, match="is it the night's own"):
        plots.plot_episode(array_night, demo_night.recording, first(array_night, "artifact"))


def test_intervals_are_those_between_leg_movements() -> None:
    events = pd.DataFrame({"onset": [0.0, 20, 25, 40, 2040], "trial_type": "leg_movement"})
    events.loc[2, "trial_type"] = "twitch"
    ax = plots.plot_intervals(events)
    assert sum(patch.get_height() for patch in ax.patches[1:]) == 2
    assert "3 intervals, 67 % from 10 to 90 s, 1 not shown" in texts(ax)
    assert ax.get_xlabel() == "onset-to-onset interval (s)"
    assert ax.get_ylabel() == "intervals (count)"
    limits = sorted(line.get_xdata()[0] for line in ax.lines)
    assert limits == [5, 10, 90]


def test_intervals_of_a_night_into_a_given_ax(night: ng.Night, array_night: ng.Night) -> None:
    ax = plt.figure().add_subplot()
    assert plots.plot_intervals(night, ax=ax) is ax
    with pytest.raises(ValueError, match="0 leg movements; an interval needs two"):
        plots.plot_intervals(array_night)
    with pytest.raises(ValueError, match="lack the columns trial_type"):
        plots.plot_intervals(pd.DataFrame({"onset": [1.0]}))
    assert len(plt.get_fignums()) == 1  # what is refused leaves no figure behind


def test_cohort_shows_every_night_and_the_median() -> None:
    one = pd.DataFrame({"cramps_per_hour": [0.5, 0.1, 0.3, np.nan]})
    two = pd.DataFrame({"cramps_per_hour": ["0.1", "n/a"]})
    ax = plots.plot_cohort({"one": one, "two": two})
    dots = [sorted(line.get_ydata()) for line in ax.lines]
    assert dots == [[0.1, 0.3, 0.5], [0.1]]
    medians = [line.get_segments()[0][0][1] for line in ax.collections]
    assert medians == pytest.approx([0.3, 0.1])
    names = [tick.get_text() for tick in ax.get_xticklabels()]
    assert names == ["one\nn = 3 (+1 n/a)", "two\nn = 1 (+1 n/a)"]
    assert ax.get_ylabel() == "cramps (per analysable hour)"


def test_cohort_of_one_table_is_the_same_every_time() -> None:
    table = pd.DataFrame({"arm": list("ababa"), "n_twitch": [3, 1, 3, 1, 3]})
    own = plt.figure().add_subplot()
    axes = [plots.plot_cohort(table, "n_twitch", by="arm", ax=own)]
    assert axes[0] is own
    axes.append(plots.plot_cohort(table, "n_twitch", by="arm"))
    first_xy, second_xy = ([line.get_xydata() for line in ax.lines] for ax in axes)
    assert all(np.array_equal(a, b) for a, b in zip(first_xy, second_xy, strict=True))
    # Equal values lie side by side.
    assert len(set(first_xy[0][:, 0])) == 3
    assert own.get_ylabel() == "twitch (episodes per night)"


def test_cohort_refuses_what_it_cannot_compare() -> None:
    table = pd.DataFrame({"arm": ["a", "b"], "start": ["x", "y"], "clm": [1, 2]})
    cases: list[tuple[str, Callable[[], object]]] = [
        ("by: name the column", lambda: plots.plot_cohort(table, "clm")),
        ("by: no column 'group' among arm", lambda: plots.plot_cohort(table, "clm", "group")),
        ("by: is for one table", lambda: plots.plot_cohort({"a": table}, "clm", "arm")),
        ("value: no column 'plm' in group 'a'", lambda: plots.plot_cohort({"a": table}, "plm")),
        ("'start' in group 'a' does not hold", lambda: plots.plot_cohort({"a": table}, "start")),
        ("nights: there are none", lambda: plots.plot_cohort({})),
        ("nights: there are none", lambda: plots.plot_cohort({"a": table[:0]}, "clm")),
    ]
    for message, call in cases:
        with pytest.raises(ValueError, match=message):
            call()
    assert not plt.get_fignums()


def test_calibration_shows_bins_that_hold_episodes() -> None:
    ax = plots.plot_calibration(evaluation())
    assert ax.get_xlabel() == "probability of a cramp (0 to 1)"
    assert ax.get_ylabel() == "share of true cramps (0 to 1)"
    points = ax.lines[1].get_xydata()
    assert np.allclose(points, [[0.03, 0.0], [0.95, 0.8]])
    assert "Brier 0.020, ECE n/a" in texts(ax)
    # Wilson's interval of 8 of 10, as tables give it.
    assert ax.collections[0].get_segments()[1][:, 1] == pytest.approx([0.4902, 0.9433], abs=1e-4)


def test_precision_recall_is_a_curve_of_steps() -> None:
    ax = plt.figure().add_subplot()
    assert plots.plot_precision_recall(evaluation(), ax=ax, thresholds=(0.9, 0.5)) is ax
    assert ax.get_xlabel() == "recall (0 to 1)"
    assert ax.get_ylabel() == "precision (0 to 1)"
    assert np.allclose(ax.lines[0].get_xydata(), [[0, 1], [0.5, 1], [1, 0.8]])
    assert ax.lines[1].get_ydata()[0] == pytest.approx(8 / 50)
    # Both thresholds lie at the same point of the curve.
    assert "≥ 0.9, 0.5" in texts(ax)
    assert "average precision 0.900" in texts(ax)


@pytest.mark.parametrize("plot", [plots.plot_calibration, plots.plot_precision_recall])
def test_scores_of_several_evaluations(plot: Callable[..., Any]) -> None:
    ax = plot({"model": evaluation(), "rules": evaluation()})
    assert "model: " in texts(ax)
    assert "rules: " in texts(ax)
    with pytest.raises(ValueError, match="there is none"):
        plot({})
    with pytest.raises(ValueError, match="evaluation 'cramp': is not what"):
        plot({"cramp": {"truths": 1}})
    nothing = {"probability": {"episodes": 0, "right": 0, "curve": [], "bins": []}}
    with pytest.raises(ValueError, match="no episode carries a probability"):
        plot(nothing)


def test_importing_plots_does_not_import_matplotlib() -> None:
    program = "import sys, noctemg.plots; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_without_matplotlib_the_error_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, night: ng.Night, demo_night: ng.SimulatedNight
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    table = pd.DataFrame({"cramps_per_hour": [1.0]})
    calls: list[Callable[[], object]] = [
        lambda: plots.plot_night(night),
        lambda: plots.plot_episode(night, demo_night.recording, 0),
        lambda: plots.plot_intervals(night),
        lambda: plots.plot_cohort({"a": table}),
        lambda: plots.plot_calibration(evaluation()),
        lambda: plots.plot_precision_recall(evaluation()),
    ]
    for call in calls:
        with pytest.raises(ImportError, match=r"pip install noctemg\[plot\]"):
            call()


def test_labels_have_colours_of_their_own(night: ng.Night) -> None:
    assert list(plots.LABEL_COLOURS) == list(night.summary["counts"])
    assert len(set(plots.LABEL_COLOURS.values())) == len(plots.LABEL_COLOURS)


@pytest.mark.parametrize("name", [name for name in plots.__all__ if name.startswith("plot_")])
def test_examples_work(name: str) -> None:
    runner = doctest.DocTestRunner()
    for example in doctest.DocTestFinder().find(getattr(plots, name), name, globs={}):
        assert example.examples
        assert runner.run(example).failed == 0
