"""Filters with SciPy's names, argument order and results, in double precision.

Written for noctemg's own analysis; here for checking it, and for those who have no SciPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from . import _noctemg

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["butter", "iirnotch", "sosfilt", "sosfilt_zi", "sosfiltfilt"]

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
    """Second-order notch at ``w0``, as ``scipy.signal.iirnotch``: (b, a), three values each."""
    section = np.array(_noctemg.iirnotch(float(w0), float(Q), float(fs)))
    return section[:3], section[3:]


def sosfilt_zi(sos: ArrayLike) -> NDArray[np.float64]:
    """State of each section after an endless step, as ``scipy.signal.sosfilt_zi``.

    Returns
    -------
    ndarray
        Shape (n_sections, 2).
    """
    return np.array(_noctemg.sosfilt_zi(_sections(sos)))


def sosfilt(sos: ArrayLike, x: ArrayLike, axis: int = -1) -> NDArray[np.float64]:
    """Filter forward from rest, as ``scipy.signal.sosfilt(sos, x, axis)``; any shape."""
    return _along_axis(_noctemg.sosfilt, sos, x, axis)


def sosfiltfilt(sos: ArrayLike, x: ArrayLike, axis: int = -1) -> NDArray[np.float64]:
    """Filter forward and backward, as ``scipy.signal.sosfiltfilt`` with its default padding."""
    return _along_axis(_noctemg.sosfiltfilt, sos, x, axis)


def _sections(sos: ArrayLike) -> NDArray[np.float64]:
    sections = np.ascontiguousarray(sos, dtype=np.float64)
    if sections.ndim != 2 or sections.shape[1] != 6 or len(sections) == 0:
        raise ValueError(f"sos of shape {sections.shape}: must be (n_sections, 6)")
    if not np.all(sections[:, 3] == 1):
        raise ValueError("sos: a0 (column 3) must be 1 in every section")
    return sections


def _along_axis(run: Any, sos: ArrayLike, x: ArrayLike, axis: int) -> NDArray[np.float64]:
    values = np.asarray(x, dtype=np.float64)
    if values.ndim == 0:
        raise ValueError("x must have at least one dimension")
    rows = np.ascontiguousarray(np.moveaxis(values, axis, -1))
    out = np.empty_like(rows)
    if rows.size:
        run(_sections(sos), rows, out, rows.shape[-1])
    return np.moveaxis(out, -1, axis)
