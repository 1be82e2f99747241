"""Options: the same names, ranges and defaults as on the command line."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from html import escape
from typing import TypeAlias

import pandas as pd

from . import _noctemg

Value: TypeAlias = "float | int | bool | str"


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def _as_value(toml: str) -> Value:
    value: Value = json.loads(toml)  # TOML's basic strings, numbers and switches read as JSON
    return value


class _Group:
    """One group of options: ``options.filter.highpass_hz``."""

    def __init__(self, options: Options, name: str) -> None:
        object.__setattr__(self, "_options", options)
        object.__setattr__(self, "_name", name)

    def __getattr__(self, member: str) -> Value:
        options: Options = object.__getattribute__(self, "_options")
        name = f"{object.__getattribute__(self, '_name')}.{member}"
        values = options.to_dict()
        if name not in values:
            raise AttributeError(f"no option '{name}'")
        return values[name]

    def __setattr__(self, member: str, value: Value) -> None:
        options: Options = object.__getattribute__(self, "_options")
        options.set({f"{object.__getattribute__(self, '_name')}.{member}": value})

    def __dir__(self) -> Iterable[str]:
        prefix = object.__getattribute__(self, "_name") + "."
        options: Options = object.__getattribute__(self, "_options")
        return [name[len(prefix) :] for name in options.to_dict() if name.startswith(prefix)]


class Options:
    """All options of an analysis.

    >>> options = Options(preset="wasm-2016", **{"filter.highpass_hz": 25})
    >>> options.filter.highpass_hz
    25.0

    Parameters
    ----------
    preset
        Name of a published standard, see :func:`presets`.
    config
        A TOML file; its values come after the preset's.
    **settings
        Single options by their full name; they come last. All violations are reported together.
    """

    def __init__(
        self,
        preset: str | None = None,
        config: str | os.PathLike[str] | None = None,
        **settings: Value,
    ) -> None:
        self._options = _noctemg.Options()
        self.set(settings, preset=preset, config=config)

    def set(
        self,
        settings: Mapping[str, Value],
        *,
        preset: str | None = None,
        config: str | os.PathLike[str] | None = None,
    ) -> None:
        """Change several options at once; on an error none is changed."""
        if config is not None and not os.path.exists(config):
            raise FileNotFoundError(f"{os.fspath(config)}: no such file")
        assignments = [(name, _as_text(value)) for name, value in settings.items()]
        self._options.apply(preset or "", os.fspath(config) if config else "", assignments)

    def copy(self) -> Options:
        """An independent copy."""
        twin = Options()
        twin._options = self._options.copy()
        return twin

    def to_dict(self) -> dict[str, Value]:
        """Full names and values."""
        return {d["name"]: _as_value(d["value"]) for d in self._options.describe()}

    def to_toml(self) -> str:
        """All options as TOML, which ``config`` reads."""
        return self._options.toml()

    @classmethod
    def from_toml(cls, text: str) -> Options:
        """Read what :meth:`to_toml` wrote.

        >>> Options.from_toml("[filter]\\nhighpass_hz = 25.0").filter.highpass_hz
        25.0
        """
        with tempfile.NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            return cls(config=file.name)

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Options.from_toml, (self.to_toml(),)

    @property
    def hash(self) -> str:
        """Hash of everything that can change a result, as in night.json."""
        return self._options.hash()

    def describe(self) -> pd.DataFrame:
        """One row per option: name, type, value, standard, unit, range, help, source."""
        return pd.DataFrame(self._options.describe())

    def __getattr__(self, group: str) -> _Group:
        if group.startswith("_") or group not in self._groups():
            raise AttributeError(f"no group of options '{group}'")
        return _Group(self, group)

    def _groups(self) -> list[str]:
        return list(dict.fromkeys(name.split(".")[0] for name in self.to_dict()))

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self._groups()]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Options) and self.to_toml() == other.to_toml()

    __hash__ = None  # type: ignore[assignment]

    def _repr_html_(self) -> str:
        table = self.describe()
        changed = table["value"] != table["standard"]
        table["value"] = [
            f"<b>{escape(value)}</b>" if own else escape(value)
            for value, own in zip(table["value"], changed, strict=True)
        ]
        columns = ["name", "value", "standard", "unit", "range", "help"]
        return str(table[columns].to_html(index=False, escape=False, max_rows=None))

    def __repr__(self) -> str:
        described = self._options.describe()
        changed = [f"{d['name']}={d['value']}" for d in described if d["value"] != d["standard"]]
        return f"Options({', '.join(changed)})"


def presets() -> pd.DataFrame:
    """Named sets of values: ``name help citation``.

    Examples
    --------
    >>> import noctemg as ng
    >>> "wasm-2016" in set(ng.presets()["name"])
    True
    """
    return pd.DataFrame(_noctemg.presets(), columns=["name", "help", "citation"])
