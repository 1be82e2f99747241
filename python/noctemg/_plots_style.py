"""Colours, axes and small helpers that the plots share."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

AxesArray: TypeAlias = "NDArray[np.object_]"
Overview: TypeAlias = "dict[str, Any]"

# Okabe and Ito's colours, told apart by the colour-blind; their yellow is left out, as it vanishes
# on white. The warm signal colour belongs to cramps alone.
LABEL_COLOURS: dict[str, str] = {
    "cramp": "#D55E00",
    "leg_movement": "#0072B2",
    "large_movement": "#56B4E9",
    "rhythmic": "#009E73",
    "tonic": "#E69F00",
    "cocontraction": "#CC79A7",
    "twitch": "#999999",
    "artifact": "#000000",
}
"""One colour per label, in the order in which plots list the labels."""

MISSING_COLOUR = "#C8C8C8"
LEVEL_MAP = "magma"
SERIES_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")


def pyplot() -> ModuleType:
    """Return matplotlib.pyplot, or say how to get it."""
    try:
        import matplotlib.pyplot as plt
    except ImportError as error:
        raise ImportError("plots need matplotlib: pip install noctemg[plot]") from error
    return plt


def single_axes(ax: Axes | None, width: float, height: float) -> Axes:
    """Return the given axes, or those of a new figure of this size in inches."""
    plt = pyplot()
    if ax is not None:
        return ax
    made: Axes = plt.figure(figsize=(width, height), layout="constrained").add_subplot()
    return made


def bare(ax: Axes) -> None:
    """Take away the frame where it holds no scale."""
    ax.spines[["top", "right"]].set_visible(False)


def object_array(axes: Sequence[Axes]) -> AxesArray:
    """Axes as a one-dimensional array, as plt.subplots returns them."""
    made = np.empty(len(axes), dtype=object)
    made[:] = list(axes)
    return made


def words(label: str) -> str:
    """Turn a label into words."""
    return {"cocontraction": "co-contraction", "artifact": "artefact"}.get(
        label, label.replace("_", " ")
    )


def is_analysed(note: Any) -> bool:
    """Whether a channel of the coverage was looked at, by its note."""
    return not text_of(note).startswith("not analysed")


def text_of(value: Any) -> str:
    """Text of a table's cell, "" where it is missing."""
    return "" if pd.isna(value) else str(value)


def wrapped(text: str, ax: Axes, fontsize: float) -> str:
    """Break a text into lines no wider than the axes."""
    figure: Any = ax.figure
    width_pt = ax.get_window_extent().width / figure.dpi * 72
    # A letter of the default font is on average half as wide as its size, or a little more.
    return textwrap.fill(text, max(20, int(width_pt / (0.53 * fontsize))))


def time_axis(ax: Axes, begin_s: float, end_s: float, start: str | None) -> None:
    """Scale and label an x axis whose data are seconds from the first sample.

    Ticks stand at round clock times when the start is known, else at round times from the start.
    """
    from matplotlib.ticker import FixedLocator, FuncFormatter

    span = end_s - begin_s
    step = _tick_step(span)
    origin = 0.0
    if start is not None:
        clock = pd.Timestamp(start)
        origin = (clock - clock.normalize()).total_seconds()
    first = np.ceil((begin_s + origin) / step) * step - origin
    show, label = _clock(origin, step) if start is not None else _elapsed(span)
    ax.xaxis.set_major_locator(FixedLocator(np.arange(first, end_s + step * 1e-6, step).tolist()))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: show(x)))
    ax.set_xlabel(label)
    ax.set_xlim(begin_s, end_s)


def _tick_step(span_s: float) -> float:
    steps = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200)
    return next((step for step in steps if span_s / step <= 10), 14400.0)


def _clock(origin_s: float, step_s: float) -> tuple[Callable[[float], str], str]:
    def show(x: float) -> str:
        tenths = round((x + origin_s) * 10)
        minutes, rest = divmod(tenths, 600)
        text = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
        if step_s >= 60:
            return text
        return f"{text}:{rest // 10:02d}" + (f".{rest % 10}" if step_s < 1 else "")

    return show, "clock time (h:min)" if step_s >= 60 else "clock time (h:min:s)"


def _elapsed(span_s: float) -> tuple[Callable[[float], str], str]:
    unit, size = ("h", 3600) if span_s >= 5400 else ("min", 60) if span_s >= 180 else ("s", 1)
    return lambda x: f"{x / size:.4g}", f"time from the start ({unit})"
