"""Fits and calibrates the model, and says how it does on nights that it has not seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from noctemg._model_text import EDGE, calibrated

from .collect import PARTIAL, UNMATCHED

# What survives a change of amplifier, electrode and rate: ratios, times and counts. Levels in uV
# and frequencies (a 200 Hz recording shows other ones) are left out, and so is how steady a cramp
# is, which the simulator only supposes. What else is supposed of cramps (draw.SUPPOSED) is absent
# on many nights.
INPUTS = (
    "duration_s level_ratio peak_ratio duty rise_s fall_s ramp_s decay_s modulation_depth "
    "modulation_hz modulation_spread modulation_duty slow_modulation bursts "
    "coactivation antagonist_ratio contralateral_ratio "
    "neighbour_share second_neighbour_share antagonist_share "
    "contralateral_share both_legs lead_calf lead_shin lead_thigh lead_foot leg_sites participants "
    "onset_spread_s after_share quiet_after_s moved_after_s twitches_before twitches_after stretch "
    "crossing_change kurtosis low_frequency_ratio mains_share"
).split()
# Between hum (1.5) and crackling contacts (tens) the kurtosis of EMG says how many motor units are
# heard: in a simulator, how many it has. Within this band it must not tell muscles apart.
MUSCLE_KURTOSIS = (2.4, 8.0)
TREES = {
    "max_iter": 250,
    "learning_rate": 0.05,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 30,
    "l2_regularization": 1.0,
    "early_stopping": False,
    "random_state": 1,
}


FOLDS = 4


@dataclass
class Fitted:
    """A calibrated model and its figures on held-out nights."""

    model: HistGradientBoostingClassifier
    calibration: tuple[float, float]
    figures: dict[str, float]

    def probabilities(self, table: pd.DataFrame) -> NDArray[np.float64]:
        """(n_episodes, n_labels), labels in the order of model.classes_."""
        raw = self.model.predict_proba(table[INPUTS].to_numpy(float))
        cramp = list(self.model.classes_).index("cramp")
        return calibrated(raw, cramp, *self.calibration)


def training_labels(table: pd.DataFrame) -> pd.Series[str]:
    """True labels; what is in no truth keeps the rules' label, but is certainly no cramp."""
    rules = table["label"].where(table["label"] != "cramp", "tonic")
    return table["truth"].where(table["truth"] != UNMATCHED, rules)


def without_quirks(table: pd.DataFrame) -> pd.DataFrame:
    """The table with kurtoses of muscle shuffled among the episodes that have one."""
    values = table["kurtosis"].to_numpy(float).copy()
    muscle = (values > MUSCLE_KURTOSIS[0]) & (values < MUSCLE_KURTOSIS[1])
    values[muscle] = np.random.default_rng(1).permutation(values[muscle])
    return table.assign(kurtosis=values)


def split_nights(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """80 % of the nights for trees and calibration, 20 % for the figures."""
    table = table[(table["truth"] != PARTIAL) & (table["label"] != "twitch")]
    nights = np.array(sorted(table["night"].unique()))
    np.random.default_rng(1).shuffle(nights)
    first = int(0.8 * len(nights))
    kept, held_out = (table[table["night"].isin(list(p))] for p in (nights[:first], nights[first:]))
    return kept, held_out


def grow(table: pd.DataFrame) -> HistGradientBoostingClassifier:
    """The trees of a table."""
    model = HistGradientBoostingClassifier(**TREES)
    return model.fit(table[INPUTS].to_numpy(float), training_labels(table).to_numpy(str))


def raw_cramp(model: HistGradientBoostingClassifier, table: pd.DataFrame) -> NDArray[np.float64]:
    """The cramp's probability before calibration."""
    cramp = list(model.classes_).index("cramp")
    return np.asarray(model.predict_proba(table[INPUTS].to_numpy(float))[:, cramp])


def calibrate(table: pd.DataFrame) -> tuple[float, float]:
    """Platt's slope and intercept, by trees that saw other nights of the table only."""
    raw = np.empty(len(table))
    for seen, unseen in GroupKFold(FOLDS).split(table, groups=table["night"]):
        raw[unseen] = raw_cramp(grow(table.iloc[seen]), table.iloc[unseen])
    raw = raw.clip(EDGE, 1 - EDGE)
    platt = LogisticRegression(C=1e6)
    platt.fit(np.log(raw / (1 - raw))[:, None], training_labels(table) == "cramp")
    return float(platt.coef_[0, 0]), float(platt.intercept_[0])


def expected_calibration_error(p: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Mean distance of probability and share over ten bins, by number of episodes (Naeini 2015)."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(
        sum(
            abs(p[bins == b].mean() - truth[bins == b].mean()) * np.mean(bins == b)
            for b in np.unique(bins)
        )
    )


def fit(table: pd.DataFrame) -> Fitted:
    """Everything of a table that collect() made for many nights."""
    kept, held_out = split_nights(without_quirks(table))
    model = grow(kept)
    cramp = list(model.classes_).index("cramp")
    fitted = Fitted(model, calibrate(kept), {})
    p = fitted.probabilities(held_out)
    truth = training_labels(held_out).to_numpy(str)
    cramps = truth == "cramp"
    found = p[:, cramp] >= 0.5
    fitted.figures = {
        "nights": float(held_out["night"].nunique()),
        "episodes": float(len(held_out)),
        "cramps": float(cramps.sum()),
        "brier": float(np.mean((p[:, cramp] - cramps) ** 2)),
        "ece": expected_calibration_error(p[:, cramp], cramps),
        "sensitivity": float(found[cramps].mean()),
        "precision": float(cramps[found].mean()),
        "macro_f1": float(f1_score(truth, model.classes_[p.argmax(axis=1)], average="macro")),
    }
    return fitted
