"""Arrays as they come from users."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def real(x: ArrayLike, name: str) -> NDArray[np.float64]:
    """Real numbers as doubles, not copied where they are already.

    Raises
    ------
    TypeError
        Anything else (complex numbers, texts, objects), of which a part would be lost.
    """
    values = np.asarray(x)
    if values.dtype.kind not in "fiub":
        raise TypeError(f"{name}: expected real numbers, not {values.dtype}")
    return values.astype(np.float64, copy=False)


class Rows:
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
