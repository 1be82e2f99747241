"""Filters with SciPy's names, argument order and results, and what stands on them.

All in double precision. Long signals are filtered on several cores, some times faster than SciPy
does, with the same results within rounding, whatever the number of cores.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, overload

import numpy as np

from . import _noctemg
from ._arrays import Rows, real
from ._levels import resting_level, rms_envelope

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
    rows = Rows(values, axis)
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
    rows = Rows(real(x, "x"), axis)
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


def _sections(sos: ArrayLike) -> NDArray[np.float64]:
    sections = np.ascontiguousarray(real(sos, "sos"))
    if sections.ndim != 2 or sections.shape[1] != 6 or len(sections) == 0:
        raise ValueError(f"sos of shape {sections.shape}: must be (n_sections, 6)")
    if not np.all(sections[:, 3] == 1):
        raise ValueError("sos: a0 (column 3) must be 1 in every section")
    return sections
