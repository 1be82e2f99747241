"""Results of one night."""

from __future__ import annotations

import io
import json
import os
from functools import cached_property
from typing import Any

import pandas as pd

from . import _noctemg

_NUMBERS = (
    "onset duration probability peak_uV rms_uV baseline_uV median_hz rise_s fall_s duty "
    "coactivation"
).split()


def parse_events(text: str) -> pd.DataFrame:
    """Parse the text of an events.tsv: numbers as float64, texts as strings, n/a as missing."""
    header = text.split("\n", 1)[0].split("\t")
    types = {name: "float64" if name in _NUMBERS else "string" for name in header}
    table = pd.read_csv(
        io.StringIO(text),
        sep="\t",
        dtype=types,  # type: ignore[arg-type]
        na_values=["n/a"],
        keep_default_na=False,
        float_precision="round_trip",
        quoting=3,  # csv.QUOTE_NONE: a quotation mark in a label is a character like others
    )
    if "clock_time" in table:
        times = [pd.NaT if pd.isna(t) else pd.Timestamp(t) for t in table["clock_time"]]
        table["clock_time"] = pd.Series(times, dtype="datetime64[ns]", index=table.index)
    return table


class Night:
    """One recording's episodes, coverage and totals. Made by :func:`noctemg.analyze`."""

    def __init__(self, night: _noctemg.Night) -> None:
        self._night = night

    @cached_property
    def events(self) -> pd.DataFrame:
        """One row per episode, the columns of events.tsv; onset and duration in seconds."""
        return parse_events(self._night.events_tsv())

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Everything that night.json holds."""
        summary: dict[str, Any] = json.loads(self._night.json())
        return summary

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Seconds of each analysed channel: recorded, analysable, and why the rest is not."""
        return pd.DataFrame(self.summary["coverage"])

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

    def __repr__(self) -> str:
        cramps = self.summary["cramps"]
        return (
            f"<Night {self.summary['recording']['id']!r}: {len(self.events)} episodes, "
            f"{cramps['probable']} probable and {cramps['possible']} possible cramps>"
        )
