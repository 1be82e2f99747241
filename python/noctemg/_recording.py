"""Recordings: what a file holds, and its samples on demand."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from . import _noctemg

if TYPE_CHECKING:
    from numpy.typing import NDArray

Picks: TypeAlias = "str | int | Iterable[str | int] | None"


class Recording:
    """One recording, read lazily: only the header is in memory.

    Made by :func:`read`.

    Examples
    --------
    >>> import noctemg as ng
    >>> rec = ng.read(ng.datasets.sample_night(hours=0.1).recording)
    >>> rec.ch_names[:2], rec.duration
    (['L TA', 'L GM'], 360.0)
    >>> rec.get_data(["L TA", "R TA"], 10, 12).shape  # two seconds at 512 Hz
    (2, 1024)
    """

    def __init__(self, reader: _noctemg.Reader) -> None:
        self._reader = reader
        self._channels = reader.channels()

    @property
    def file(self) -> str:
        """Path as it was given; empty for an array."""
        return self._reader.file

    @property
    def id(self) -> str:
        """File name without its ending."""
        return self._reader.id

    @property
    def format(self) -> str:
        """For example ``"EDF+C"``, ``"BDF"``, ``"HDF5"``."""
        return self._reader.format

    @property
    def start(self) -> pd.Timestamp | None:
        """Clock time of the first sample, without a time zone; None when it is unknown."""
        text = self._reader.start
        return None if text == "n/a" else pd.Timestamp(text)

    @property
    def duration(self) -> float:
        """Recorded seconds, gaps not counted."""
        return self._reader.duration

    @property
    def ch_names(self) -> list[str]:
        """Labels of the channels as in the file; they may repeat."""
        return [channel["label"] for channel in self._channels]

    @property
    def channels(self) -> pd.DataFrame:
        """One row per channel.

        Columns ``label unit rate_hz frames muscle side role``. Muscle, side and role are guessed
        from labels; missing values are None.
        """
        columns = ["label", "unit", "rate_hz", "frames", "muscle", "side", "role"]
        table = pd.DataFrame(self._channels, columns=columns)
        for name in ("muscle", "side"):
            table[name] = [None if text in ("", "n/a") else text for text in table[name]]
        return table

    @property
    def annotations(self) -> pd.DataFrame:
        """Annotations of the file: ``onset`` and ``duration`` in s (NaN: none), ``description``."""
        return pd.DataFrame(
            self._reader.annotations(), columns=["onset", "duration", "description"]
        ).astype({"onset": float, "duration": float, "description": object})

    @property
    def segments(self) -> pd.DataFrame:
        """Stretches without a gap: ``start_s`` from the first sample and ``duration_s``."""
        rows = [(start, duration) for start, duration, _ in self._reader.segments()]
        return pd.DataFrame(rows, columns=["start_s", "duration_s"]).astype(float)

    @property
    def warnings(self) -> list[str]:
        """Damage and doubt found in the file, none of which spoils the samples."""
        return [f"{place}: {message}" for place, message in self._reader.warnings()]

    def get_data(
        self,
        picks: Picks = None,
        tmin: float = 0.0,
        tmax: float | None = None,
        segment: int | None = None,
    ) -> NDArray[np.float64]:
        """Samples as float64 of shape (n_channels, n_times).

        Parameters
        ----------
        picks
            Labels or indices of channels that share a rate; None: all channels.
        tmin, tmax
            Seconds from the start of the segment, half-open; None: to its end.
        segment
            Which segment; may be left out when there is only one.

        Returns
        -------
        ndarray
            µV where the channel is calibrated, the file's own unit elsewhere; NaN: missing.
        """
        channels = self._indices(picks)
        which = self._segment(segment)
        first, count = self._frames(channels, which, tmin, tmax)
        out = np.empty((len(channels), count))
        if out.size:
            self._reader.read_into(which, channels, first, count, out)
        return out

    def to_mne(self, picks: Picks = None) -> Any:
        """The recording as an ``mne.io.RawArray`` in volts, with its clock and annotations.

        Gaps between segments become zeros under an annotation ``BAD_ACQ_SKIP``, which MNE leaves
        out, and so do missing samples. All samples are read.

        Parameters
        ----------
        picks
            Channels that share a rate and measure a voltage; None: all EMG channels of the first
            one's rate.

        Raises
        ------
        ValueError
            No such channel, different rates, or a channel without a voltage.
        ImportError
            MNE is not there: ``pip install noctemg[mne]``.
        """
        from ._to_mne import raw_of

        return raw_of(self, picks)

    def _indices(self, picks: Picks) -> list[int]:
        if picks is None:
            wanted: list[str | int] = list(range(len(self._channels)))
        elif isinstance(picks, str | int | np.integer):
            wanted = [picks]
        else:
            wanted = list(picks)
        channels = [self._index(pick) for pick in wanted]
        rates = {self._channels[c]["rate_hz"] for c in channels}
        if len(rates) > 1:
            listed = ", ".join(f"{rate:g}" for rate in sorted(rates))
            raise ValueError(f"picks: channels at {listed} Hz; pick channels that share a rate")
        return channels

    def _index(self, pick: str | int) -> int:
        if isinstance(pick, str):
            found = [i for i, name in enumerate(self.ch_names) if name == pick]
            if not found:
                raise ValueError(f"picks: no channel '{pick}' among {', '.join(self.ch_names)}")
            if len(found) > 1:
                raise ValueError(f"picks: '{pick}' is the label of channels {found}; use an index")
            return found[0]
        index = int(pick)
        count = len(self._channels)
        if not -count <= index < count:
            raise ValueError(f"picks: {index} is out of range for {count} channels")
        return index % count

    def _segment(self, segment: int | None) -> int:
        count = len(self._reader.segments())
        if segment is None:
            if count != 1:
                raise ValueError(f"segment: the recording has {count} segments; choose one")
            return 0
        if not 0 <= segment < count:
            raise ValueError(f"segment: {segment} must be from 0 to {count - 1}")
        return segment

    def _frames(
        self, channels: list[int], segment: int, tmin: float, tmax: float | None
    ) -> tuple[int, int]:
        if not channels:
            return 0, 0
        frames, per_seconds = self._channels[channels[0]]["rate"]
        available = self._reader.segments()[segment][2][channels[0]]

        def frame_at(t: float) -> int:
            # A hair of tolerance, so that 0.3 s at 10 Hz is frame 3 although 0.3 * 10 > 3.
            return min(available, max(0, math.ceil(t * frames / per_seconds - 1e-6)))

        first = frame_at(tmin)
        last = available if tmax is None else frame_at(tmax)
        return first, max(0, last - first)

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{self.channels.to_html(na_rep='')}"

    def __repr__(self) -> str:
        return f"<Recording {self.id!r}: {len(self._channels)} channels, {self.duration:g} s>"


def read(
    path: str | os.PathLike[str], assume_unit: str = "", accept_truncated: bool = False
) -> Recording:
    """Open an EDF, EDF+, BDF, BDF+, HDF5 or OpenSignals file; told apart by content.

    Parameters
    ----------
    path
        The file.
    assume_unit
        Unit (nV, uV, mV, V) of channels whose unit is missing or unknown. Without it their samples
        stay in the file's own unit.
    accept_truncated
        Read what is there of an EDF or BDF file that lacks more than its last data record. Without
        it such a file raises ValueError: half a copy of a night does not look like one.

    Raises
    ------
    FileNotFoundError
        It cannot be opened.
    ValueError
        It is no such recording, or damaged; the message names place, value and rule.

    Examples
    --------
    >>> import noctemg as ng
    >>> ng.read(ng.datasets.sample_night(hours=0.1).recording).format
    'EDF+C'
    """
    return Recording(_noctemg.open_recording(os.fspath(path), assume_unit, accept_truncated))
