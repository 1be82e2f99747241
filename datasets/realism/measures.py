"""Measures of signals and of trains of discharges. Signals in µV, times in seconds."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy import signal

Array = NDArray[np.float64]

BAND_HZ = (20.0, 450.0)  # De Luca 2010 and the usual anti-aliasing


def banded(x: Array, rate_hz: float, band_hz: tuple[float, float] = BAND_HZ) -> Array:
    """4th order, zero phase; the upper edge stays below the Nyquist frequency."""
    high = min(band_hz[1], 0.45 * rate_hz)
    sos = signal.butter(4, [band_hz[0], high], "bandpass", fs=rate_hz, output="sos")
    return np.asarray(signal.sosfiltfilt(sos, x), dtype=np.float64)


def rms(x: Array) -> float:
    return float(np.sqrt(np.mean(np.square(x))))


def windowed_rms(x: Array, rate_hz: float, window_s: float) -> Array:
    """RMS of windows side by side."""
    n = int(window_s * rate_hz)
    whole = x[: x.size // n * n].reshape(-1, n)
    return np.asarray(np.sqrt(np.mean(np.square(whole), axis=1)), dtype=np.float64)


def envelope(x: Array, rate_hz: float, window_s: float) -> Array:
    """RMS of a window that moves sample by sample."""
    n = max(1, int(window_s * rate_hz))
    return np.sqrt(np.convolve(np.square(x), np.full(n, 1 / n), "same"))


def spectrum(
    x: Array, rate_hz: float, band_hz: tuple[float, float] = BAND_HZ
) -> tuple[Array, Array]:
    """Welch's, windows of a quarter of a second, within a band, normalised to an area of 1."""
    f, p = signal.welch(x, rate_hz, nperseg=int(rate_hz / 4), detrend="linear")
    inside = (f >= band_hz[0]) & (f <= band_hz[1])
    f, p = f[inside], p[inside]
    return f, p / np.trapezoid(p, f)


def median_frequency_hz(x: Array, rate_hz: float) -> float:
    f, p = spectrum(x, rate_hz, (BAND_HZ[0], min(BAND_HZ[1], 0.45 * rate_hz)))
    power = np.cumsum(p)
    return float(np.interp(power[-1] / 2, power, f))


def overlap(a: tuple[Array, Array], b: tuple[Array, Array]) -> float:
    """Shared area of two normalised spectra: 1 for equal ones, 0 for those apart."""
    grid = np.arange(max(a[0][0], b[0][0]), min(a[0][-1], b[0][-1]) + 0.5, 1.0)
    p = np.interp(grid, *a)
    q = np.interp(grid, *b)
    return float(np.minimum(p / p.sum(), q / q.sum()).sum())


def steadiness(x: Array, rate_hz: float, window_s: float = 0.25) -> float:
    """Coefficient of variation of the RMS of windows, a slope taken away."""
    levels = windowed_rms(x, rate_hz, window_s)
    return float(np.std(signal.detrend(levels)) / np.mean(levels))


def kurtosis(x: Array) -> float:
    """3 for a normal distribution."""
    y = x - x.mean()
    return float(np.mean(y**4) / np.mean(y**2) ** 2)


DOUBLET_S = 0.02  # shorter intervals are doublets


def trains(times: Array, units: NDArray[np.int64], silence_s: float = 2.0) -> list[Array]:
    """Trains of single units, cut where one is silent; those with 20 discharges or more."""
    out: list[Array] = []
    for unit in np.unique(units):
        own = times[units == unit]
        cuts = np.flatnonzero(np.diff(own) > silence_s) + 1
        out += [train for train in np.split(own, cuts) if train.size >= 20]
    return out


def doublets(train: Array) -> float:
    """Share of discharges that follow another one within 20 ms."""
    return float(np.mean(np.diff(train) < DOUBLET_S))


def without_doublets(train: Array) -> Array:
    single = np.concatenate([[True], np.diff(train) >= DOUBLET_S])
    return np.asarray(train[single], dtype=np.float64)


def interval_cv(train: Array) -> float:
    """Of the whole train, doublets left out."""
    intervals = np.diff(without_doublets(train))
    return float(np.std(intervals) / np.mean(intervals))


def rates_pps(train: Array, intervals: int = 5) -> Array:
    """Discharge rates, each over some intervals in succession."""
    times = without_doublets(train)
    return np.asarray(intervals / (times[intervals:] - times[:-intervals]), dtype=np.float64)


def common_hz(times: Array, begin_s: float, end_s: float) -> float:
    """Strongest frequency from 0.5 to 3 Hz of the discharges of all units together."""
    step_s = 0.05
    counts = np.histogram(times, np.arange(begin_s, end_s, step_s))[0].astype(float)
    length = min(counts.size, int(20 / step_s))
    f, p = signal.welch(counts, 1 / step_s, nperseg=length, detrend="linear", nfft=4096)
    inside = (f >= 0.5) & (f <= 3)
    return float(f[inside][np.argmax(p[inside])])


def smoothed_rate(train: Array, grid: Array, window_s: float = 0.4) -> Array:
    """Discharge rate smoothed by a Hann window, as is usual for common drive (De Luca 1982)."""
    step = grid[1] - grid[0]
    counts = np.histogram(train, np.append(grid, grid[-1] + step))[0] / step
    window = np.hanning(int(window_s / step))
    return np.convolve(counts, window / window.sum(), "same")


def rate_correlations(units: Iterable[Array], least_s: float = 10.0) -> list[float]:
    """Highest cross-correlation within 50 ms of smoothed, high-passed rates of pairs of units."""
    all_trains = list(units)
    out: list[float] = []
    high_pass = signal.butter(2, 0.75, "highpass", fs=50, output="sos")
    for i, a in enumerate(all_trains):
        for b in all_trains[i + 1 :]:
            begin, end = max(a[0], b[0]), min(a[-1], b[-1])
            if end - begin < least_s:
                continue
            grid = np.arange(begin, end, 0.02)
            x, y = (signal.sosfiltfilt(high_pass, smoothed_rate(t, grid)) for t in (a, b))
            full = np.correlate(x, y, "full") / np.sqrt(np.sum(x * x) * np.sum(y * y))
            middle = x.size - 1
            out.append(float(full[middle - 3 : middle + 4].max()))
    return out
