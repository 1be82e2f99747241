"""Results of one night."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from . import _noctemg
from ._saved_night import SavedNight

if TYPE_CHECKING:
    from ._recording import Recording

_NUMBERS = (
    "onset duration probability peak_uV rms_uV baseline_uV median_hz rise_s fall_s duty "
    "coactivation"
).split()


def parse_events(text: str) -> pd.DataFrame:
    """Parse the text of an events.tsv: numbers as float64, texts as strings, n/a as missing."""
    header, *rows = [line.split("\t") for line in text.rstrip("\n").split("\n")]
    columns = dict(
        zip(header, zip(*rows, strict=True) if rows else [()] * len(header), strict=True)
    )
    return pd.DataFrame({name: _column(name, cells) for name, cells in columns.items()})


def _column(name: str, cells: Iterable[str]) -> pd.Series[Any]:
    present = [None if cell == "n/a" else cell for cell in cells]
    if name in _NUMBERS:
        return pd.Series([math.nan if c is None else float(c) for c in present], dtype="float64")
    if name == "clock_time":
        return pd.Series(
            [pd.NaT if c is None else pd.Timestamp(c) for c in present], dtype="datetime64[ns]"
        )
    return pd.Series(present, dtype="string")


class Night:
    """One recording's episodes, coverage and totals.

    Made by :func:`noctemg.analyze`, or from a folder of results by :meth:`load`.

    Examples
    --------
    >>> import noctemg as ng
    >>> made = ng.datasets.sample_night("demo", hours=0.1)
    >>> night = ng.analyze(made.recording)
    >>> night.save("results/mine")
    >>> ng.Night.load("results/mine").events.equals(night.events)
    True
    >>> night.summary["counts"]["twitch"] == list(night.events["trial_type"]).count("twitch")
    True
    """

    def __init__(self, night: _noctemg.Night | SavedNight) -> None:
        self._night = night

    @classmethod
    def load(cls, folder: str | os.PathLike[str]) -> Night:
        """Read the results of one recording: what :meth:`save`, ``noctemg analyze`` and
        :func:`noctemg.run` write.

        Features and overview need h5py (``pip install noctemg[mne]`` brings it).

        Raises
        ------
        FileNotFoundError
            The folder lacks events.tsv or night.json.
        """
        return cls(SavedNight(folder))

    @cached_property
    def events(self) -> pd.DataFrame:
        """One row per episode, the columns of events.tsv; onset and duration in seconds."""
        return parse_events(self._night.events_tsv())

    @cached_property
    def features(self) -> pd.DataFrame:
        """What was measured on every episode; rows as in :attr:`events`.

        Columns and their meaning: :func:`noctemg.episode_features`. NaN = not measurable there
        (twitches and faults of an electrode are hardly measured).
        """
        names = [name for name, _, _ in _noctemg.episode_features()]
        values = np.empty((self._night.episode_count(), len(names)))
        self._night.features_into(values)
        return pd.DataFrame(values, columns=names)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Everything that night.json holds."""
        summary: dict[str, Any] = json.loads(self._night.json())
        return summary

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Seconds of each analysed channel: recorded, analysable, and why the rest is not."""
        return pd.DataFrame(self.summary["coverage"])

    @cached_property
    def overview(self) -> dict[str, Any]:
        """The night second by second, for pictures without the raw signal.

        ``ch_names`` of the analysed channels, ``onset_s`` (n_seconds,), and arrays of shape
        (n_seconds, n_channels) in µV: ``min_uv``, ``max_uv`` and ``rms_uv`` of the conditioned
        signal, ``rest_uv`` the resting level. Views of the analysis' own memory, not writable.
        """
        return self._night.overview()

    def to_mne(self) -> Any:
        """Episodes as ``mne.Annotations``, described as ``"cramp (probable)"``, ``"twitch"``, ...

        They carry the recording's clock time, so that ``raw.set_annotations`` puts them where they
        belong in any Raw of that night, cropped or not. Where the clock is unknown they count from
        the first sample.

        Raises
        ------
        ImportError
            MNE is not there: ``pip install noctemg[mne]``.
        """
        try:
            import mne
        except ImportError as error:
            raise ImportError("to_mne needs MNE: pip install noctemg[mne]") from error
        start = self.summary["recording"]["start"]
        known = start is not None and start != "n/a"
        events = self.events
        return mne.Annotations(
            onset=events["onset"].to_numpy(),
            duration=events["duration"].to_numpy(),
            description=[
                label if pd.isna(certainty) else f"{label} ({certainty})"
                for label, certainty in zip(events["trial_type"], events["certainty"], strict=True)
            ],
            orig_time=pd.Timestamp(start).tz_localize("UTC").to_pydatetime() if known else None,
        )

    def plot(self, **kwargs: Any) -> Any:
        """Draw the whole night: :func:`noctemg.plots.plot_night` says how and what comes back."""
        from .plots import plot_night

        return plot_night(self, **kwargs)

    def plot_event(
        self, index: int, recording: Recording | str | os.PathLike[str], **kwargs: Any
    ) -> Any:
        """Draw one episode: row ``index`` of :attr:`events`, with the signal of its recording.

        :func:`noctemg.plots.plot_episode` says how and what comes back.
        """
        from .plots import plot_episode

        return plot_episode(self, recording, index, **kwargs)

    @property
    def warnings(self) -> list[str]:
        """The recording's and the analysis's warnings."""
        return [f"{place}: {message}" for place, message in self._night.warnings()]

    def save(
        self,
        folder: str | os.PathLike[str],
        *,
        keep_identity: bool = False,
        annotations_edf: bool = False,
        luna_annot: bool = False,
    ) -> None:
        """Write events.tsv, events.json, night.json and night.h5 into a folder.

        The folder appears when all of it is complete and replaces an older one.

        Parameters
        ----------
        folder
            Where to.
        keep_identity
            Also write patient name and free text of the header.
        annotations_edf, luna_annot
            Also write annotations.edf (EDF+), ``<id>.annot`` (Luna).
        """
        self._night.save(os.fspath(folder), keep_identity, annotations_edf, luna_annot)

    def _repr_html_(self) -> str:
        counts = self.events["trial_type"].value_counts().rename("episodes").to_frame()
        cramps = self.events[self.events["trial_type"] == "cramp"]
        columns = ["onset", "duration", "side", "muscle", "certainty", "probability", "clock_time"]
        return (
            f"<p>{escape(repr(self))}</p>{counts.to_html()}"
            f"{cramps[columns].to_html(index=False, na_rep='')}"
        )

    def __repr__(self) -> str:
        cramps = self.summary["cramps"]
        return (
            f"<Night {self.summary['recording']['id']!r}: {len(self.events)} episodes, "
            f"{cramps['probable']} probable and {cramps['possible']} possible cramps>"
        )
