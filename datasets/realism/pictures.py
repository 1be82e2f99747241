"""Pictures of simulated activity beside real activity."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from . import events, measures, real
from .nights import simulate
from .signals import CRAMPS

# Okabe and Ito 2008: told apart by the colour-blind.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#666666"

STYLE: Any = {
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "noctemg",  # the same file for the same numbers
}


def draw_all(folder: Path, shared: Path | None) -> list[str]:
    """Draw into a folder and return the names of the files."""
    folder.mkdir(exist_ok=True)
    with mpl.rc_context(STYLE):
        return [
            save(spectra(shared), folder / "spectra.svg"),
            save(cramp(shared), folder / "cramp.png"),
            save(leg_movement(shared), folder / "leg_movement.png"),
            save(intervals(), folder / "intervals.svg"),
        ]


def save(figure: Figure, path: Path) -> str:
    no_date = {"Date": None} if path.suffix == ".svg" else {"Software": None}
    figure.savefig(path, dpi=80, metadata=no_date)
    plt.close(figure)
    return path.name


def spectra(shared: Path | None) -> Figure:
    figure, axes = plt.subplots(1, 2, figsize=(7, 2.8), layout="constrained", sharey=True)
    held = real.elderly(shared) if shared else []
    walked = {m: real.walking(shared, m) if shared else [] for m in ("TA", "GM GL SO")}
    for axis, channel, pieces in (
        (axes[0], "TA", held + walked["TA"]),
        (axes[1], "GM", walked["GM GL SO"]),
    ):
        for i, piece in enumerate(pieces):
            axis.plot(*piece.spectrum(), color=GREY, lw=0.9, label=None if i else "real")
        for i, piece in enumerate(real.simulated_movements(2000, channel)):
            axis.plot(*piece.spectrum(), color=BLUE, lw=1.3, label=None if i else "simulated")
        axis.set(xlabel="frequency (Hz)", xlim=(20, 450))
        axis.legend()
    axes[0].set_ylim(bottom=0)
    axes[0].set(ylabel="share of power (1/Hz)", title="tibialis anterior")
    axes[1].set(title="calf: simulated GM, real GM, GL, soleus")
    return figure


def draw_trace(
    axis: Axes, x: measures.Array, rate_hz: float, *, color: str, window_s: float = 0.25
) -> None:
    time_s = np.arange(x.size) / rate_hz
    axis.plot(time_s, x, color=color, lw=0.25, label="20 to 450 Hz")
    level = measures.envelope(x, rate_hz, window_s)
    axis.plot(time_s, level, color="black", lw=1, label=f"RMS of {window_s:g} s")
    axis.set(xlim=(0, x.size / rate_hz))


def strong_cramp() -> tuple[measures.Array, float]:
    """The first simulated cramp about as strong as the real contraction beside it."""
    for seed in range(1, 9):
        night = simulate(1.0, seed, CRAMPS, rate_hz=2000)
        for begin, end, channels, _ in night.of("cramp"):
            if not channels:
                continue
            x = measures.banded(night.cut(channels[0], begin - 2, end + 1), night.rate_hz)
            if 60 < measures.rms(x[x.size // 3 : x.size // 2]) < 140:
                return x, night.rate_hz
    raise RuntimeError("no cramp of 60 to 140 µV in eight nights")


def cramp(shared: Path | None) -> Figure:
    figure, axes = plt.subplots(3, 1, figsize=(7, 5), layout="constrained")
    x, rate_hz = strong_cramp()
    draw_trace(axes[0], x, rate_hz, color=BLUE)
    axes[0].set(title="simulated cramp", ylabel="µV")
    axes[0].legend(loc="upper right", ncols=2)
    middle = int(30 * rate_hz)
    draw_trace(axes[1], x[middle : middle + int(5 * rate_hz)], rate_hz, color=BLUE)
    axes[1].set(title="five seconds of it", ylabel="µV")
    held = real.elderly(shared) if shared else []
    if held:
        piece = held[1]
        part = piece.x[int(2 * piece.rate_hz) : int(7 * piece.rate_hz)]
        draw_trace(axes[2], part, piece.rate_hz, color=ORANGE)
    axes[2].set(
        title="real dorsiflexion held by will, TA (`elderly_id19`)", ylabel="µV", xlabel="time (s)"
    )
    return figure


def leg_movement(shared: Path | None) -> Figure:
    """Both at the rate of the real recording."""
    figure, axes = plt.subplots(2, 3, figsize=(7, 3.4), layout="constrained", sharex=True)
    slow = real.recording(shared, "ta_dorsiflexion", "TibAnt") if shared else None
    night = simulate(0.5, 2, real.MOVEMENTS, rate_hz=250)
    found = [
        (name, begin, end)
        for begin, end, channels, _ in night.of("leg_movement")
        for name in channels[:1]
        if name.endswith("TA") and end - begin < 2.5
    ]
    for axis, (name, begin, _) in zip(axes[0], found, strict=False):
        x = measures.banded(night.cut(name, begin - 1, begin + 3), 250)
        draw_trace(axis, x, 250, color=BLUE, window_s=0.1)
    if slow:
        level = measures.envelope(slow.x, slow.rate_hz, 0.1)
        high = level > np.percentile(level, 99) / 4
        onsets = np.flatnonzero(np.diff(high.astype(int)) == 1)
        apart = [o for i, o in enumerate(onsets) if i == 0 or o - onsets[i - 1] > 3 * slow.rate_hz]
        for axis, onset in zip(axes[1], apart[3::10], strict=False):
            begin = int(onset - slow.rate_hz)
            x = slow.x[begin : begin + int(4 * slow.rate_hz)]
            draw_trace(axis, x, slow.rate_hz, color=ORANGE, window_s=0.1)
    for axis in axes[1]:
        axis.set(xlabel="time (s)")
    axes[0][0].set(ylabel="µV")
    axes[1][0].set(ylabel="µV")
    axes[0][1].set(title="simulated leg movements, TA, 250 Hz")
    axes[1][1].set(title="real ballistic dorsiflexions, TA, 250 Hz")
    for axis in axes.flat:
        for line in axis.lines[:1]:
            line.set_linewidth(0.5)
    return figure


def intervals() -> Figure:
    figure, axis = plt.subplots(figsize=(4.5, 2.6), layout="constrained")
    values = np.concatenate([events.periodic_intervals_s(e) for e in events.nights("plm", 20)])
    axis.hist(values, list(range(0, 91, 2)), color=BLUE)
    axis.axvspan(15, 30, color=ORANGE, alpha=0.2, lw=0, zorder=0)
    axis.text(31, axis.get_ylim()[1] * 0.9, "wide peak of Ferri 2006", color=ORANGE)
    axis.set(
        xlabel="interval between onsets of periodic movements (s)",
        ylabel="number in 20 nights",
        xlim=(0, 90),
    )
    return figure
