"""Envelope and resting level of signals, as analyses of nights have them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from . import _noctemg
from ._arrays import Rows, real

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def rms_envelope(
    x: ArrayLike, fs: float, window_s: float = 0.05, axis: int = -1
) -> NDArray[np.float64]:
    """Moving root mean square, centred on every sample.

    Analyses of nights do the same with rows of 10 ms (``activity.smooth_s``).

    Parameters
    ----------
    x
        Any shape, a filtered signal. NaN stays NaN, and counts for none of its neighbours.
    fs
        Rate in Hz.
    window_s
        Length of the window in seconds, taken to the nearest odd number of samples. Beyond the ends
        there are no samples.
    axis
        Along which to go.

    Returns
    -------
    The shape and unit of x, float64.

    Raises
    ------
    ValueError
        ``fs`` or ``window_s`` is not positive.
    TypeError
        Complex numbers, texts or objects.

    Examples
    --------
    >>> import numpy as np, noctemg as ng
    >>> tone = 10 * np.sin(2 * np.pi * 100 * np.arange(2000) / 1000)
    >>> float(ng.signal.rms_envelope(tone, 1000, 0.5)[1000].round(1))  # 10 / sqrt(2)
    7.1
    """
    rate = _positive(fs, "fs")
    half = round((_positive(window_s, "window_s") * rate - 1) / 2)
    rows = Rows(real(x, "x"), axis, by_frame=False)
    _noctemg.rms_envelope(rows.x, rows.out, rows.length, max(0, half))
    return rows.result()


def resting_level(
    envelope: ArrayLike,
    fs: float,
    window_s: float = 1800.0,
    percentile: float = 40.0,
    min_uv: float = 0.3,
    axis: int = -1,
) -> NDArray[np.float64]:
    """Level of the muscle at rest: a percentile of one-second levels in a long window.

    A second's level is the median of its samples; a second of which less than half is a number
    counts for nothing. The window is centred, and pushed inwards at the ends. As analyses do by
    ``rest.window_s``, ``rest.percentile`` and ``rest.min_uv``, who moreover leave out loose
    electrodes.

    Parameters
    ----------
    envelope
        Any shape, in uV, as of :func:`rms_envelope`.
    fs
        Rate of the envelope in Hz, 1 or more.
    window_s
        Seconds; longer than twice what must not raise the level.
    percentile
        0 to 100.
    min_uv
        Smallest level that is told.
    axis
        Along which to go.

    Returns
    -------
    The shape of the envelope, uV; the same within a second. NaN where no second of the window is
    usable.

    Raises
    ------
    ValueError
        A value is not positive, or ``percentile`` beyond 100.
    TypeError
        Complex numbers, texts or objects.

    Examples
    --------
    >>> import numpy as np, noctemg as ng
    >>> envelope = np.full(600 * 100, 2.0)
    >>> envelope[20000:26000] = 80  # a minute of cramp
    >>> float(ng.signal.resting_level(envelope, fs=100).max())
    2.0
    """
    rate = _positive(fs, "fs")
    if rate < 1:
        raise ValueError(f"fs: {fs} Hz must be at least 1")
    _positive(window_s, "window_s")
    if not 0 < _positive(percentile, "percentile") <= 100:
        raise ValueError(f"percentile: {percentile} must be at most 100")
    _positive(min_uv, "min_uv")
    rows = Rows(real(envelope, "envelope"), axis, by_frame=False)
    seconds = (np.arange(rows.length) / rate).astype(int)
    for index in np.ndindex(rows.x.shape[:-1]):
        levels = _second_levels(rows.x[index], seconds)
        rest = np.empty_like(levels)
        _noctemg.resting_level(levels, rest, window_s, percentile, min_uv)
        rows.out[index] = rest[seconds]
    return rows.result()


def _second_levels(values: NDArray[np.float64], seconds: NDArray[np.int_]) -> NDArray[np.float64]:
    """(n_seconds,): the upper median of every second, NaN when less than half of it is a number."""
    if not len(values):
        return np.empty(0)
    begins = np.searchsorted(seconds, np.arange(seconds[-1] + 2))
    counts = np.diff(begins)
    table = np.full((len(counts), counts.max()), np.nan)
    table[seconds, np.arange(len(values)) - begins[seconds]] = values
    table.sort(axis=1)  # NaN last
    usable = np.count_nonzero(~np.isnan(table), axis=1)
    levels: NDArray[np.float64] = table[np.arange(len(table)), usable // 2]
    levels[(usable == 0) | (2 * usable < counts)] = np.nan
    return levels


def _positive(value: float, name: str) -> float:
    number = float(value)
    if not (math.isfinite(number) and number > 0):
        raise ValueError(f"{name}: {value!r} must be a finite number above 0")
    return number
