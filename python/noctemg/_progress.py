"""Progress where somebody watches: a bar of tqdm, in notebooks as on terminals."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

Hook = Callable[[float], object]


def _watched() -> bool:
    """Does a person sit before it: a notebook or a terminal?"""
    return "ipykernel" in sys.modules or sys.stderr.isatty()


def _tqdm() -> Any:
    """The bar for here: notebooks show one of their own where ipywidgets is there."""
    if "ipykernel" in sys.modules and find_spec("ipywidgets") is not None:
        from tqdm.notebook import tqdm as bar
    else:
        from tqdm import tqdm as bar
    return bar


@contextmanager
def shown(progress: Hook | bool | None, what: str) -> Iterator[Hook | None]:
    """The hook for the work: the caller's own, a bar, or none.

    ``None`` shows a bar where somebody watches and tqdm is there, ``True`` shows one anyway,
    ``False`` none.
    """
    if callable(progress):
        yield progress
        return
    if progress is False or (progress is None and not _watched()):
        yield None
        return
    try:
        tqdm = _tqdm()
    except ImportError:
        if progress:
            raise ImportError("progress=True needs tqdm: pip install tqdm") from None
        yield None
        return
    with tqdm(total=100, desc=what, unit="%", leave=False, bar_format="{l_bar}{bar}") as bar:

        def update(share: float) -> None:
            bar.update(100 * share - bar.n)

        yield update
