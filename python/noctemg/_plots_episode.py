"""One episode: signals, envelope, spectrum, and why it has its label."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ._plots_signals import (
    MOST_POINTS,
    WINDOW_S,
    band_of,
    filtered_by,
    sections_of,
    spectrogram,
    thinned,
)
from ._plots_style import (
    LABEL_COLOURS,
    LEVEL_MAP,
    MISSING_COLOUR,
    AxesArray,
    bare,
    is_analysed,
    object_array,
    pyplot,
    text_of,
    time_axis,
    words,
    wrapped,
)
from ._recording import Recording, read
from .signal import rms_envelope

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from ._night import Night

MOST_CHANNELS = 4
ENVELOPE_S = 0.25
MARGIN_S = WINDOW_S / 2  # read but not shown, so that the spectrum reaches the edges
# The leading channel is black; the others need only be told apart from it and each other.
CHANNEL_COLOURS = ("#000000", "#0072B2", "#009E73", "#CC79A7")


class _Trace(NamedTuple):
    name: str
    rate_hz: float
    times: NDArray[np.float64]  # seconds from the first sample of the recording
    raw: NDArray[np.float64]
    filtered: NDArray[np.float64]


def plot_episode(
    night: Night,
    recording: Recording | str | os.PathLike[str],
    index: int,
    pad_s: float = 10.0,
    axes: Sequence[Axes] | AxesArray | None = None,
) -> AxesArray:
    """Draw one episode: EMG, its envelope, its spectrum, and the reasons for the label.

    Up to four channels: the leading one, others that take part, then neighbours of the same leg.
    EMG is band-passed as in the analysis, without the notches against hum; the envelope is its RMS
    over 0.25 s, with the leading channel's resting level dashed; the spectrum is that of the
    leading channel before the band-pass, so that movement below the band shows; grey where samples
    are missing.

    Parameters
    ----------
    night
        Of :func:`noctemg.analyze`.
    recording
        What was analysed, of :func:`noctemg.read`, or its file.
    index
        Row of ``night.events``.
    pad_s
        Seconds to show before and after the episode.
    axes
        Three axes to draw into; None: a new figure.

    Returns
    -------
    ndarray of Axes
        Shape (3,): EMG (µV), envelope (µV), spectrum (Hz). Data of the time axes are seconds from
        the first sample; ticks show clock time where the start is known.

    Raises
    ------
    ValueError
        ``index`` is no row of the events, ``pad_s`` is negative, not three axes, or the recording
        lacks the episode's channel or time.
    ImportError
        matplotlib is missing.

    Examples
    --------
    >>> import tempfile
    >>> import noctemg as ng
    >>> from noctemg.plots import plot_episode
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files = ng.simulate(folder, "demo", hours=0.1, channels=2, rate_hz=500)
    ...     night = ng.analyze(files.recording)
    ...     emg, envelope, spectrum = plot_episode(night, files.recording, 0)
    >>> spectrum.get_ylabel()
    'frequency (Hz)'
    """
    plt = pyplot()
    event = _event(night, index)
    if not pad_s >= 0:
        raise ValueError(f"pad_s: {pad_s} must not be negative")
    if axes is not None and len(axes) != 3:
        raise ValueError(f"axes: {len(axes)} axes; three are needed: EMG, envelope, spectrum")
    source = recording if isinstance(recording, Recording) else read(recording)
    traces = _traces(night, source, event, pad_s)
    if axes is None:
        heights = [0.6 * len(traces) + 0.7, 1.6, 1.6]
        figure = plt.figure(figsize=(11, sum(heights) + 2.0), layout="constrained")
        grid = figure.add_gridspec(3, 1, height_ratios=heights)
        top = figure.add_subplot(grid[0])
        axes = [top, *(figure.add_subplot(grid[row], sharex=top) for row in (1, 2))]
    _draw_traces(
        axes[0], traces, band_of(night.summary["provenance"]["options"], traces[0].rate_hz)
    )
    _draw_envelopes(axes[1], traces, _resting_level(night, event))
    _draw_spectrum(axes[2], traces[0])
    _finish(axes, night, event, _shown(traces[0], event, pad_s))
    return object_array(list(axes))


def _event(night: Night, index: int) -> pd.Series[Any]:
    count = len(night.events)
    if not isinstance(index, int | np.integer) or not 0 <= index < count:
        rows = f"0 to {count - 1}" if count else "none, as there are no episodes"
        raise ValueError(f"index: {index!r} is no row of night.events; rows are {rows}")
    return night.events.iloc[int(index)]


def _traces(night: Night, source: Recording, event: pd.Series[Any], pad_s: float) -> list[_Trace]:
    # What was not analysed, such as markers and channels without an EMG band, is no neighbour.
    analysed = night.coverage[[is_analysed(note) for note in night.coverage["note"]]]
    labels = [str(name) for name in analysed["channel"]]
    indices = [int(i) for i in analysed["index"]]
    own = str(event["channel"]).split("|")
    leading = indices[labels.index(own[0])] if own[0] in labels else len(source.ch_names)
    # In a recording that is not this night's own, labels stand elsewhere.
    if leading >= len(source.ch_names) or source.ch_names[leading] != own[0]:
        raise ValueError(f"recording: has no analysed channel '{own[0]}'; is it the night's own?")
    sides = [channel["side"] for channel in night.summary["recording"]["channels"]]
    leg = [name for name, i in zip(labels, indices, strict=True) if sides[i] == sides[leading]]
    wanted = list(dict.fromkeys([*own, *leg]))[:MOST_CHANNELS]
    begin, end = float(event["onset"]), float(event["onset"] + event["duration"])
    segments = source.segments
    holding = np.flatnonzero(segments["start_s"].to_numpy() <= begin + 1e-6)
    if holding.size == 0:
        raise ValueError(f"recording: has no samples at {begin:g} s")
    which = int(holding[-1])
    start = float(segments["start_s"].iloc[which])
    traces: list[_Trace] = []
    for name in wanted:
        channel = indices[labels.index(name)]
        rate = float(source.channels["rate_hz"].iloc[channel])
        first = max(0.0, begin - pad_s - MARGIN_S - start)
        raw = source.get_data([channel], first, end + pad_s + MARGIN_S - start, segment=which)[0]
        if raw.size < rate * 0.2:
            if traces:  # a neighbour may end earlier; the leading channel may not
                continue
            raise ValueError(f"recording: has no samples of '{name}' at {begin:g} s")
        times = start + np.ceil(first * rate - 1e-6) / rate + np.arange(raw.size) / rate
        traces.append(
            _Trace(name, rate, times, raw, filtered_by(raw, sections_of(night.summary, name, rate)))
        )
    return traces


def _resting_level(night: Night, event: pd.Series[Any]) -> float:
    """Of the leading channel at the episode, in µV; NaN: unknown."""
    if np.isfinite(event["baseline_uV"]):
        return float(event["baseline_uV"])
    overview = night.overview
    leading = str(event["channel"]).split("|")[0]
    if leading not in overview["ch_names"]:
        return float("nan")
    second = int(np.searchsorted(overview["onset_s"], event["onset"], side="right")) - 1
    return float(overview["rest_uv"][max(0, second), overview["ch_names"].index(leading)])


def _draw_traces(ax: Axes, traces: list[_Trace], band: tuple[float, float]) -> None:
    peaks = [np.nanmax(np.abs(t.filtered)) for t in traces if np.isfinite(t.filtered).any()]
    step = 1.6 * max([*peaks, 1e-9])
    for row, (trace, colour) in enumerate(zip(traces, CHANNEL_COLOURS, strict=False)):
        times, values = thinned(trace.times, trace.filtered)
        ax.plot(times, values - row * step, color=colour, lw=0.5)
    ax.set_yticks([-row * step for row in range(len(traces))], [t.name for t in traces])
    for tick, colour in zip(ax.get_yticklabels(), CHANNEL_COLOURS, strict=False):
        tick.set_color(colour)
    ax.get_yticklabels()[0].set_fontweight("bold")
    ax.set_ylim(-(len(traces) - 0.4) * step, 0.65 * step)
    # The height of a row is of no use to a reader; a round length beside the signals is.
    length = _round_down(0.6 * step)
    x = 1.012
    ends = (-length / 2, length / 2)
    line = ax.get_yaxis_transform()
    ax.plot([x, x], ends, color="black", lw=2, transform=line, clip_on=False)
    ax.text(x + 0.006, 0, f"{length:g} µV", transform=line, va="center", fontsize=9)
    ax.set_ylabel(f"EMG (µV)\n{band[0]:.0f}–{band[1]:.0f} Hz")
    ax.tick_params(axis="y", length=0)
    bare(ax)


def _round_down(x: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above x."""
    power = float(10 ** np.floor(np.log10(x)))
    return max(m * power for m in (1, 2, 5) if m * power <= x * (1 + 1e-9))


def _draw_envelopes(ax: Axes, traces: list[_Trace], rest_uv: float) -> None:
    lowest, highest = (rest_uv, rest_uv) if rest_uv > 0 else (np.inf, 0.0)
    for row, (trace, colour) in enumerate(zip(traces, CHANNEL_COLOURS, strict=False)):
        course = rms_envelope(trace.filtered, trace.rate_hz, ENVELOPE_S)
        every = max(1, course.size // MOST_POINTS)
        first = row == 0
        ax.plot(
            trace.times[::every],
            course[::every],
            color=colour,
            lw=1.6 if first else 0.9,
            zorder=3 if first else 2,
            label=trace.name,
        )
        shown = course[course > 0]
        if shown.size:
            lowest = min(lowest, float(np.quantile(shown, 0.01)))
            highest = max(highest, float(shown.max()))
    ax.set_yscale("log")
    if highest > 0:
        ax.set_ylim(max(0.6 * lowest, highest / 1e5), 2.0 * highest)
    if rest_uv > 0:
        label = f"rest, {rest_uv:.3g} µV"
        ax.axhline(rest_uv, color="black", ls="--", lw=1, label=label)
    from matplotlib.ticker import LogFormatter

    ax.yaxis.set_major_formatter(LogFormatter())
    ax.set_ylabel("RMS (µV)")
    ax.legend(
        loc="center left", bbox_to_anchor=(1.005, 0.5), frameon=False, fontsize=8, handlelength=1.4
    )
    bare(ax)


def _draw_spectrum(ax: Axes, trace: _Trace) -> None:
    frequencies, times, density = spectrogram(trace.raw, trace.rate_hz)
    top = min(trace.rate_hz / 2, 400.0)
    keep = frequencies <= top
    with np.errstate(divide="ignore"):
        level = 10 * np.log10(density[keep])
    finite = level[np.isfinite(level)]
    if finite.size == 0:
        finite = np.zeros(1)
    high = float(np.quantile(finite, 0.998))
    image = ax.pcolormesh(
        trace.times[0] + times,
        frequencies[keep],
        np.ma.masked_invalid(level),
        cmap=LEVEL_MAP,
        vmin=max(float(np.quantile(finite, 0.2)), high - 45),
        vmax=high,
        shading="nearest",
        rasterized=True,
    )
    ax.set_facecolor(MISSING_COLOUR)
    ax.set_ylim(0, top)
    ax.set_ylabel("frequency (Hz)")
    figure: Any = ax.figure
    bar = figure.colorbar(image, cax=ax.inset_axes((1.012, 0.0, 0.012, 1.0)), extend="both")
    bar.set_label("dB re 1 µV²/Hz", fontsize=8)
    bar.ax.tick_params(labelsize=8)


def _shown(leading: _Trace, event: pd.Series[Any], pad_s: float) -> tuple[float, float]:
    """Limits of the time axes: the episode and what is there of its surroundings."""
    left = max(float(leading.times[0]), event["onset"] - pad_s)
    right = min(float(leading.times[-1]), event["onset"] + event["duration"] + pad_s)
    return left, right


def _finish(
    axes: Sequence[Axes] | AxesArray,
    night: Night,
    event: pd.Series[Any],
    shown: tuple[float, float],
) -> None:
    begin, end = float(event["onset"]), float(event["onset"] + event["duration"])
    colour = LABEL_COLOURS.get(str(event["trial_type"]), "0.5")
    for ax in axes[:2]:
        ax.axvspan(begin, end, color=colour, alpha=0.13, lw=0, zorder=0)
    for edge in (begin, end):
        axes[2].axvline(edge, color="white", lw=1.2, ls="--")
    for ax in axes:
        time_axis(ax, *shown, night.summary["recording"]["start"])
    for ax in axes[:2]:
        ax.set_xlabel("")
        ax.tick_params(labelbottom=False)
    axes[0].set_title(_title(event), fontsize=11, loc="left")
    reasons = text_of(event["reason"])
    if reasons:
        axes[2].annotate(
            wrapped(reasons, axes[2], 9),
            (0, 0),
            xycoords="axes fraction",
            xytext=(0, -38),
            textcoords="offset points",
            va="top",
            fontsize=9,
        )


def _title(event: pd.Series[Any]) -> str:
    certainty = text_of(event["certainty"])
    parts = [f"{certainty} {words(str(event['trial_type']))}".strip()]
    if np.isfinite(event["probability"]):
        parts.append(f"probability of a cramp {event['probability']:.2f}")
    parts.append(str(event["channel"]).split("|")[0])
    at = event["clock_time"]
    parts.append(f"{event['onset']:.1f} s" if pd.isna(at) else f"{at:%H:%M:%S}")
    parts.append(f"lasts {event['duration']:.3g} s")
    if text_of(event["stage"]):
        parts.append(f"stage {event['stage']}")
    return "   ·   ".join(parts)
