"""The conditioned signal as a file."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from . import _noctemg
from ._analyze import Path_, montage_file
from ._options import Options, Value

if TYPE_CHECKING:
    import pandas as pd


def filter_recording(
    source: Path_,
    target: Path_,
    *,
    preset: str | None = None,
    config: Path_ | None = None,
    options: Options | None = None,
    montage: Path_ | pd.DataFrame | None = None,
    progress: Callable[[float], object] | None = None,
    **settings: Value,
) -> None:
    """Write a recording whose EMG channels went through the analysis' filters.

    Band-pass and the notches that measured hum asks for, forward and backward: equal to
    ``scipy.signal.sosfiltfilt`` of the samples in µV within 1e-9 of the signal, whatever the length
    of the night, in memory that does not grow with it. ``**{"filter.zero_phase": False}`` filters
    forward alone. Other channels, times and annotations stay what they are.

    Parameters
    ----------
    source
        The recording.
    target
        The file to write, replaced when it is there: ``.h5`` keeps every bit; ``.edf`` and ``.bdf``
        round to 16 and 24 bits of the largest value.
    preset, config, options, **settings
        As for :func:`analyze`.
    montage
        Which channels are EMG, where labels do not tell; as for :func:`analyze`.
    progress
        Called with the finished share, 0 to 1; returning False stops (KeyboardInterrupt), and
        nothing is written.

    Raises
    ------
    ValueError
        A file that cannot be used, no EMG channel, or options against their rules.
    FileNotFoundError
        A file that cannot be opened.

    Warns
    -----
    UserWarning
        Channels that were left alone, bands that the rate does not allow, notches that were set.

    Examples
    --------
    >>> import noctemg as ng
    >>> made = ng.datasets.sample_night("demo", hours=0.1)
    >>> settings = {"filter.lowpass_hz": 200, "filter.mains": "off"}
    >>> ng.filter_recording(made.recording, "filtered.h5", **settings)
    >>> ng.read("filtered.h5").ch_names == ng.read(made.recording).ch_names
    True
    """
    chosen = options.copy() if options is not None else Options()
    chosen.set(settings, preset=preset, config=config)
    with montage_file(montage) as montage_path:
        told = _noctemg.filter_recording(
            os.fspath(source), os.fspath(target), chosen._options, montage_path, progress
        )
    for place, message in told:
        warnings.warn(f"{place}: {message}" if place else message, stacklevel=2)
