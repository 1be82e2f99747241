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
