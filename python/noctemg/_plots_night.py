"""The whole night at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ._plots_level import draw_level, visible
from ._plots_style import (
    LABEL_COLOURS,
    MISSING_COLOUR,
    AxesArray,
    Overview,
    bare,
    object_array,
    pyplot,
    time_axis,
    words,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage

    from ._night import Night

STAGES = {"W": 4, "R": 3, "N1": 2, "N2": 1, "N3": 0}
STAGE_NAMES = {"Wake": "W", "REM": "R"}


def plot_night(
    night: Night, ax: Axes | None = None, hypnogram: pd.DataFrame | None = None
) -> AxesArray:
    """Draw a whole night: level of every channel, episodes, coverage, sleep stages.

    The level is the RMS of each second, averaged over the bins of the image as power, in dB above
    the channel's resting level. Grey: no signal (missing, gap, channel not analysed); hatched:
    an electrode's fault. Triangles and outlines mark cramps: filled probable, hollow possible.

    Parameters
    ----------
    night
        Of :func:`noctemg.analyze`.
    ax
        Draw only the level, with all episodes as bars below their leading channel, into these axes.
    hypnogram
        Sleep stages to draw above: columns ``onset``, ``duration`` in seconds from the first sample
        and ``stage`` (W, N1, N2, N3, R; others are left blank). None: no stages. Not with ``ax``.

    Returns
    -------
    ndarray of Axes
        Shape (3,): level, episodes, coverage; (4,) with the stages last; (1,) with ``ax``. Data of
        the time axis are seconds from the first sample, as in ``night.events``; only its ticks
        show clock time, or hours where the start is unknown.

    Raises
    ------
    ValueError
        No channel was analysed, or ``hypnogram`` lacks a column or comes with ``ax``.
    ImportError
        matplotlib is missing.

    Examples
    --------
    >>> import tempfile
    >>> import noctemg as ng
    >>> from noctemg.plots import plot_night
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files = ng.simulate(folder, "demo", hours=0.05, channels=2, rate_hz=500)
    ...     night = ng.analyze(files.recording)
    >>> level, episodes, coverage = plot_night(night)
    >>> coverage.get_xlabel()
    'analysable (%)'
    """
    plt = pyplot()
    overview: Overview = night.overview
    if not overview["ch_names"] or len(overview["onset_s"]) == 0:
        raise ValueError("night: no channel was analysed, so there is nothing to plot")
    span_s = _span(night, overview)
    if ax is not None:
        if hypnogram is not None:
            raise ValueError("hypnogram: has no room in a single ax; leave one of them out")
        image = draw_level(ax, night, overview, span_s)
        _draw_marks(ax, night, span_s)
        time_axis(ax, 0, span_s, night.summary["recording"]["start"])
        _colour_bar(image, ax)
        return object_array([ax])

    channels = len(night.coverage)
    heights = [min(6.0, max(1.4, 0.32 * channels)), 0.2 * len(LABEL_COLOURS)]
    if hypnogram is not None:
        heights.insert(0, 0.9)
    figure = plt.figure(figsize=(12, sum(heights) + 1.4), layout="constrained")
    grid = figure.add_gridspec(len(heights), 2, width_ratios=[12, 1], height_ratios=heights)
    row = len(heights) - 2
    level = figure.add_subplot(grid[row, 0])
    coverage = figure.add_subplot(grid[row, 1], sharey=level)
    episodes = figure.add_subplot(grid[row + 1, 0], sharex=level)
    axes = [level, episodes, coverage]
    if hypnogram is not None:
        axes.append(figure.add_subplot(grid[0, 0], sharex=level))
        _draw_stages(axes[-1], hypnogram)
    image = draw_level(level, night, overview, span_s)
    _draw_coverage(coverage, night)
    _draw_episodes(episodes, night, span_s)
    _draw_key(episodes)
    time_axis(episodes, 0, span_s, night.summary["recording"]["start"])
    for upper in (level, *axes[3:]):
        upper.tick_params(labelbottom=False)
    level.set_xlabel("")
    _colour_bar(image, coverage)
    figure.suptitle(_title(night), fontsize=11)
    return object_array(axes)


def _span(night: Night, overview: Overview) -> float:
    recorded = float(night.summary["recording"]["span_s"])
    return max(recorded, float(overview["onset_s"][-1]) + 1e-3)


def _title(night: Night) -> str:
    summary = night.summary
    recording, cramps = summary["recording"], summary["cramps"]
    parts = [recording["id"]] if recording["id"] else []
    if recording["start"] is not None:
        parts.append(f"{pd.Timestamp(recording['start']):%Y-%m-%d}")
    parts.append(f"{cramps['probable']} probable, {cramps['possible']} possible cramps")
    parts.append(f"{summary['analysable_hours']:.2f} h analysable")
    return "   ·   ".join(parts)


def _draw_marks(ax: Axes, night: Night, span_s: float) -> None:
    """Bars in the labels' colours below the leading channel's row."""
    from matplotlib.patches import Patch

    names = list(night.coverage["channel"])
    handles = []
    for label, colour in LABEL_COLOURS.items():
        chosen = night.events[night.events["trial_type"] == label]
        for onset, duration, channels in zip(
            chosen["onset"], chosen["duration"], chosen["channel"], strict=True
        ):
            leading = str(channels).split("|")[0]
            if leading in names:
                bar = visible(onset, duration, span_s, 1 / 160)
                ax.broken_barh(
                    [bar],
                    (names.index(leading) + 0.16, 0.3),
                    facecolor=colour,
                    # Artefacts' black would vanish on the map's own.
                    edgecolor="white",
                    lw=0.4,
                )
        if len(chosen):
            handles.append(Patch(facecolor=colour, label=words(label)))
    if handles:
        ax.legend(
            handles=handles,
            ncols=4,
            loc="lower left",
            bbox_to_anchor=(0, 1.06),
            frameon=False,
            fontsize=8,
            borderaxespad=0,
        )


def _draw_episodes(ax: Axes, night: Night, span_s: float) -> None:
    events = night.events
    for row, (label, colour) in enumerate(LABEL_COLOURS.items()):
        chosen = events[events["trial_type"] == label]
        ax.axhline(row + 0.5, color="0.9", lw=0.6, zorder=0)
        prominent = label == "cramp"
        share = 1 / 250 if prominent else 1 / 800
        height = 0.9 if prominent else 0.64
        for onset, duration, certainty in zip(
            chosen["onset"], chosen["duration"], chosen["certainty"].fillna(""), strict=True
        ):
            ax.broken_barh(
                [visible(onset, duration, span_s, share)],
                (row - height / 2, height),
                facecolor="white" if certainty == "possible" else colour,
                edgecolor=colour,
                lw=1.4 if prominent else 0,
            )
        ax.annotate(
            f"{len(chosen)}",
            (1, row),
            xycoords=ax.get_yaxis_transform(),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=colour if len(chosen) else "0.6",
            fontweight="bold" if prominent else "normal",
        )
    ax.set_yticks(range(len(LABEL_COLOURS)), [words(label) for label in LABEL_COLOURS])
    ax.get_yticklabels()[0].set_fontweight("bold")
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(LABEL_COLOURS) - 0.5, -0.6)
    ax.set_ylabel("episodes")
    bare(ax)


def _draw_key(ax: Axes) -> None:
    """What marks in the level and in the row of cramps mean, right of the counts."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    colour = LABEL_COLOURS["cramp"]
    triangle: dict[str, Any] = {"ls": "none", "marker": "v", "ms": 8, "mec": colour, "mew": 1.5}
    handles = [
        Line2D([], [], mfc=colour, label="probable cramp", **triangle),
        Line2D([], [], mfc="white", label="possible cramp", **triangle),
        Patch(facecolor=MISSING_COLOUR, label="no signal"),
        Patch(
            facecolor=MISSING_COLOUR,
            edgecolor="#606060",
            hatch="////",
            lw=0,
            label="electrode fault",
        ),
    ]
    legend = ax.legend(
        handles=handles,
        loc="center left",
        bbox_to_anchor=(1.05, 0.5),
        frameon=False,
        fontsize=8,
        borderaxespad=0,
    )
    # Below the coverage there is room: the layout need not make any.
    legend.set_in_layout(False)


def _draw_coverage(ax: Axes, night: Night) -> None:
    coverage = night.coverage
    # Of the whole span, gaps included: what was not recorded was not analysed either.
    total = coverage["recorded_s"] + coverage["gap_s"]
    share = (100 * coverage["analysable_s"] / total.where(total > 0)).fillna(0.0)
    rows = np.arange(len(coverage))
    ax.barh(rows, 100, height=0.7, color="0.92")
    ax.barh(rows, share, height=0.7, color="#88A9BF")
    if len(coverage) <= 24:
        for row, value in enumerate(share):
            # Rounded down: 100 shall mean that nothing is missing.
            ax.text(6, row, f"{np.floor(value + 1e-9):.0f}", va="center", fontsize=8)
    ax.set_xlim(0, 100)
    ax.set_xticks([0, 100])
    ax.set_xlabel("analysable (%)", fontsize=9)
    # Above, so that the episodes may follow close below the level.
    ax.xaxis.set_label_position("top")
    ax.tick_params(axis="x", top=False, bottom=False, labeltop=True, labelbottom=False, labelsize=8)
    ax.tick_params(axis="y", left=False, labelleft=False)
    ax.spines[:].set_visible(False)


def _draw_stages(ax: Axes, hypnogram: pd.DataFrame) -> None:
    lacking = {"onset", "duration", "stage"} - set(hypnogram.columns)
    if lacking:
        raise ValueError(f"hypnogram: lacks the columns {', '.join(sorted(lacking))}")
    previous: tuple[float, int] | None = None
    for onset, duration, name in zip(
        hypnogram["onset"].astype(float),
        hypnogram["duration"].astype(float),
        hypnogram["stage"].astype(str),
        strict=True,
    ):
        height = STAGES.get(STAGE_NAMES.get(name, name))
        if height is None:
            previous = None
            continue
        rem = height == STAGES["R"]
        ax.hlines(height, onset, onset + duration, color="#CC79A7" if rem else "0.2", lw=3)
        if previous is not None and abs(previous[0] - onset) < 1:
            ax.vlines(onset, previous[1], height, color="0.5", lw=0.8)
        previous = (onset + duration, height)
    ax.set_yticks(list(STAGES.values()), list(STAGES))
    ax.set_ylim(-0.5, 4.5)
    ax.set_ylabel("stage")
    bare(ax)


def _colour_bar(image: AxesImage, ax: Axes) -> None:
    figure: Any = ax.figure
    bar = figure.colorbar(image, ax=ax, extend="both", aspect=14, pad=0.02 if ax.images else 0.25)
    bar.set_label("RMS above rest (dB)")
    bar.ax.tick_params(labelsize=8)
