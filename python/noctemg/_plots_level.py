"""The level of every channel through the night as an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ._plots_style import LABEL_COLOURS, LEVEL_MAP, MISSING_COLOUR, Overview, is_analysed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage
    from numpy.typing import NDArray

    from ._night import Night

MOST_COLUMNS = 1500  # about one per pixel of the level image
TOP_DB = 40.0
DEAD_UV = 0.1  # an amplifier's own noise is more: nothing was recorded, or samples are missing
OUTLINE = "#56B4E9"  # stands out from every colour of the map


def _columns_of_channels(night: Night, overview: Overview) -> list[int | None]:
    """The overview's column of every row of coverage; None where nothing was analysed."""
    columns: dict[str, list[int]] = {}
    for column, name in enumerate(overview["ch_names"]):
        columns.setdefault(name, []).append(column)
    found: list[int | None] = []
    for name, note in zip(night.coverage["channel"], night.coverage["note"], strict=True):
        shown = is_analysed(note) and columns.get(name)
        found.append(columns[name].pop(0) if shown else None)
    return found


def level_db(
    night: Night, overview: Overview, span_s: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Level above rest, (n_channels, n_bins) in dB, NaN: no signal; and the bins' edges in s."""
    width = max(1.0, np.ceil(span_s / MOST_COLUMNS))
    edges = np.arange(np.ceil(span_s / width) + 1) * width
    bins = np.minimum((np.asarray(overview["onset_s"]) // width).astype(int), len(edges) - 2)
    rms = np.asarray(overview["rms_uv"], dtype=float)
    rest = np.asarray(overview["rest_uv"], dtype=float)
    level = np.full((len(night.coverage), len(edges) - 1), np.nan)
    for row, column in enumerate(_columns_of_channels(night, overview)):
        if column is None:
            continue
        usable = (rms[:, column] >= DEAD_UV) & (rest[:, column] > 0)
        ratio = np.square(rms[usable, column] / rest[usable, column])
        power = np.bincount(bins[usable], ratio, len(edges) - 1)
        count = np.bincount(bins[usable], minlength=len(edges) - 1)
        known = count > 0
        level[row, known] = 10 * np.log10(power[known] / count[known])
    return level, edges


def draw_level(ax: Axes, night: Night, overview: Overview, span_s: float) -> AxesImage:
    import matplotlib as mpl

    level, edges = level_db(night, overview, span_s)
    names = list(night.coverage["channel"])
    image = ax.imshow(
        np.ma.masked_invalid(level),
        cmap=mpl.colormaps[LEVEL_MAP].with_extremes(bad=MISSING_COLOUR),
        vmin=0,
        vmax=TOP_DB,
        aspect="auto",
        interpolation="nearest",
        extent=(0.0, float(edges[-1]), len(names) - 0.5, -0.5),
    )
    ax.set_xlim(0, span_s)
    # Many channels, such as a grid's, would write their names over each other.
    step = max(1, round(len(names) / 24))
    ax.set_yticks(range(0, len(names), step), names[::step])
    ax.set_ylabel("channel")
    for row in range(1, len(names) if step == 1 else 0):
        ax.axhline(row - 0.5, color="white", lw=1)
    _draw_faults(ax, night, names)
    _draw_cramps(ax, night, names, span_s)
    return image


def _draw_faults(ax: Axes, night: Night, names: list[str]) -> None:
    events = night.events
    # An electrode's fault is an artefact on which nothing could be measured.
    faults = events[(events["trial_type"] == "artifact") & events["peak_uV"].isna()]
    for onset, duration, channels in zip(
        faults["onset"], faults["duration"], faults["channel"], strict=True
    ):
        for name in str(channels).split("|"):
            if name in names:
                ax.broken_barh(
                    [(onset, duration)],
                    (names.index(name) - 0.5, 1),
                    facecolor=MISSING_COLOUR,
                    edgecolor="#606060",
                    hatch="////",
                    lw=0,
                )


def _draw_cramps(ax: Axes, night: Night, names: list[str], span_s: float) -> None:
    from matplotlib.patches import Rectangle

    colour = LABEL_COLOURS["cramp"]
    cramps = night.events[night.events["trial_type"] == "cramp"]
    for _, cramp in cramps.iterrows():
        left, width = visible(cramp["onset"], cramp["duration"], span_s, 1 / 250)
        for name in str(cramp["channel"]).split("|"):
            if name in names:
                corner = (left, names.index(name) - 0.5)
                ax.add_patch(Rectangle(corner, width, 1, fill=False, edgecolor=OUTLINE, lw=1.4))
        ax.plot(
            left + width / 2,
            1.0,
            marker="v",
            ms=9,
            mfc=colour if cramp["certainty"] == "probable" else "white",
            mec=colour,
            mew=1.5,
            transform=ax.get_xaxis_transform(),
            clip_on=False,
            zorder=5,
        )


def visible(onset: float, duration: float, span_s: float, share: float) -> tuple[float, float]:
    """Left edge and width of a bar that is no narrower than a share of the axis."""
    width = max(duration, span_s * share)
    return onset + duration / 2 - width / 2, width
