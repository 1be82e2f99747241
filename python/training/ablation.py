"""What each group of features is worth: fits without it, on the same nights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import GroupKFold

from .collect import PARTIAL
from .fit import INPUTS, TREES, training_labels, without_quirks

GROUPS = {
    "time": ("duration_s", "rise_s", "fall_s", "ramp_s", "decay_s", "duty"),
    "strength": ("level_ratio", "peak_ratio"),
    "place": (
        *("coactivation", "antagonist_ratio", "contralateral_ratio", "neighbour_share"),
        *("second_neighbour_share", "antagonist_share", "contralateral_share", "both_legs"),
        *("participants", "onset_spread_s"),
    ),
    "muscle and montage": ("lead_calf", "lead_shin", "lead_thigh", "lead_foot", "leg_sites"),
    "modulation": (
        *("modulation_depth", "modulation_hz", "modulation_spread", "modulation_duty"),
        "bursts",
    ),
    "slow modulation": ("slow_modulation",),
    "surroundings": (
        *("stretch", "after_share", "quiet_after_s", "moved_after_s"),
        *("twitches_before", "twitches_after"),
    ),
    "waveform": ("kurtosis", "low_frequency_ratio", "mains_share"),
    "course of the spectrum": ("crossing_change",),
}
FOLDS = 5
BEGIN = "<!-- written by python -m training --ablation: begin -->"
END = "<!-- written by python -m training --ablation: end -->"


def cross_validated(
    table: pd.DataFrame, inputs: list[str]
) -> tuple[NDArray[np.float64], NDArray[np.str_]]:
    """Probability of a cramp and label of every episode, by trees that saw other nights only."""
    labels = training_labels(table).to_numpy(str)
    values = table[inputs].to_numpy(float)
    p = np.zeros(len(table))
    found = np.empty(len(table), dtype=labels.dtype)
    for train, test in GroupKFold(FOLDS).split(values, groups=table["night"]):
        model = HistGradientBoostingClassifier(**TREES).fit(values[train], labels[train])
        probabilities = model.predict_proba(values[test])
        p[test] = probabilities[:, list(model.classes_).index("cramp")]
        found[test] = model.classes_[probabilities.argmax(axis=1)]
    return p, found


def row(name: str, table: pd.DataFrame, inputs: list[str]) -> str:
    p, found = cross_validated(table, inputs)
    truth = training_labels(table).to_numpy(str)
    precision = average_precision_score(truth == "cramp", p)
    macro = f1_score(truth, found, average="macro")
    return f"| {name} | {len(inputs)} | {precision:.3f} | {macro:.3f} |"


def write(table: pd.DataFrame, page: Path) -> None:
    """Rewrites the marked part of a page."""
    table = without_quirks(table)
    table = table[(table["truth"] != PARTIAL) & (table["label"] != "twitch")]
    lines = [
        f"{table['night'].nunique()} drawn nights, {FOLDS} folds by night, episode by episode.",
        "",
        "| without | features left | average precision of cramps | macro F1 |",
        "|---|---|---|---|",
        row("(nothing)", table, list(INPUTS)),
    ]
    for name, group in GROUPS.items():
        lines.append(row(name, table, [f for f in INPUTS if f not in group]))
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    text = "\n".join(lines)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
