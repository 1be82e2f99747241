"""How well found events fit true ones."""

from __future__ import annotations

import json
import math
import os
import tempfile
import warnings
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from . import _noctemg

Events: TypeAlias = "str | os.PathLike[str] | pd.DataFrame"


class Evaluation:
    """Scores of found events against true ones. Made by :func:`evaluate`.

    Examples
    --------
    >>> import noctemg as ng
    >>> made = ng.datasets.sample_night("demo", hours=0.1)
    >>> scores = ng.evaluate(made.events, ng.analyze(made.recording).events)
    >>> int(scores.nights["cramps"].sum()) == scores.cramp["truths"]
    True
    """

    def __init__(self, scores: dict[str, Any]) -> None:
        self.scores = scores
        """Everything that ``noctemg evaluate --json`` prints."""

    @property
    def cramp(self) -> dict[str, Any]:
        """Scores of cramps: ``f1_iou20``, ``sensitivity_any``, ``false_per_night``, ..."""
        cramp: dict[str, Any] = self.scores["cramp"]
        return cramp

    @cached_property
    def labels(self) -> pd.DataFrame:
        """Precision, recall and F1 of every label; index: label."""
        return pd.DataFrame.from_dict(self.scores["labels"], orient="index")

    @cached_property
    def nights(self) -> pd.DataFrame:
        """One row per night: hours, true, found and matched cramps, mean F1 of labels."""
        rows = [
            {
                "id": night["id"],
                "hours": night["hours"],
                "cramps": night["cramp"]["truths"],
                "found": night["cramp"]["found"],
                "matched": night["cramp"]["matched_iou20"],
                "macro_f1": night["macro_f1"],
            }
            for night in self.scores["nights"]
        ]
        return pd.DataFrame(rows).set_index("id")

    def __repr__(self) -> str:
        cramp = self.cramp
        return (
            f"<Evaluation of {len(self.scores['nights'])} nights: {cramp['truths']} true cramps, "
            f"{cramp['found']} found, {cramp['matched_iou20']} matched>"
        )

    def _repr_html_(self) -> str:
        return f"<p>{self!r}</p>".replace("<Ev", "&lt;Ev", 1) + str(self.labels.to_html())


def _as_path(events: Events, folder: str, name: str) -> str:
    if not isinstance(events, pd.DataFrame):
        return os.fspath(events)
    path = Path(folder) / name
    events.to_csv(path, sep="\t", index=False, na_rep="n/a")
    return str(path)


def evaluate(
    truth: Events,
    events: Events,
    *,
    hours: float = math.nan,
    ignore_unknown_labels: bool = False,
    missing_as_empty: bool = False,
    resamples: int = 1000,
    seed: int = 1,
) -> Evaluation:
    """Judge found events against true ones, as ``noctemg evaluate`` does.

    Parameters
    ----------
    truth, events
        A table (columns ``onset duration trial_type`` and what else events.tsv has), a file, or a
        folder of such files; nights of two folders pair by id.
    hours
        Length of every night that has no night.json beside its events; for alarms per night.
    ignore_unknown_labels
        Leave labels out that noctemg does not know, instead of an error.
    missing_as_empty
        A true night without a table of found events counts as one in which nothing was found.
    resamples, seed
        Of the bootstrap over nights that gives intervals; 0: none.

    Raises
    ------
    ValueError
        No night can be judged; the message names line, column, value and rule.
    FileNotFoundError
        There is no such file or folder.

    Warns
    -----
    UserWarning
        Nights that were left out: tables that cannot be read, or truth without found events.

    Examples
    --------
    >>> import pandas as pd
    >>> import noctemg as ng
    >>> truth = pd.DataFrame({"onset": [100.0], "duration": [30.0], "trial_type": ["cramp"]})
    >>> found = truth.assign(onset=101.0)
    >>> ng.evaluate(truth, found).cramp["f1_iou20"]
    1.0
    """
    with tempfile.TemporaryDirectory() as folder:
        text = _noctemg.evaluate(
            _as_path(truth, folder, "truth.tsv"),
            _as_path(events, folder, "found.tsv"),
            ignore_unknown_labels,
            missing_as_empty,
            hours,
            resamples,
            seed,
        )
    scores = json.loads(text)
    left_out = [f"{side['id']}: {side['error']}" for side in scores["failed"] + scores["missing"]]
    if left_out and not scores["nights"]:
        raise ValueError("; ".join(left_out))
    if left_out:
        warnings.warn(
            f"{len(left_out)} nights left out of every number: {'; '.join(left_out[:5])}",
            stacklevel=2,
        )
    return Evaluation(scores)
