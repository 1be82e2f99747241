"""The whole analysis in one call."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from . import _noctemg
from ._arrays import real
from ._night import Night
from ._options import Options, Value
from ._progress import shown
from ._recording import Recording

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Path_: TypeAlias = "str | os.PathLike[str]"


def analyze(
    data: Path_ | Recording | ArrayLike | Any,
    sfreq: float | None = None,
    ch_names: Sequence[str] | None = None,
    *,
    unit: str = "uV",
    preset: str | None = None,
    config: Path_ | None = None,
    options: Options | None = None,
    montage: Path_ | pd.DataFrame | None = None,
    hypnogram: Path_ | None = None,
    progress: Callable[[float], object] | bool | None = None,
    threads: int = 0,
    **settings: Value,
) -> Night:
    """Find cramps and everything that resembles them in one recording.

    Parameters
    ----------
    data
        A file, a :class:`Recording`, an ``mne.io.Raw``, or an array of shape
        (n_channels, n_times).
    sfreq, ch_names
        Rate in Hz and labels; for arrays only, and then needed.
    unit
        Unit of an array: nV, uV, mV or V.
    preset, config, options, **settings
        Starting from ``options`` (default: the defaults), a preset, a TOML file and single options
        such as ``**{"filter.highpass_hz": 25}`` are applied in this order.
    montage
        A montage file, or a table with the columns ``channel muscle side role`` (``site``).
        None: guessed from labels, and said so in ``summary["provenance"]["montage"]``.
    hypnogram
        A file with sleep stages. None: the recording's annotations, where it has any.
    progress
        Called now and then with the finished share, 0 to 1; returning False stops. None: a bar
        where somebody watches and tqdm is there; True, False: a bar anyway, or none.
    threads
        0 for all cores. Never changes a result.

    Returns
    -------
    Night
        Events, summary, coverage.

    Raises
    ------
    ValueError
        A file, an array or channels that cannot be used, or options against their rules.
    TypeError
        An array of something else than real numbers.
    FileNotFoundError
        A file that cannot be opened.
    KeyboardInterrupt
        Ctrl-C, or ``progress`` returned False.

    Examples
    --------
    >>> import numpy as np, noctemg as ng
    >>> made = ng.datasets.sample_night("demo", hours=0.1)
    >>> night = ng.analyze(made.recording, **{"filter.highpass_hz": 25})
    >>> list(night.events.columns[:3])
    ['onset', 'duration', 'trial_type']
    >>> noise = 2 * np.random.default_rng(1).normal(size=(2, 60_000))
    >>> len(ng.analyze(noise, sfreq=1000, ch_names=["L TA", "L GM"]).events)
    0
    """
    chosen = options.copy() if options is not None else Options()
    chosen.set(settings, preset=preset, config=config)
    reader = _open(data, sfreq, ch_names, unit, chosen)
    bar = shown(progress, reader.id or "analysis")
    with montage_file(montage) as montage_path, bar as hook:
        night = _noctemg.analyze(
            reader,
            chosen._options,
            montage_path,
            os.fspath(hypnogram) if hypnogram is not None else "",
            hook,
            threads,
        )
    return Night(night)


def _open(
    data: Any, sfreq: float | None, ch_names: Sequence[str] | None, unit: str, options: Options
) -> _noctemg.Reader:
    is_array = not isinstance(data, str | os.PathLike | Recording) and not _is_raw(data)
    if not is_array and (sfreq is not None or ch_names is not None):
        raise ValueError("sfreq and ch_names are for arrays only: this data brings its own")
    if isinstance(data, str | os.PathLike):
        return _noctemg.open_recording(
            os.fspath(data), str(options.read.assume_unit), bool(options.read.accept_truncated)
        )
    if isinstance(data, Recording):
        return data._reader
    if _is_raw(data):  # MNE holds volts
        return _open_array(
            data.get_data(), data.info["sfreq"], list(data.ch_names), "V", _start_of(data)
        )
    if sfreq is None or ch_names is None:
        raise ValueError("an array needs sfreq (Hz) and ch_names")
    return _open_array(data, sfreq, list(ch_names), unit)


def _is_raw(data: Any) -> bool:
    return hasattr(data, "get_data") and hasattr(data, "info") and hasattr(data, "ch_names")


def _start_of(raw: Any) -> list[int]:
    """Clock time of an MNE Raw's first sample, nanoseconds last; nothing where it is unknown.

    ``meas_date`` is the time of sample 0, which a cropped Raw no longer holds. MNE stores the clock
    of a file without a time zone as UTC: it is taken as it stands.
    """
    if raw.info["meas_date"] is None:
        return []
    start = pd.Timestamp(raw.info["meas_date"]).tz_localize(None)
    start += pd.Timedelta(round(raw.first_samp / raw.info["sfreq"] * 1e9), unit="ns")
    whole = [start.year, start.month, start.day, start.hour, start.minute, start.second]
    return [*whole, start.microsecond * 1000 + start.nanosecond]


def _open_array(
    data: Any, sfreq: float, ch_names: list[str], unit: str, start: Sequence[int] = ()
) -> _noctemg.Reader:
    samples = real(data, "data")
    if samples.ndim != 2 or samples.shape[0] != len(ch_names):
        raise ValueError(
            f"array of shape {samples.shape}: must be (n_channels, n_times) with "
            f"{len(ch_names)} channels, as ch_names says"
        )
    samples = np.ascontiguousarray(samples)
    return _noctemg.open_array(samples, float(sfreq), ch_names, unit, start)


@contextmanager
def montage_file(montage: Path_ | pd.DataFrame | None) -> Iterator[str]:
    """Path of a montage file, made for the moment from a table."""
    if not isinstance(montage, pd.DataFrame):
        yield os.fspath(montage) if montage is not None else ""
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "montage.tsv"
        montage.to_csv(path, sep="\t", index=False, na_rep="n/a")
        yield str(path)
