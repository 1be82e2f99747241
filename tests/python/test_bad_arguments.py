"""What is wrong is told as the right kind of error, with a text that helps, whatever it is."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

import noctemg as ng

TWO = ["L GM", "L TA"]
RATE_HZ = 500.0


def refused(call: Callable[[], object], *kinds: type[Exception]) -> str | None:
    """The message of the error that a call raises, None when it raises none."""
    try:
        call()
    except kinds as error:
        return str(error)
    return None


def told(call: Callable[[], object], *kinds: type[Exception]) -> str:
    """The message of the error that a call raises."""
    text = refused(call, *kinds)
    assert text is not None, "no error"
    assert len(text) > 10, text
    return text


@given(
    st.lists(st.integers(0, 4), min_size=0, max_size=4).filter(
        lambda shape: len(shape) != 2 or shape[0] != 2
    )
)
def test_arrays_of_another_shape(shape: list[int]) -> None:
    text = told(lambda: ng.analyze(np.zeros(shape), RATE_HZ, TWO), ValueError)
    assert "(n_channels, n_times)" in text
    assert str(tuple(shape)) in text


@given(
    st.sampled_from([np.complex128, np.dtype("U3"), np.dtype("S3"), object, np.dtype("M8[s]")]),
    st.sampled_from([(2, 100), (2, 0), (0,)]),
)
def test_arrays_of_something_else(kind: Any, shape: tuple[int, ...]) -> None:
    text = told(lambda: ng.analyze(np.zeros(shape, dtype=kind), RATE_HZ, TWO), TypeError)
    assert "real numbers" in text
    assert "real numbers" in told(lambda: ng.signal.sosfilt(np.zeros(6, kind), [1.0]), TypeError)


@given(
    st.one_of(
        st.floats(max_value=0),
        st.sampled_from([math.nan, math.inf, -math.inf]),
        st.floats(0, 40, exclude_min=True),
        st.floats(1.1e5, 1e300),
    )
)
def test_impossible_rates(rate_hz: float) -> None:
    told(lambda: ng.analyze(np.zeros((2, 1000)), rate_hz, TWO), ValueError)


@given(
    st.sampled_from([0, 1, 30, 5000]),
    st.sampled_from([0.0, math.nan, math.inf, -math.inf, 1e300, 1e-300]),
)
def test_nothing_to_see_is_no_result(length: int, value: float) -> None:
    """Too little, all of it missing, a flat line: an error, or no cramp and no coverage."""
    samples = np.full((2, length), value)
    nights: list[ng.Night] = []
    text = refused(lambda: nights.append(ng.analyze(samples, RATE_HZ, TWO)), ValueError)
    assert text is None or len(text) > 10
    for night in nights:
        assert not (night.events["trial_type"] == "cramp").any()
        assert (night.coverage["analysable_s"] < 1).all()  # within which nothing is called flat


@given(
    npst.arrays(
        np.float64,
        (2, 3000),
        elements=st.sampled_from([0.0, 5.0, -1e6, 1e200, math.nan, math.inf, -math.inf]),
        fill=st.sampled_from([0.0, math.nan]),
    )
)
@settings(max_examples=30)
def test_wild_values_do_not_pass_as_muscle(samples: np.ndarray) -> None:
    nights: list[ng.Night] = []
    text = refused(lambda: nights.append(ng.analyze(samples, RATE_HZ, TWO)), ValueError)
    assert text is None or len(text) > 10
    for night in nights:
        numbers = night.events.select_dtypes("number").to_numpy()
        assert not np.isinf(numbers).any()


@given(st.text(min_size=1, max_size=12), st.floats() | st.text(max_size=5) | st.booleans())
def test_unknown_options(name: str, value: float | str | bool) -> None:
    for group in ("", "filter."):
        key = group + name
        if key in ng.Options().to_dict():
            continue
        text = told(lambda k=key: ng.analyze("night.edf", **{k: value}), ValueError, TypeError)
        assert "option" in text.lower()


OPTIONS = sorted(ng.Options().to_dict())


@given(st.sampled_from(OPTIONS), st.sampled_from([math.nan, math.inf, -1e300, 1e300, "\0", "ä"]))
@settings(max_examples=200)
def test_options_beyond_their_rules(name: str, value: float | str) -> None:
    options = ng.Options()
    before = options.to_toml()
    text = refused(lambda: options.set({name: value}), ValueError, TypeError)
    if text is None:
        assert isinstance(options.to_dict()[name], str)
    else:
        assert name in text
        assert options.to_toml() == before


@pytest.mark.parametrize(
    "call",
    [
        lambda path: ng.read(path),
        lambda path: ng.analyze(path),
        lambda path: ng.run(path, path.parent / "out"),
        lambda path: ng.run([path], path.parent / "out"),
        lambda path: ng.evaluate(path, path),
        lambda path: ng.filter_recording(path, path.with_suffix(".h5")),
        lambda path: ng.Night.load(path),
        lambda path: ng.EpisodeModel(path),
        lambda path: ng.Options(config=path),
        lambda path: ng.analyze(np.zeros((2, 9000)), RATE_HZ, TWO, montage=path),
        lambda path: ng.analyze(np.zeros((2, 9000)), RATE_HZ, TWO, hypnogram=path),
    ],
)
def test_missing_files(call: Callable[[Path], object], tmp_path: Path) -> None:
    assert "no-such" in told(lambda: call(tmp_path / "no-such.edf"), FileNotFoundError)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("call", "kinds"),
    [
        (lambda: ng.analyze(None), (TypeError, ValueError)),
        (lambda: ng.analyze(3), (TypeError, ValueError)),
        (lambda: ng.analyze(np.zeros((2, 9000)), "fast", TWO), (TypeError, ValueError)),
        (lambda: ng.analyze(np.zeros((2, 9000)), RATE_HZ, ["a"]), (ValueError,)),
        (lambda: ng.analyze(np.zeros((2, 9000)), RATE_HZ, [1, 2]), (TypeError,)),
        (lambda: ng.analyze(np.zeros((2, 9000)), RATE_HZ, TWO, unit="miles"), (ValueError,)),
        (lambda: ng.analyze(np.zeros((2, 9000)), RATE_HZ, TWO, preset="none"), (ValueError,)),
        (
            lambda: ng.analyze(np.zeros((2, 9000)), RATE_HZ, TWO, montage=pd.DataFrame()),
            (ValueError,),
        ),
        (
            lambda: ng.analyze(np.zeros((2, 9000)), RATE_HZ, TWO, threads=-1),
            (ValueError, TypeError),
        ),
        (lambda: ng.simulate("x", "no scenario"), (ValueError,)),
        (lambda: ng.simulate("x", "frequent", hours=-1), (ValueError,)),
        (lambda: ng.run([], "x"), (ValueError,)),
        (lambda: ng.filter_recording("a.edf", "a.edf"), (ValueError, OSError)),
        (lambda: ng.read(3), (TypeError,)),
    ],
)
def test_other_nonsense(
    call: Callable[[], object],
    kinds: tuple[type[Exception], ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    told(call, *kinds)
    assert list(tmp_path.iterdir()) == []
