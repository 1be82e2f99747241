"""Recordings to begin with. Nothing is fetched: nights are simulated once and kept."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from . import _noctemg
from ._simulate import SimulatedNight, simulate


def cache_folder() -> Path:
    """Where nights are kept: ``$NOCTEMG_CACHE``, else ``noctemg`` in the user's cache."""
    own = os.environ.get("NOCTEMG_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "noctemg"


def sample_night(
    scenario: str = "frequent", *, hours: float = 2.0, rate_hz: float = 512.0, seed: int = 1
) -> SimulatedNight:
    """Return a simulated night with its truth; the first call makes it, in some seconds.

    Parameters
    ----------
    scenario
        A kind of sleeper, see :func:`noctemg.scenarios`.
    hours
        Length, 0.05 to 24.
    rate_hz
        Whole samples per second, 64 to 10000; eight channels.
    seed
        Another one gives another night.

    Returns
    -------
    SimulatedNight
        ``recording``, ``events`` (the truth) and ``hypnogram``, three paths, and ``id``.

    Raises
    ------
    ValueError
        There is no such scenario, or a number is out of range.
    OSError
        The cache (:func:`cache_folder`) cannot be written.

    Examples
    --------
    >>> import noctemg as ng
    >>> made = ng.datasets.sample_night(hours=0.1)
    >>> ng.read(made.recording).duration
    360.0
    """
    # Another version's simulator may give other nights.
    name = f"{scenario}-{hours:g}h-{rate_hz:g}Hz-{seed}-{_noctemg.version}"
    folder = cache_folder() / name
    stem = folder / f"{scenario}-{seed}-001"
    files = [Path(f"{stem}{ending}") for ending in (".edf", ".events.tsv", ".hypnogram.tsv")]
    if not all(file.exists() for file in files):
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Made aside and renamed: a call that is interrupted leaves no half of a night.
        partial = tempfile.mkdtemp(prefix=f".{name}-", dir=folder.parent)
        try:
            simulate(partial, scenario, hours=hours, channels=8, rate_hz=rate_hz, seed=seed)
            shutil.rmtree(folder, ignore_errors=True)
            Path(partial).rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return SimulatedNight(stem.name, *files)
