"""What the picture of an episode computes from samples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from . import signal

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW_S = 0.5  # of the spectrum: tells 2 Hz apart
MOST_POINTS = 3000  # two per pixel: more are drawn as minimum and maximum


def band_of(options: str, rate_hz: float) -> tuple[float, float]:
    """Edges of the analysis' band-pass in Hz; at a low rate the upper one falls, as there."""
    edges = [
        float(match.group(1)) if (match := re.search(rf"^{name} = ([0-9.]+)", options, re.M)) else d
        for name, d in (("highpass_hz", 20.0), ("lowpass_hz", 450.0))
    ]
    return edges[0], min(edges[1], 0.45 * rate_hz)


def filtered_in(
    raw: NDArray[np.float64], rate_hz: float, band: tuple[float, float]
) -> NDArray[np.float64]:
    """Band-pass forward and backward, of order 4; missing samples stay missing."""
    # The filter knows no missing samples: bridge them, and take them out again.
    missing = ~np.isfinite(raw)
    if missing.all() or band[0] >= band[1]:
        return raw
    at = np.arange(raw.size)
    whole = np.interp(at, at[~missing], raw[~missing])
    sections = signal.butter(4, band, "bandpass", fs=rate_hz)
    result = np.array(signal.sosfiltfilt(sections, whole))
    result[missing] = np.nan
    return result


def envelope(x: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """RMS over `length` samples around each sample, fewer at the ends; missing ones left out."""
    known = np.isfinite(x)
    power = np.concatenate([[0.0], np.cumsum(np.where(known, x, 0.0) ** 2)])
    count = np.concatenate([[0], np.cumsum(known)])
    first = np.maximum(0, np.arange(x.size) - length // 2)
    last = np.minimum(x.size, first + length)
    samples = count[last] - count[first]
    mean = np.maximum(power[last] - power[first], 0.0) / np.maximum(samples, 1)
    return np.asarray(np.where(samples > 0, np.sqrt(mean), np.nan), dtype=float)


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
