"""Filters with SciPy's names, argument order and results, and what stands on them.

All in double precision. Long signals are filtered on several cores, some times faster than SciPy
does, with the same results within rounding, whatever the number of cores.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, overload

import numpy as np

from . import _noctemg
from ._arrays import real

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "butter",
    "iirnotch",
    "resting_level",
    "rms_envelope",
    "sosfilt",
    "sosfilt_zi",
    "sosfiltfilt",
]

_BAND_TYPES = {
    "lowpass": "lowpass low lp l",
    "highpass": "highpass high hp h",
    "bandpass": "bandpass band pass bp",
    "bandstop": "bandstop bands stop bs",
}
_BAND_NAMES = {alias: name for name, aliases in _BAND_TYPES.items() for alias in aliases.split()}


def butter(
    N: int,
    Wn: float | ArrayLike,
    btype: str = "low",
    analog: bool = False,
    output: str = "sos",
    fs: float | None = None,
) -> NDArray[np.float64]:
    """Butterworth filter as second-order sections, as ``scipy.signal.butter(..., output="sos")``.

    Parameters
    ----------
    N
        Order, 1 to 16.
    Wn
        One edge, or two rising ones; Hz with ``fs``, else relative to the Nyquist frequency.
    btype
        "lowpass", "highpass", "bandpass" or "bandstop", or SciPy's short forms.
    analog, output
        Only False and "sos".
    fs
        Rate in Hz.

    Returns
    -------
    ndarray
        Shape (n_sections, 6): b0 b1 b2 a0 a1 a2.

    Raises
    ------
    ValueError
        An order or edge out of range, or another kind of filter.

    Examples
    --------
    >>> import noctemg as ng
    >>> ng.signal.butter(4, [20, 450], "bandpass", fs=2000).shape
    (4, 6)
    """
    if analog or output != "sos":
        raise ValueError("only digital filters as second-order sections (output='sos')")
    if btype not in _BAND_NAMES:
        raise ValueError(f"btype: {btype!r} must be one of {', '.join(_BAND_TYPES)}")
    edges = np.atleast_1d(np.asarray(Wn, dtype=float)).tolist()
    rate = 2.0 if fs is None else float(fs)
    return np.array(_noctemg.butter(N, edges, _BAND_NAMES[btype], rate))


def iirnotch(
    w0: float, Q: float, fs: float = 2.0
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Second-order notch at ``w0``, as ``scipy.signal.iirnotch``: (b, a), three values each.

    ``w0`` in the unit of ``fs``; ValueError unless it lies between 0 and half of it, and Q above 0.

    Examples
    --------
    >>> import noctemg as ng
    >>> b, a = ng.signal.iirnotch(50, 30, fs=1000)
    >>> b.shape, a.shape
    ((3,), (3,))
    """
    section = np.array(_noctemg.iirnotch(float(w0), float(Q), float(fs)))
    return section[:3], section[3:]


def sosfilt_zi(sos: ArrayLike) -> NDArray[np.float64]:
    """State of each section after an endless step, as ``scipy.signal.sosfilt_zi``.

    Returns
    -------
    ndarray
        Shape (n_sections, 2).

    Examples
    --------
    >>> import noctemg as ng
    >>> ng.signal.sosfilt_zi(ng.signal.butter(4, 0.2)).shape
    (2, 2)
    """
    return np.array(_noctemg.sosfilt_zi(_sections(sos)))


@overload
def sosfilt(
    sos: ArrayLike, x: ArrayLike, axis: int = -1, zi: None = None
) -> NDArray[np.float64]: ...


@overload
def sosfilt(
    sos: ArrayLike, x: ArrayLike, axis: int = -1, *, zi: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...


@overload
def sosfilt(
    sos: ArrayLike, x: ArrayLike, axis: int, zi: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...


def sosfilt(
    sos: ArrayLike, x: ArrayLike, axis: int = -1, zi: ArrayLike | None = None
) -> NDArray[np.float64] | tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Filter forward, as ``scipy.signal.sosfilt``, on several cores.

    Parameters
    ----------
    sos
        (n_sections, 6), as :func:`butter` gives.
    x
        Any shape; integers and float32 are computed in double precision.
    axis
        Along which to filter.
    zi
        States to begin with, (n_sections, ..., 2, ...): the shape of x with 2 instead of the
        length of ``axis``. None = at rest.

    Returns
    -------
    The shape of x, float64; with ``zi`` also the states at the end, in the shape of ``zi``.

    Raises
    ------
    ValueError
        Shapes do not fit, or a0 is not 1.
    TypeError
        Complex numbers, texts or objects.

    Examples
    --------
    >>> import numpy as np, noctemg as ng
    >>> low_pass = ng.signal.butter(2, 10, fs=1000)
    >>> float(ng.signal.sosfilt(low_pass, np.ones(1000))[-1].round(6))
    1.0
    """
    sections = _sections(sos)
    values = real(x, "x")
    rows = _Rows(values, axis)
    if zi is None:
        states = np.empty(0)
    else:
        states = real(zi, "zi")
        expected = list(values.shape)
        expected[axis] = 2
        if states.shape != (len(sections), *expected):
            raise ValueError(
                f"zi of shape {states.shape}: must be {(len(sections), *expected)} for x of shape "
                f"{values.shape} along axis {axis}"
            )
        # [section, ..., 2] to [row, section, 2]; a copy, as it is written to
        along = axis % values.ndim + 1
        states = np.moveaxis(np.moveaxis(states, along, -1), 0, -2).copy()
    if values.size:
        _noctemg.sosfilt(sections, rows.x, rows.out, rows.length, states, rows.by_frame)
    if zi is None:
        return rows.result()
    return rows.result(), np.moveaxis(np.moveaxis(states, -2, 0), -1, along)


def sosfiltfilt(
    sos: ArrayLike,
    x: ArrayLike,
    axis: int = -1,
    padtype: str | None = "odd",
    padlen: int | None = None,
) -> NDArray[np.float64]:
    """Filter forward and backward, as ``scipy.signal.sosfiltfilt``, on several cores.

    Parameters
    ----------
    sos, x, axis
        As of :func:`sosfilt`.
    padtype
        What the signal is thought to be beyond its ends: "odd", "even", "constant"; None = nothing.
    padlen
        So many samples; None = SciPy's default.

    Returns
    -------
    The shape of x, float64.

    Raises
    ------
    ValueError
        As of :func:`sosfilt`; or x is not longer than its extension.
    TypeError
        Complex numbers, texts or objects.

    Examples
    --------
    >>> import numpy as np, noctemg as ng
    >>> band = ng.signal.butter(4, [20, 450], "bandpass", fs=2000)
    >>> float(ng.signal.sosfiltfilt(band, np.full((8, 4000), 30.0)).max().round(6))
    0.0
    """
    sections = _sections(sos)
    rows = _Rows(real(x, "x"), axis)
    padding = 0 if padtype is None else padlen
    if padding is not None:
        padding = operator.index(padding)
        if padding < 0:
            raise ValueError(f"padlen: {padlen} must be 0 or more")
    # Also for no samples at all, which are fewer than the extension.
    _noctemg.sosfiltfilt(
        sections, rows.x, rows.out, rows.length, padtype or "odd", padding, rows.by_frame
    )
    return rows.result()


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
    rows = _Rows(real(x, "x"), axis, by_frame=False)
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
    rows = _Rows(real(envelope, "envelope"), axis, by_frame=False)
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


def _sections(sos: ArrayLike) -> NDArray[np.float64]:
    sections = np.ascontiguousarray(real(sos, "sos"))
    if sections.ndim != 2 or sections.shape[1] != 6 or len(sections) == 0:
        raise ValueError(f"sos of shape {sections.shape}: must be (n_sections, 6)")
    if not np.all(sections[:, 3] == 1):
        raise ValueError("sos: a0 (column 3) must be 1 in every section")
    return sections


class _Rows:
    """An array as C++ takes it: contiguous, the axis last, or first where it lies so already."""

    def __init__(
        self, values: NDArray[np.float64], axis: int, *, by_frame: bool | None = None
    ) -> None:
        if values.ndim == 0:
            raise ValueError("x must have at least one dimension")
        if not -values.ndim <= axis < values.ndim:
            raise ValueError(f"axis {axis}: x has {values.ndim} dimensions")
        last, first = np.moveaxis(values, axis, -1), np.moveaxis(values, axis, 0)
        if by_frame is None:
            by_frame = not last.flags.c_contiguous and first.flags.c_contiguous
        self.by_frame = by_frame
        self.length = values.shape[axis]
        self.x = first if by_frame else np.ascontiguousarray(last)
        self.out = np.empty(self.x.shape)
        self._axis = axis

    def result(self) -> NDArray[np.float64]:
        """`out` with the axis where it was."""
        return np.moveaxis(self.out, 0 if self.by_frame else -1, self._axis)
