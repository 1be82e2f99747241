"""The estimator of scikit-learn: training, and the files that C++ reads."""

from __future__ import annotations

import copy
import doctest
import importlib.util
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
import pytest
from conftest import Run

import noctemg as ng

pytest.importorskip("sklearn")
from sklearn.base import clone
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import parametrize_with_checks
from sklearn.utils.multiclass import type_of_target
from threadpoolctl import threadpool_limits

import noctemg.sklearn as module
from noctemg import _model_text
from noctemg.sklearn import CrampClassifier, save_model

sys.path.append(str(Path(__file__).resolve().parents[2] / "python"))
from training import fit as training_fit

FEATURES = list(ng.episode_features().index)
QUICK: dict[str, Any] = {"max_iter": 12, "min_samples_leaf": 10, "learning_rate": 0.2}


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    """Trees this small wait for their threads most of the time, on a busy machine for minutes."""
    with threadpool_limits(1):
        yield


def random_features(rng: np.random.Generator, count: int) -> pd.DataFrame:
    """Columns of Night.features with gaps."""
    values = rng.lognormal(0, 2, (count, len(FEATURES)))
    values[rng.random(values.shape) < 0.15] = np.nan
    return pd.DataFrame(values, columns=FEATURES)


def episodes(seed: int = 1, count: int = 480) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Features with gaps, labels that depend on them but not quite, and nights."""
    rng = np.random.default_rng(seed)
    X = random_features(rng, count)
    score = np.log(X["duration_s"]).fillna(0) + rng.normal(0, 1, count)
    labels = np.where(score > 1, "cramp", np.where(X["kurtosis"] > 2, "artifact", "leg_movement"))
    return X, labels, rng.integers(0, 12, count)


@pytest.fixture(scope="module")
def fitted() -> CrampClassifier:
    X, y, nights = episodes()
    return CrampClassifier(**QUICK).fit(X, y, groups=nights)


def test_parameters_survive_get_set_and_clone() -> None:
    given = CrampClassifier(features=["duty", "stretch"], max_iter=7, calibration_folds=None)
    parameters = given.get_params()
    assert parameters["max_iter"] == 7
    assert clone(given).get_params() == parameters
    assert given.set_params(learning_rate=0.3).learning_rate == 0.3
    with pytest.raises(NotFittedError):
        clone(CrampClassifier.shipped()).predict(episodes()[0])


def test_defaults_are_those_of_the_training() -> None:
    parameters = CrampClassifier().get_params()
    assert parameters.pop("features") is None
    assert parameters.pop("calibration_folds") == training_fit.FOLDS
    assert {**parameters, "early_stopping": False} == training_fit.TREES


def test_attributes(fitted: CrampClassifier) -> None:
    assert list(fitted.classes_) == ["artifact", "cramp", "leg_movement"]
    assert list(fitted.feature_names_in_) == ng.EpisodeModel().inputs
    assert fitted.n_features_in_ == len(ng.EpisodeModel().inputs)
    assert list(CrampClassifier.shipped().feature_names_in_) == ng.EpisodeModel().inputs


def test_shipped_gives_the_probabilities_of_noctemg(rng: np.random.Generator) -> None:
    X = random_features(rng, 500)
    model = ng.EpisodeModel()
    shipped = CrampClassifier.shipped()
    expected = model.predict_proba(X)[list(shipped.classes_)].to_numpy()
    found = shipped.predict_proba(X)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)
    assert list(shipped.predict(X)) == list(shipped.classes_[expected.argmax(axis=1)])


def test_columns_are_taken_by_name_and_arrays_in_the_documented_order(
    fitted: CrampClassifier, rng: np.random.Generator
) -> None:
    X = random_features(rng, 50)
    expected = fitted.predict_proba(X)
    inputs = list(fitted.feature_names_in_)
    for same in (X[X.columns[::-1]].assign(more="x"), X.to_numpy(), X[inputs].to_numpy()):
        np.testing.assert_array_equal(fitted.predict_proba(same), expected)


@pytest.mark.parametrize("labels", ["three", "two"])
@pytest.mark.parametrize("folds", [3, None])
def test_saved_models_give_the_same_probabilities(
    tmp_path: Path, rng: np.random.Generator, labels: str, folds: int | None
) -> None:
    X, y, _ = episodes()
    if labels == "two":
        y = np.where(y == "cramp", "cramp", "tonic")
    own = CrampClassifier(**QUICK, calibration_folds=folds).fit(X, y)
    assert (own.calibration_ == (1.0, 0.0)) == (folds is None)
    own.save(tmp_path / "own.model", name="own")
    unseen = random_features(rng, 400)
    expected = own.predict_proba(unseen)
    assert np.ptp(expected[:, 1 if labels == "three" else 0]) > 0.3
    model = ng.EpisodeModel(tmp_path / "own.model")
    assert model.labels == list(own.classes_)
    found = model.predict_proba(unseen).to_numpy()
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)
    loaded = CrampClassifier.from_file(tmp_path / "own.model")
    np.testing.assert_array_equal(loaded.predict_proba(unseen), found)
    assert loaded.get_params()["features"] == list(own.feature_names_in_)
    loaded.save(tmp_path / "again.model")
    assert (tmp_path / "again.model").read_text() == (tmp_path / "own.model").read_text()


def test_fit_is_the_fit_of_the_training() -> None:
    X, y, nights = episodes(count=300)
    table = X.assign(truth=y, label=y, night=nights)
    own = CrampClassifier().fit(X, y, groups=nights)
    calibration = training_fit.calibrate(table)
    assert own.calibration_ == pytest.approx(calibration, abs=1e-12)
    trees = training_fit.grow(table)
    expected = _model_text.model_text(trees, training_fit.INPUTS, calibration, [], "x")
    own_text = _model_text.model_text(own.trees_, training_fit.INPUTS, calibration, [], "x")
    assert own_text == expected


def test_labels_of_a_file_may_stand_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "own.model"
    file.write_text(
        "noctemg-model 1\nlabels tonic cramp\ninputs duration_s\nbaseline 2 0\n"
        "tree 1 3\nsplit 0 5.0 1 2 left\nleaf 0\nleaf 9\nend\n"
    )
    loaded = CrampClassifier.from_file(file)
    X = pd.DataFrame({"duration_s": [1.0, 9.0, np.nan]})
    assert list(loaded.classes_) == ["cramp", "tonic"]
    assert list(loaded.predict(X)) == ["tonic", "cramp", "tonic"]
    expected = ng.EpisodeModel(file).predict_proba(X)[["cramp", "tonic"]]
    np.testing.assert_array_equal(loaded.predict_proba(X), expected)


def test_analyze_takes_a_saved_model(
    tmp_path: Path, run: Run, fitted: CrampClassifier, demo_night: ng.SimulatedNight
) -> None:
    fitted.save(tmp_path / "own.model", name="own-nights")
    model = f"classify.model_file={tmp_path / 'own.model'}"
    done = run("analyze", demo_night.recording, "-o", tmp_path / "out", "--set", model, "--quiet")
    assert done.returncode == 0, done.stderr
    assert "own-nights" in next((tmp_path / "out").rglob("night.json")).read_text()


def test_cross_validation_pipeline_and_grid() -> None:
    X, y, nights = episodes()
    estimator = CrampClassifier(**QUICK, calibration_folds=2)
    scores = cross_val_score(estimator, X, y, cv=3, scoring="neg_log_loss")
    assert np.isfinite(scores).all()
    assert cross_val_score(estimator, X, y, groups=nights, cv=GroupKFold(3)).min() > 0.5
    pipeline = make_pipeline(FunctionTransformer(), estimator)
    assert pipeline.fit(X, y, crampclassifier__groups=nights).score(X, y) > 0.7
    grid = GridSearchCV(estimator, {"max_leaf_nodes": [2, 8]}, cv=2).fit(X, y)
    assert grid.best_params_["max_leaf_nodes"] in (2, 8)


def test_other_labels_train_but_are_not_saved(tmp_path: Path) -> None:
    X, y, _ = episodes()
    y = np.where(y == "cramp", "cramp", "other")
    own = CrampClassifier(**QUICK).fit(X, pd.Series(y, dtype="category"))
    assert set(own.predict(X)) == {"cramp", "other"}
    with pytest.raises(ValueError, match="'other' is no label of noctemg"):
        own.save(tmp_path / "own.model")
    assert not (tmp_path / "own.model").exists()


@pytest.mark.parametrize("kind", ["fitted", "shipped", "file"])
def test_copies_give_the_same(
    tmp_path: Path, fitted: CrampClassifier, rng: np.random.Generator, kind: str
) -> None:
    estimator = fitted
    if kind == "shipped":
        estimator = CrampClassifier.shipped()
    elif kind == "file":
        fitted.save(tmp_path / "own.model")
        estimator = CrampClassifier.from_file(tmp_path / "own.model")
        (tmp_path / "own.model").unlink()
    X = random_features(rng, 60)
    joblib.dump(estimator, tmp_path / "own.joblib")
    copies = [pickle.loads(pickle.dumps(estimator)), copy.deepcopy(estimator)]
    for again in [*copies, joblib.load(tmp_path / "own.joblib")]:
        np.testing.assert_array_equal(again.predict_proba(X), estimator.predict_proba(X))


def test_a_pickle_of_another_shipped_model_is_refused() -> None:
    state = CrampClassifier.shipped().__getstate__()
    state["_identity"] = "episodes, xxh3 0"
    with pytest.raises(ValueError, match="episodes, xxh3 0"):
        CrampClassifier().__setstate__(state)


def test_a_loaded_estimator_can_be_fitted_anew() -> None:
    X, y, _ = episodes()
    again = CrampClassifier.shipped().set_params(**QUICK).fit(X, y)
    expected = CrampClassifier(**QUICK).fit(X, y).predict_proba(X)
    np.testing.assert_array_equal(again.predict_proba(X), expected)


def test_folds_of_the_calibration_keep_nights_together(monkeypatch: pytest.MonkeyPatch) -> None:
    X, y, nights = episodes()
    night_of = dict(zip(X["duration_s"].fillna(0) + X["duty"].fillna(0), nights, strict=True))
    assert len(night_of) > 0.9 * len(X)
    column = [ng.EpisodeModel().inputs.index(name) for name in ("duration_s", "duty")]
    grow = CrampClassifier._grow
    seen: list[set[int]] = []

    def watched(self: CrampClassifier, values: np.ndarray, labels: np.ndarray) -> Any:
        seen.append({night_of[key] for key in np.nansum(values[:, column], axis=1) if key})
        return grow(self, values, labels)

    monkeypatch.setattr(CrampClassifier, "_grow", watched)
    CrampClassifier(**QUICK).fit(X, y, groups=[f"night-{night:02}" for night in nights])
    whole, *folds = seen
    assert len(whole) == 12
    # Each night is unseen in exactly one fold: were one split, all four would see it.
    assert [sum(night in fold for fold in folds) for night in sorted(whole)] == [3] * 12


def test_folds_without_nights_share_the_cramps() -> None:
    cramp = np.arange(90) % 9 == 0
    for seen, unseen in module._calibration_folds(cramp, None, 5):
        assert not set(seen) & set(unseen)
        assert cramp[unseen].sum() == 2


@pytest.mark.parametrize(
    ("settings", "change", "message"),
    [
        ({"features": ["duty", "colour"]}, {}, "colour: no feature of an episode"),
        ({"features": []}, {}, "at least one"),
        ({"calibration_folds": 1}, {}, "n_splits"),
        ({}, {"y": lambda y: np.full(len(y), "cramp")}, "only one class, cramp"),
        ({}, {"y": lambda y: np.where(y == "cramp", "tonic", y)}, "expected cramp"),
        ({}, {"y": lambda y: np.arange(len(y)) % 2}, "must be texts, not 0"),
        ({}, {"y": lambda y: [None, *y[1:]]}, "must be texts, not None"),
        ({}, {"X": lambda X: X.drop(columns="duty")}, "X lacks duty"),
        ({}, {"X": lambda X: X[[*X.columns, "duty"]]}, "several columns of the same name"),
        ({}, {"X": lambda X: X.to_numpy()[:, :5]}, "X has 5 features"),
        ({}, {"X": lambda X: X.assign(duty=np.inf)}, "infinity"),
        ({}, {"groups": lambda n: np.minimum(n, 1)}, "number of groups"),
        ({}, {"groups": lambda n: n[:-1]}, "inconsistent numbers of samples"),
        ({}, {"groups": lambda n: np.where(n > 3, np.nan, n)}, "every episode needs one"),
        ({"calibration_folds": 200}, {"groups": lambda n: None}, "cannot be in each of 200"),
    ],
)
def test_fit_says_what_is_wrong(
    settings: dict[str, Any], change: dict[str, Any], message: str
) -> None:
    data: dict[str, Any] = dict(zip(("X", "y", "groups"), episodes(), strict=True))
    for name, changed in change.items():
        data[name] = changed(data[name])
    with pytest.raises(ValueError, match=message):
        CrampClassifier(**{**QUICK, **settings}).fit(**data)


def test_cramps_of_one_night_cannot_be_calibrated() -> None:
    X, y, _ = episodes()
    with pytest.raises(ValueError, match="groups of one fold"):
        CrampClassifier(**QUICK).fit(X, y, groups=np.where(y == "cramp", 0, np.arange(len(y))))


def test_what_cannot_be_written_is_refused(tmp_path: Path, fitted: CrampClassifier) -> None:
    file = tmp_path / "own.model"
    X, y, _ = episodes()
    two = X[["duty", "stretch"]]
    trees = HistGradientBoostingClassifier(max_iter=2).fit(two, y)
    save_model(trees, ["duty", "stretch"], tmp_path / "good.model")
    found = ng.EpisodeModel(tmp_path / "good.model").predict_proba(two).to_numpy()
    np.testing.assert_allclose(found, trees.predict_proba(two), rtol=0, atol=1e-9)
    forest = RandomForestClassifier(n_estimators=2).fit(two.fillna(0), y)
    for other in (forest, fitted):
        with pytest.raises(TypeError, match="only a HistGradientBoostingClassifier"):
            save_model(other, ["duty", "stretch"], file)
    with pytest.raises(NotFittedError):
        save_model(HistGradientBoostingClassifier(), ["duty"], file)
    with pytest.raises(TypeError, match="not one text"):
        save_model(trees, "duty", file)
    for names, message in (
        (["duty", "colour"], "colour: no feature"),
        (["duty"], "1 feature names for 2 columns"),
        (["stretch", "duty"], "fitted on: duty stretch"),
        (["duty", "duty"], "each of them once"),
    ):
        with pytest.raises(ValueError, match=message):
            save_model(trees, names, file)
    with pytest.raises(ValueError, match="one word"):
        save_model(trees, ["duty", "stretch"], file, name="my model")
    with pytest.raises(ValueError, match="finite"):
        save_model(trees, ["duty", "stretch"], file, calibration=(np.nan, 0))
    for labels, message in (
        (np.where(y == "cramp", "cramp", "leg movement"), "'leg movement' is no label"),
        (np.where(y == "cramp", 1, 0), "is no label"),
        (np.where(y == "cramp", "tonic", "artifact"), "must know the label cramp"),
    ):
        other = HistGradientBoostingClassifier(max_iter=2).fit(two, labels)
        with pytest.raises(ValueError, match=message):
            save_model(other, ["duty", "stretch"], file)
    coded = two.assign(duty=np.arange(len(two)) % 3)
    grouped = HistGradientBoostingClassifier(max_iter=2, categorical_features=["duty"])
    with pytest.raises(ValueError, match="columns 0 are categorical"):
        save_model(grouped.fit(coded, y), ["duty", "stretch"], file)
    with pytest.raises(ValueError, match="part of noctemg"):
        CrampClassifier.shipped().save(file)
    with pytest.raises(NotFittedError):
        CrampClassifier().save(file)
    assert not file.exists()


def test_files_that_are_no_models_are_refused(tmp_path: Path) -> None:
    (tmp_path / "no.model").write_text("hello\n")
    with pytest.raises(ValueError, match="noctemg-model 1"):
        CrampClassifier.from_file(tmp_path / "no.model")
    with pytest.raises(FileNotFoundError):
        CrampClassifier.from_file(tmp_path / "nowhere.model")


def test_the_lack_of_scikit_learn_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "sklearn"]:
        monkeypatch.setitem(sys.modules, name, None)
    spec = importlib.util.spec_from_file_location("noctemg._without", module.__file__)
    assert spec is not None
    assert spec.loader is not None
    with pytest.raises(ImportError, match=r"pip install noctemg\[train\]"):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


class Adapted(CrampClassifier):
    """Takes what scikit-learn's own checks give: columns without names, and any labels."""

    def _chosen_features(self) -> list[str]:
        return FEATURES[: self._width]

    def fit(self, X: Any, y: Any, groups: Any = None) -> Adapted:
        shape = np.asarray(X).shape
        self._width = shape[1] if len(shape) == 2 else 1
        known = y is not None and type_of_target(y) in ("binary", "multiclass")
        if known:
            classes, codes = np.unique(np.asarray(y), return_inverse=True)
            y = np.array(["cramp", *(f"other_{i}" for i in range(1, len(classes)))])[codes]
        super().fit(X, y, groups)
        if known:
            self.classes_ = classes
        return self


UNFIT = {
    "check_supervised_y_no_nan": "labels are texts, of which none is infinite",
    "check_classifier_data_not_an_array": "columns of a DataFrame are features by name",
}


# Without calibration: the checks' tables are too small to be folded.
@parametrize_with_checks(
    [Adapted(max_iter=8, min_samples_leaf=2, learning_rate=0.3, calibration_folds=None)]
)
def test_scikit_learn_checks(estimator: Adapted, check: Any) -> None:
    if check.func.__name__ in UNFIT:
        pytest.skip(UNFIT[check.func.__name__])
    check(estimator)


@pytest.mark.parametrize("documented", [module, _model_text])
def test_examples_run(documented: Any) -> None:
    result = doctest.testmod(documented)
    assert result.attempted > 0
    assert result.failed == 0
