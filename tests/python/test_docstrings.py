"""Examples in docstrings run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import noctemg as ng

# The first lines of the package show a user's own file.
NOT_RUN = {"noctemg"}


def modules() -> list[str]:
    names = [info.name for info in pkgutil.iter_modules(ng.__path__) if info.name != "_noctemg"]
    return [f"noctemg.{name}" for name in sorted(names)]


@pytest.mark.parametrize("name", modules())
def test_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NOCTEMG_CACHE", str(tmp_path))
    pytest.importorskip("matplotlib").use("Agg")
    module: ModuleType = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert result.failed == 0
    importlib.import_module("matplotlib.pyplot").close("all")
