"""Simulated nights with truth."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from . import _noctemg
from ._night import parse_events


class SimulatedNight(NamedTuple):
    """The files of a simulated night.

    Examples
    --------
    >>> import noctemg as ng
    >>> made = ng.simulate("nights", "demo", hours=0.05, channels=2, rate_hz=200)
    >>> made.id, made.recording.name
    ('demo-1-001', 'demo-1-001.edf')
    """

    id: str
    recording: Path
    events: Path
    """Truth: everything that happens, with the columns of an analysis."""
    hypnogram: Path


def simulate(
    folder: str | os.PathLike[str],
    scenario: str | os.PathLike[str] = "frequent",
    *,
    hours: float = 8.0,
    channels: int | None = None,
    rate_hz: float | None = None,
    seed: int = 1,
    number: int = 1,
    format: str | None = None,  # noqa: A002 (the word of the command line)
    montage: str | os.PathLike[str] | None = None,
    settings: Mapping[str, float] | None = None,
    progress: Callable[[float], object] | None = None,
) -> SimulatedNight:
    """Simulate one night; equal arguments give equal bytes.

    Parameters
    ----------
    folder
        Where the files go; made when missing.
    scenario
        A kind of sleeper, see :func:`scenarios`, or a scenario file ``*.toml``.
    hours
        Length, 0.05 to 24.
    channels
        1 to 128; 2: both tibialis anterior, 8: four muscles of each lower leg. None: the
        scenario's, else 8.
    rate_hz
        Whole samples per second, 64 to 10000. None: the scenario's, else 1000.
    seed, number
        Which series of nights, and which night of it (1 to 9999).
    format
        "edf", "bdf" or "hdf5". None: the scenario's, else EDF.
    montage
        Instead of `channels`: the name of a montage or a table ``*.tsv``.
    settings
        Numbers that differ from the scenario's, e.g. ``{"cramp.fewest": 2}``.
    progress
        Called now and then with the finished share, 0 to 1; returning False stops.

    Raises
    ------
    ValueError
        There is no such scenario, or a number is out of range.
    OSError
        The folder cannot be written.

    Examples
    --------
    >>> import noctemg as ng
    >>> made = ng.simulate("nights", "frequent", hours=0.05, channels=2, rate_hz=200, number=2)
    >>> ng.read(made.recording).duration
    180.0
    """
    made = _noctemg.simulate(
        os.fspath(folder),
        os.fspath(scenario),
        hours,
        channels,
        rate_hz,
        seed,
        number,
        format,
        _text_of(montage),
        _assignments(settings),
        progress,
    )
    return SimulatedNight(made[0], *(Path(path) for path in made[1:]))


def plan_night(
    scenario: str | os.PathLike[str] = "frequent",
    *,
    hours: float = 8.0,
    channels: int | None = None,
    seed: int = 1,
    number: int = 1,
    montage: str | os.PathLike[str] | None = None,
    settings: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Return the events of a night without making its signals; arguments as for :func:`simulate`.

    The same rows as those of the night's ``events`` file.

    Examples
    --------
    >>> import noctemg as ng
    >>> list(ng.plan_night("frequent", hours=8, seed=1)["trial_type"]).count("cramp")
    3
    """
    plan = (hours, channels, seed, number, _text_of(montage), _assignments(settings))
    return parse_events(_noctemg.plan_night(os.fspath(scenario), *plan))


def plan_discharges(
    channel: int,
    scenario: str | os.PathLike[str] = "frequent",
    *,
    hours: float = 8.0,
    channels: int | None = None,
    seed: int = 1,
    number: int = 1,
    montage: str | os.PathLike[str] | None = None,
    settings: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Return when the motor units under a channel discharge: ``time_s unit``, sorted by time.

    `channel` counts from 0; unit 0 is the smallest. Other arguments as for :func:`simulate`.

    Examples
    --------
    >>> import noctemg as ng
    >>> trains = ng.plan_discharges(0, "demo", hours=0.05, channels=2)
    >>> trains["time_s"].is_monotonic_increasing
    True
    """
    plan = (hours, channels, seed, number, _text_of(montage), _assignments(settings))
    times, units = _noctemg.plan_discharges(channel, os.fspath(scenario), *plan)
    return pd.DataFrame({"time_s": times, "unit": units})


def _text_of(montage: str | os.PathLike[str] | None) -> str:
    return "" if montage is None else os.fspath(montage)


def _assignments(settings: Mapping[str, float] | None) -> list[str]:
    return [f"{name}={value!r}" for name, value in (settings or {}).items()]


def scenarios() -> pd.DataFrame:
    """Kinds of sleepers: ``name help``.

    Examples
    --------
    >>> import noctemg as ng
    >>> "frequent" in set(ng.scenarios()["name"])
    True
    """
    return pd.DataFrame(_noctemg.scenarios(), columns=["name", "help"])
