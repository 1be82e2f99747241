"""Intervals between leg movements, and groups of nights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ._plots_style import LABEL_COLOURS, SERIES_COLOURS, bare, single_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from ._night import Night

# Limits of intervals in series: 10 to 90 s (WASM 2016); older standards and the AASM begin at 5 s.
SHORTEST_S, OLDER_SHORTEST_S, LONGEST_S = 10.0, 5.0, 90.0

COLUMN_LABELS = {
    "duration_h": "recorded (h)",
    "analysable_h": "analysable (h)",
    "sleep_h": "sleep (h)",
    "cramps_probable": "probable cramps (per night)",
    "cramps_possible": "possible cramps (per night)",
    "cramps_min": "time in cramp (min)",
    "cramp_longest_s": "longest cramp (s)",
    "cramps_per_hour": "cramps (per analysable hour)",
    "cramp_clusters": "clusters of cramps (per night)",
    "cramps_over_10_min": "cramps over 10 min (per night)",
    "lm_per_hour": "leg movements (per analysable hour)",
    "clm": "candidate leg movements (per night)",
    "plm": "periodic leg movements (per night)",
    "plm_series": "series of leg movements (per night)",
    "plm_per_hour": "periodic leg movements (per analysable hour)",
    "plms_per_hour": "periodic leg movements (per hour of sleep)",
    "periodicity_index": "periodicity index (share of 1)",
}


def plot_intervals(events_or_night: pd.DataFrame | Night, ax: Axes | None = None) -> Axes:
    """Draw how long it takes from one leg movement's onset to the next.

    Movements at intervals of 10 to 90 s can be periodic (WASM 2016); older standards and the AASM
    begin at 5 s. Every ``leg_movement`` counts, whether or not it is a candidate for a series;
    twelve bins per decade.

    Parameters
    ----------
    events_or_night
        A night, or its events: ``onset`` in seconds and ``trial_type``. One night only: intervals
        across nights mean nothing.
    ax
        Axes to draw into; None: a new figure.

    Returns
    -------
    Axes
        Intervals (s) on a logarithmic scale from 1 to 1000 s; counts. Those outside are told below
        the title.

    Raises
    ------
    ValueError
        Fewer than two leg movements, or a table without the columns.
    ImportError
        matplotlib is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from noctemg.plots import plot_intervals
    >>> events = pd.DataFrame({"onset": [10.0, 32.0, 55.0], "trial_type": "leg_movement"})
    >>> plot_intervals(events).get_xlabel()
    'onset-to-onset interval (s)'
    """
    intervals = _intervals(events_or_night)
    ax = single_axes(ax, 7, 4)
    from matplotlib.ticker import MaxNLocator

    edges = np.logspace(0, 3, 37)
    ax.set_xscale("log")
    ax.axvspan(SHORTEST_S, LONGEST_S, color="0.93", lw=0, zorder=0)
    ax.hist(
        intervals, bins=edges.tolist(), color=LABEL_COLOURS["leg_movement"], edgecolor="white", lw=1
    )
    for limit, style in ((OLDER_SHORTEST_S, ":"), (SHORTEST_S, "--"), (LONGEST_S, "--")):
        ax.axvline(limit, color="black", lw=1, ls=style)
    # Room above the bars, where the limits are named.
    ax.set_ylim(0, ax.get_ylim()[1] * 1.22)
    height = 0.98
    top = ax.get_xaxis_transform()
    middle = float(np.sqrt(SHORTEST_S * LONGEST_S))
    for x, text, align in (
        (middle, "periodic: 10–90 s\n(WASM 2016)", "center"),
        (OLDER_SHORTEST_S * 0.94, "from 5 s\n(older, AASM)", "right"),
    ):
        ax.text(x, height, text, transform=top, ha=align, va="top", fontsize=8)
    inside = np.mean((intervals >= SHORTEST_S) & (intervals <= LONGEST_S))
    outside = np.count_nonzero((intervals < edges[0]) | (intervals > edges[-1]))
    title = f"{len(intervals)} intervals, {100 * inside:.0f} % from 10 to 90 s"
    ax.set_title(title + (f", {outside} not shown" if outside else ""), fontsize=10, loc="left")
    ax.set_xlim(1, 1000)
    ticks = [1, 5, 10, 30, 90, 300, 1000]
    ax.set_xticks(ticks, [f"{tick}" for tick in ticks])
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("onset-to-onset interval (s)")
    ax.set_ylabel("intervals (count)")
    bare(ax)
    return ax


def _intervals(source: pd.DataFrame | Night) -> NDArray[np.float64]:
    events = source if isinstance(source, pd.DataFrame) else source.events
    lacking = {"onset", "trial_type"} - set(events.columns)
    if lacking:
        raise ValueError(f"events: lack the columns {', '.join(sorted(lacking))}")
    chosen = events.loc[events["trial_type"] == "leg_movement", "onset"]
    onsets = np.sort(chosen.to_numpy(dtype=float))
    if onsets.size < 2:
        raise ValueError(f"events: {onsets.size} leg movements; an interval needs two")
    return np.diff(onsets)


def plot_cohort(
    nights: Mapping[str, pd.DataFrame] | pd.DataFrame,
    value: str = "cramps_per_hour",
    by: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Compare groups of nights: each night a dot, with median and quartiles.

    Parameters
    ----------
    nights
        Tables with one row per night, as ``nights.tsv`` of a batch: one table per group by name, or
        one table and ``by``.
    value
        The column to compare.
    by
        The column that holds each night's group; for one table only.
    ax
        Axes to draw into; None: a new figure.

    Returns
    -------
    Axes
        Groups in their order of appearance; the value with its unit. Below each name: the number of
        nights, and of those without a value, which are left out. Dots are spread sideways only to
        lie apart, always in the same way.

    Raises
    ------
    ValueError
        No nights, no such column, texts instead of numbers, or ``by`` missing or too much.
    ImportError
        matplotlib is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from noctemg.plots import plot_cohort
    >>> placebo = pd.DataFrame({"cramps_per_hour": [0.5, 0.75, 0.4]})
    >>> treated = pd.DataFrame({"cramps_per_hour": [0.1, 0.25, 0.0]})
    >>> plot_cohort({"placebo": placebo, "treated": treated}).get_ylabel()
    'cramps (per analysable hour)'
    """
    groups = _groups(nights, value, by)
    ax = single_axes(ax, max(3.6, 1.6 + 1.3 * len(groups)), 4.2)
    every = np.concatenate([cells[np.isfinite(cells)] for cells in groups.values()])
    reach = 0.025 * float(np.ptp(every)) if every.size else 0.0
    names = []
    for place, (name, cells) in enumerate(groups.items()):
        known = np.sort(cells[np.isfinite(cells)])
        colour = SERIES_COLOURS[place % len(SERIES_COLOURS)]
        if known.size:
            low, middle, high = np.quantile(known, [0.25, 0.5, 0.75])
            ax.bar(place, high - low, 0.62, bottom=low, color=colour, alpha=0.18, lw=0)
            ax.hlines(middle, place - 0.31, place + 0.31, color=colour, lw=2.5, zorder=3)
        ax.plot(
            place + _spread(known, reach),
            known,
            ls="none",
            marker="o",
            ms=6,
            color=colour,
            mec="white",
            mew=0.6,
            zorder=4,
            clip_on=False,
        )
        lacking = cells.size - known.size
        names.append(f"{name}\nn = {known.size}" + (f" (+{lacking} n/a)" if lacking else ""))
    ax.set_xticks(range(len(groups)), names)
    ax.set_xlim(-0.6, len(groups) - 0.4)
    if every.size and every.min() >= 0:
        ax.set_ylim(bottom=0)
    ax.tick_params(axis="x", length=0)
    ax.set_xlabel("group (n nights; bar: median, box: quartiles)", fontsize=8)
    ax.set_ylabel(_column_label(value))
    bare(ax)
    return ax


def _column_label(value: str) -> str:
    if value.startswith("n_"):
        return f"{value[2:].replace('_', ' ')} (episodes per night)"
    return COLUMN_LABELS.get(value, value)


def _groups(
    nights: Mapping[str, pd.DataFrame] | pd.DataFrame, value: str, by: str | None
) -> dict[str, NDArray[np.float64]]:
    if isinstance(nights, pd.DataFrame):
        if by is None:
            raise ValueError("by: name the column that holds the groups, or pass a table per group")
        if by not in nights.columns:
            raise ValueError(f"by: no column '{by}' among {', '.join(map(str, nights.columns))}")
        names = nights[by].dropna()
        tables = {str(name): nights[nights[by] == name] for name in names.unique()}
    elif by is not None:
        raise ValueError("by: is for one table; these already come in groups")
    else:
        tables = dict(nights)
    if not any(len(table) for table in tables.values()):
        raise ValueError("nights: there are none")
    return {str(name): _numbers(table, value, str(name)) for name, table in tables.items()}


def _numbers(table: pd.DataFrame, value: str, group: str) -> NDArray[np.float64]:
    if value not in table.columns:
        raise ValueError(
            f"value: no column '{value}' in group '{group}'; "
            f"there are {', '.join(map(str, table.columns))}"
        )
    try:
        cells = pd.to_numeric(table[value].replace("n/a", np.nan))
    except (TypeError, ValueError) as error:
        raise ValueError(f"value: '{value}' in group '{group}' does not hold numbers") from error
    return cells.to_numpy(dtype=float, na_value=np.nan)


def _spread(values: NDArray[np.float64], reach: float) -> NDArray[np.float64]:
    """Offsets of sorted values: those within `reach` of the lowest of them lie side by side."""
    offsets = np.zeros(values.size)
    first = 0
    while first < values.size:
        last = int(np.searchsorted(values, values[first] + reach, side="right"))
        count = last - first
        step = min(0.09, 0.56 / max(1, count - 1))
        offsets[first:last] = (np.arange(count) - (count - 1) / 2) * step
        first = last
    return offsets
