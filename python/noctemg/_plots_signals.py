"""What the picture of an episode computes from samples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from . import signal

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW_S = 0.5  # of the spectrum: tells 2 Hz apart
MOST_POINTS = 3000  # two per pixel: more are drawn as minimum and maximum


def option_of(options: str, name: str, default: float) -> float:
    """A number of an analysis' options, as its provenance holds them."""
    match = re.search(rf"^{name} = ([0-9.]+)", options, re.M)
    return float(match.group(1)) if match else default


def band_of(options: str, rate_hz: float) -> tuple[float, float]:
    """Edges of the analysis' band-pass in Hz; at a low rate the upper one falls, as there."""
    low, high = option_of(options, "highpass_hz", 20.0), option_of(options, "lowpass_hz", 450.0)
    return low, min(high, 0.45 * rate_hz)


def notches_of(warnings: list[dict[str, str]], channel: str) -> list[float]:
    """Frequencies in Hz that the analysis took out of a channel, as its warnings say."""
    for warning in warnings:
        match = re.search(r"notches at ([0-9., ]+) Hz", warning["message"])
        if match and channel in warning["place"].split(", "):
            return [float(hz) for hz in match.group(1).split(", ")]
    return []


def sections_of(summary: dict[str, Any], channel: str, rate_hz: float) -> NDArray[np.float64]:
    """The analysis' filter of a channel, (n_sections, 6); none at a rate that leaves no band."""
    options = summary["provenance"]["options"]
    band = band_of(options, rate_hz)
    if band[0] >= band[1]:
        return np.empty((0, 6))
    order = int(option_of(options, "order", 4))
    sections = [signal.butter(order, band, "bandpass", fs=rate_hz)]
    for hz in notches_of(summary["warnings"], channel):
        b, a = signal.iirnotch(hz, option_of(options, "notch_q", 30.0), rate_hz)
        sections.append(np.concatenate([b, a])[None])
    return np.concatenate(sections)


def filtered_by(raw: NDArray[np.float64], sections: NDArray[np.float64]) -> NDArray[np.float64]:
    """Filtered forward and backward; missing samples stay missing."""
    # The filter knows no missing samples: bridge them, and take them out again.
    missing = ~np.isfinite(raw)
    if missing.all() or not len(sections):
        return raw
    at = np.arange(raw.size)
    whole = np.interp(at, at[~missing], raw[~missing])
    result = signal.sosfiltfilt(sections, whole)
    result[missing] = np.nan
    return result


def spectrogram(
    x: NDArray[np.float64], rate_hz: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Power spectral density in x²/Hz.

    Returns
    -------
    frequencies, times, density
        Hz, (n_frequencies,); seconds of the windows' centres, (n_windows,); (n_frequencies,
        n_windows), NaN where samples are missing.
    """
    length = min(x.size, max(16, round(WINDOW_S * rate_hz)))
    hop = max(1, length // 8, (x.size - length) // 1000)
    starts = np.arange(0, x.size - length + 1, hop)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(length) + 0.5) / length)
    frames = np.lib.stride_tricks.sliding_window_view(x, length)[starts]
    frames = (frames - frames.mean(axis=1, keepdims=True)) * window
    density = np.abs(np.fft.rfft(frames, axis=1)) ** 2 / (rate_hz * np.sum(window**2))
    density[:, 1:-1] *= 2
    times = (starts + length / 2) / rate_hz
    frequencies = np.arange(density.shape[1]) * (rate_hz / length)
    return (
        np.asarray(frequencies, dtype=np.float64),
        np.asarray(times, dtype=np.float64),
        np.asarray(density.T, dtype=np.float64),
    )


def thinned(
    times: NDArray[np.float64], x: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Minimum and maximum of every few samples, so that no peak is lost and files stay small."""
    block = x.size // MOST_POINTS
    if block < 3:
        return times, x
    whole = x[: x.size // block * block].reshape(-1, block)
    pairs = np.column_stack([whole.min(axis=1), whole.max(axis=1)]).ravel()
    return np.repeat(times[: whole.size : block], 2), pairs
