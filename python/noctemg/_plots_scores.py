"""How good the cramp probability is, from what ``noctemg evaluate --json`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ._evaluate import Evaluation
from ._plots_style import SERIES_COLOURS, bare, single_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_calibration(evaluation: Evaluation | Mapping[str, Any], ax: Axes | None = None) -> Axes:
    """Draw how often an episode with a given probability of a cramp is one.

    One point per bin of probability, at the bin's mean probability; its bar is Wilson's 95 %
    interval, which takes episodes as independent; its number counts episodes.

    Parameters
    ----------
    evaluation
        Made by :func:`noctemg.evaluate`, or what ``noctemg evaluate --json`` prints as a dict; or
        several of them by name.
    ax
        Axes to draw into; None: a new figure.

    Returns
    -------
    Axes
        Probability (0 to 1); share of true cramps (0 to 1).

    Raises
    ------
    ValueError
        No evaluation, or none of its episodes carries a probability.
    ImportError
        matplotlib is missing.

    Examples
    --------
    >>> from noctemg.plots import plot_calibration
    >>> bins = [{"count": 40, "mean_probability": 0.05, "observed": 0.0},
    ...         {"count": 10, "mean_probability": 0.95, "observed": 0.9}]
    >>> scores = {"episodes": 50, "right": 9, "brier": 0.02, "ece": 0.05, "bins": bins}
    >>> plot_calibration({"probability": scores}).get_xlabel()
    'probability of a cramp (0 to 1)'
    """
    series = _series(evaluation, "bins")
    ax = single_axes(ax, 5, 5)
    ax.plot([0, 1], [0, 1], color="0.6", lw=1, ls="--", zorder=1)
    for name, colour, scores in _coloured(series):
        bins = [b for b in scores["bins"] if b["count"]]
        x = np.array([b["mean_probability"] for b in bins], dtype=float)
        y = np.array([b["observed"] for b in bins], dtype=float)
        count = np.array([b["count"] for b in bins], dtype=float)
        low, high = _wilson(y, count)
        ax.errorbar(
            x,
            y,
            yerr=[np.maximum(y - low, 0), np.maximum(high - y, 0)],
            color=colour,
            marker="o",
            ms=5,
            lw=1.4,
            elinewidth=1,
            clip_on=False,
            label=f"{name}Brier {_number(scores['brier'])}, ECE {_number(scores['ece'])}",
        )
        if len(series) == 1:
            _count_points(ax, x, y, count)
    ax.set_xlabel("probability of a cramp (0 to 1)")
    ax.set_ylabel("share of true cramps (0 to 1)")
    _unit_square(ax)
    ax.legend(frameon=False, loc="upper left", fontsize=8)
    return ax


def _count_points(ax: Axes, x: Any, y: Any, count: Any) -> None:
    for at, share, n in zip(x, y, count, strict=True):
        # To the side where the diagonal is not.
        right = at >= share and at < 0.9
        ax.annotate(
            f"{n:.0f}",
            (at, share),
            xytext=(7 if right else -7, 4 if share < 0.05 else -4 if share > 0.95 else 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="bottom" if share < 0.05 else "top" if share > 0.95 else "center",
            fontsize=8,
            color="0.25",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5},
        )


def plot_precision_recall(
    evaluation: Evaluation | Mapping[str, Any],
    ax: Axes | None = None,
    thresholds: Sequence[float] = (),
) -> Axes:
    """Draw which share of found cramps is right against which share of true ones is found.

    One step per probability at which the two change; dotted: what guessing would reach.

    Parameters
    ----------
    evaluation
        Made by :func:`noctemg.evaluate`, or what ``noctemg evaluate --json`` prints as a dict; or
        several of them by name.
    ax
        Axes to draw into; None: a new figure.
    thresholds
        Probabilities to mark on the curve, e.g. those from which a cramp is probable and possible.

    Returns
    -------
    Axes
        Recall (0 to 1); precision (0 to 1).

    Raises
    ------
    ValueError
        No evaluation, or one without a true cramp or without probabilities.
    ImportError
        matplotlib is missing.

    Examples
    --------
    >>> from noctemg.plots import plot_precision_recall
    >>> curve = [{"probability": 0.9, "precision": 1.0, "recall": 0.5},
    ...          {"probability": 0.4, "precision": 0.8, "recall": 1.0}]
    >>> scores = {"episodes": 9, "right": 4, "average_precision": 0.9, "curve": curve}
    >>> plot_precision_recall({"probability": scores}).get_xlabel()
    'recall (0 to 1)'
    """
    series = _series(evaluation, "curve")
    ax = single_axes(ax, 5, 5)
    for name, colour, scores in _coloured(series):
        curve = scores["curve"]
        recall = np.array([point["recall"] for point in curve], dtype=float)
        precision = np.array([point["precision"] for point in curve], dtype=float)
        # A share of recall is won at the precision of the point that wins it: steps before points.
        ax.step(
            np.concatenate([[0.0], recall]),
            np.concatenate([precision[:1], precision]),
            where="pre",
            color=colour,
            lw=1.8,
            clip_on=False,
            label=f"{name}average precision {_number(scores['average_precision'])}",
        )
        ax.axhline(scores["right"] / scores["episodes"], color=colour, lw=1, ls=":")
        for point, text in _operating_points(curve, thresholds).items():
            ax.plot(*point, "o", ms=7, mfc="white", mec=colour, mew=1.6, clip_on=False)
            ax.annotate(
                text,
                point,
                xytext=(-8, -4),
                textcoords="offset points",
                ha="right",
                va="top",
                fontsize=8,
            )
    ax.plot([], [], color="0.4", lw=1, ls=":", label="guessing")
    ax.set_xlabel("recall (0 to 1)")
    ax.set_ylabel("precision (0 to 1)")
    _unit_square(ax)
    ax.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 0.06), fontsize=8)
    return ax


def _operating_points(
    curve: Sequence[Mapping[str, float]], thresholds: Sequence[float]
) -> dict[tuple[float, float], str]:
    """Recall and precision at each threshold, with its text; equal points share one."""
    texts: dict[tuple[float, float], str] = {}
    for threshold in thresholds:
        reached = [point for point in curve if point["probability"] >= threshold]
        if reached:
            at = (reached[-1]["recall"], reached[-1]["precision"])
            texts[at] = f"{texts[at]}, {threshold:g}" if at in texts else f"≥ {threshold:g}"
    return texts


def _series(
    evaluation: Evaluation | Mapping[str, Any], needed: str
) -> dict[str, Mapping[str, Any]]:
    """Scores of the probability by name; one evaluation has the name ""."""
    if isinstance(evaluation, Evaluation):
        evaluation = evaluation.scores
    several = {"": evaluation} if "probability" in evaluation else evaluation
    if not several:
        raise ValueError("evaluation: there is none")
    found: dict[str, Mapping[str, Any]] = {}
    for name, one in several.items():
        where = f"evaluation '{name}'" if name else "evaluation"
        if isinstance(one, Evaluation):
            one = one.scores
        scores = one.get("probability") if isinstance(one, Mapping) else None
        if not isinstance(scores, Mapping):
            raise ValueError(f"{where}: is not what 'noctemg evaluate --json' prints")
        if not scores.get("episodes") or not scores.get(needed):
            raise ValueError(f"{where}: no episode carries a probability, or no cramp is true")
        found[str(name)] = scores
    return found


def _coloured(
    series: Mapping[str, Mapping[str, Any]],
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for place, (name, scores) in enumerate(series.items()):
        prefix = f"{name}: " if name else ""
        yield prefix, SERIES_COLOURS[place % len(SERIES_COLOURS)], scores


def _wilson(share: Any, count: Any) -> tuple[Any, Any]:
    z = 1.959964
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2)) / (1 + z**2 / count)
    return middle - half, middle + half


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"


def _unit_square(ax: Axes) -> None:
    # A little more than the scale, so that points at its ends do not lie on the frame.
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(-0.02, 1.02)
    ax.set_aspect("equal")
    bare(ax)
