"""The model's making: draws, matching, and the file that C++ reads."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import noctemg as ng

sys.path.append(str(Path(__file__).resolve().parents[2] / "python"))
pytest.importorskip("sklearn")
from sklearn.ensemble import HistGradientBoostingClassifier
from training import collect, draw, fit

from noctemg._model_text import calibrated, model_text

INPUTS = ["duration_s", "level_ratio", "coactivation", "kurtosis"]


def made_table(seed: int, count: int = 600) -> tuple[np.ndarray, np.ndarray]:
    """Random features with gaps and labels that depend on them."""
    rng = np.random.default_rng(seed)
    values = rng.lognormal(1, 1, (count, len(INPUTS)))
    score = np.log(values[:, 0]) - values[:, 2] / 3
    labels = np.where(score > 1, "cramp", np.where(values[:, 3] > 4, "artifact", "leg_movement"))
    values[rng.random(values.shape) < 0.1] = np.nan
    return values, labels


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cpp_gives_the_probabilities_of_scikit_learn(tmp_path: Path, seed: int) -> None:
    values, labels = made_table(seed)
    model = HistGradientBoostingClassifier(max_iter=30, max_leaf_nodes=8, random_state=seed)
    model.fit(values, labels)
    slope, intercept = 1.3, -0.4
    file = tmp_path / "made.model"
    file.write_text(model_text(model, INPUTS, (slope, intercept), [], "made"))
    loaded = ng.EpisodeModel(file)
    assert loaded.labels == list(model.classes_)
    table = pd.DataFrame(values, columns=INPUTS)
    cramp = loaded.labels.index("cramp")
    expected = calibrated(model.predict_proba(values), cramp, slope, intercept)
    found = loaded.predict_proba(table).to_numpy()
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)
    assert np.ptp(found[:, cramp]) > 0.5


def test_a_missing_input_is_named() -> None:
    with pytest.raises(ValueError, match="level_ratio"):
        ng.EpisodeModel().predict_proba(pd.DataFrame({"duration_s": [1.0]}))


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "no.model"
    file.write_text("hello\n")
    with pytest.raises(ValueError, match="noctemg-model 1"):
        ng.EpisodeModel(file)
    with pytest.raises(FileNotFoundError):
        ng.EpisodeModel(tmp_path / "nowhere.model")


def test_the_shipped_model_takes_what_the_training_gives() -> None:
    assert ng.EpisodeModel().inputs == fit.INPUTS


def test_parameters_are_read_with_their_ranges() -> None:
    text = """name = "x"
[muscle]
# noise; 0 to 1000000 uV; source: amplifiers 0.5-2 uV
amplifier_uv = 0.6
[cramp]
# share; 0 to 1; source: proposal
weak_share = 0.25
"""
    assert draw.parse_parameters(text) == [
        draw.Parameter("muscle.amplifier_uv", 0.6, 0, 1_000_000),
        draw.Parameter("cramp.weak_share", 0.25, 0, 1),
    ]


def test_draws_stay_within_ranges_and_keep_lows_below_highs() -> None:
    parameters = [
        draw.Parameter("tone.hold_low_s", 5, 0.001, 86400),
        draw.Parameter("tone.hold_high_s", 60, 0.001, 86400),
        draw.Parameter("twitch.low_s", 0.075, 0.001, 86400),
        draw.Parameter("twitch.high_s", 0.15, 0.001, 86400),
        draw.Parameter("cramp.weak_share", 0.9, 0, 1),
    ]
    for seed in range(200):
        drawn = draw.draw_settings(parameters, np.random.default_rng(seed))
        assert drawn["tone.hold_low_s"] < drawn["tone.hold_high_s"]
        assert drawn["twitch.low_s"] < drawn["twitch.high_s"]
        assert 0 <= drawn["cramp.weak_share"] <= 1
    same = [draw.draw_settings(parameters, np.random.default_rng(7)) for _ in range(2)]
    assert same[0] == same[1]


def test_found_episodes_take_the_label_of_what_they_overlap_most() -> None:
    truth = pd.DataFrame(
        {
            "onset": [10.0, 100.0, 200.0, 200.0],
            "duration": [20.0, 30.0, 10.0, 10.0],
            "trial_type": ["cramp", "tonic", "leg_movement", "twitch"],
            "side": ["left", "left", "right", "right"],
        }
    )
    found = pd.DataFrame(
        {
            "onset_s": [11.0, 28.0, 105.0, 100.0, 201.0, 300.0],
            "duration_s": [19.0, 20.0, 20.0, 20.0, 9.0, 5.0],
            "side": ["left", "left", "left", "right", "n/a", "left"],
            "bilateral": [0, 0, 0, 0, 1, 0],
        }
    )
    labels = collect.match_truth(found, truth)
    assert labels == [
        "cramp",
        collect.PARTIAL,
        "tonic",
        collect.UNMATCHED,
        "leg_movement",
        collect.UNMATCHED,
    ]


def test_calibration_error_is_zero_for_calibrated_and_not_for_others() -> None:
    rng = np.random.default_rng(1)
    p = rng.random(20_000)
    truth = rng.random(20_000) < p
    assert fit.expected_calibration_error(p, truth) < 0.02
    assert fit.expected_calibration_error(np.sqrt(p), truth) > 0.1
