"""Filters of noctemg.signal on arrays of any length, layout and type, against SciPy."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.signal
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import noctemg as ng

# Relative to the largest value of signal and result: a high-pass filter far below a large offset
# leaves 1e-10 of the result uncertain in SciPy, too.
RELATIVE = 1e-10
Samples = NDArray[np.float64]


@st.composite
def filters(draw: st.DrawFn) -> NDArray[np.float64]:
    """Second-order sections of the kinds that electromyography uses."""
    kind = draw(st.sampled_from(["lowpass", "highpass", "bandpass", "bandstop", "notch"]))
    low = draw(st.floats(0.01, 0.4))
    if kind == "notch":
        b, a = scipy.signal.iirnotch(low, draw(st.floats(1, 60)))
        return np.asarray(scipy.signal.tf2sos(b, a))
    order = draw(st.integers(1, 6))
    edges = [low, low + draw(st.floats(0.05, 0.5))] if kind.startswith("band") else low
    return np.asarray(scipy.signal.butter(order, edges, kind, output="sos"))


def assert_same(ours: Samples, theirs: Samples, x: Samples) -> None:
    assert ours.shape == theirs.shape
    assert ours.dtype == theirs.dtype
    largest = max(np.abs(values).max(initial=0) for values in (theirs, x.astype(float)))
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=RELATIVE * largest)


@given(filters(), st.sampled_from([0, 1, 7, 28, 5000, 200_000]), st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_any_length_gives_scipys_result(sos: Samples, length: int, seed: int) -> None:
    x = 1000 + np.random.default_rng(seed).normal(size=length).cumsum()
    if length == 0:
        assert_same(ng.signal.sosfilt(sos, x), x, x)  # some versions of SciPy refuse it
    else:
        assert_same(ng.signal.sosfilt(sos, x), scipy.signal.sosfilt(sos, x), x)
    try:
        theirs = scipy.signal.sosfiltfilt(sos, x)
    except ValueError:
        with pytest.raises(ValueError, match="padding"):
            ng.signal.sosfiltfilt(sos, x)
    else:
        assert_same(ng.signal.sosfiltfilt(sos, x), theirs, x)


@pytest.mark.parametrize("edges", [[20, 450], [0.5, 900], [49, 51]])
def test_a_million_samples_give_scipys_result(edges: list[float], rng: np.random.Generator) -> None:
    sos = scipy.signal.butter(4, edges, "bandpass", fs=2000, output="sos")
    x = 5000 + rng.normal(size=1_000_000).cumsum()
    assert_same(ng.signal.sosfilt(sos, x), scipy.signal.sosfilt(sos, x), x)
    assert_same(ng.signal.sosfiltfilt(sos, x), scipy.signal.sosfiltfilt(sos, x), x)


@given(
    filters(),
    st.sampled_from([np.float64, np.float32, np.int16, np.bool_]),
    st.sampled_from(["C", "Fortran", "strided", "reversed", "read-only"]),
    st.integers(0, 2),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=60)
def test_any_layout_and_type_gives_scipys_result(
    sos: Samples, kind: type, layout: str, axis: int, seed: int
) -> None:
    shape = [3, 2, 4]
    shape[axis] = 600
    x = (100 * np.random.default_rng(seed).normal(size=shape)).astype(kind)
    if layout == "Fortran":
        x = np.asfortranarray(x)
    elif layout == "strided":
        x = np.repeat(x, 2, axis=axis)[(slice(None),) * axis + (slice(None, None, 2),)]
    elif layout == "reversed":
        x = x[::-1]
    elif layout == "read-only":
        x.setflags(write=False)
    before = x.copy()
    assert_same(ng.signal.sosfilt(sos, x, axis), scipy.signal.sosfilt(sos, x, axis), x)
    if kind is not np.bool_:  # SciPy extends no truth values
        double = x.astype(np.float64)  # and floats in their own precision
        theirs = scipy.signal.sosfiltfilt(sos, double, axis)
        assert_same(ng.signal.sosfiltfilt(sos, x, axis), theirs, x)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("length", [1, 40, 90_000])
def test_states_go_on_as_scipys(length: int, rng: np.random.Generator) -> None:
    sos = scipy.signal.butter(3, [0.1, 0.3], "bandpass", output="sos")
    x = rng.normal(size=(2, length, 3))
    zi = rng.normal(size=(len(sos), 2, 2, 3))
    given_states = zi.copy()
    ours, states = ng.signal.sosfilt(sos, x, 1, zi)
    theirs, final = scipy.signal.sosfilt(sos, x, 1, zi)
    assert_same(ours, theirs, x)
    assert_same(states, final, x)
    np.testing.assert_array_equal(zi, given_states)


@pytest.mark.parametrize("padtype", ["odd", "even", "constant", None])
@pytest.mark.parametrize("padlen", [None, 0, 5, 4000])
def test_extensions_are_scipys(
    padtype: str | None, padlen: int | None, rng: np.random.Generator
) -> None:
    sos = scipy.signal.butter(3, 0.1, output="sos")
    x = 50 + rng.normal(size=(2, 30_000))
    assert_same(
        ng.signal.sosfiltfilt(sos, x, padtype=padtype, padlen=padlen),
        scipy.signal.sosfiltfilt(sos, x, padtype=padtype, padlen=padlen),
        x,
    )


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("at", [0, 70_000, 199_999])
def test_what_is_not_finite_spreads_as_in_scipy(
    value: float, at: int, rng: np.random.Generator
) -> None:
    sos = scipy.signal.butter(4, [0.1, 0.4], "bandpass", output="sos")
    x = rng.normal(size=(3, 200_000))
    x[1, at] = value
    with np.errstate(invalid="ignore"):
        forward = scipy.signal.sosfilt(sos, x)
        both = scipy.signal.sosfiltfilt(sos, x)
    for ours, theirs in (
        (ng.signal.sosfilt(sos, x), forward),
        (ng.signal.sosfiltfilt(sos, x), both),
    ):
        np.testing.assert_array_equal(np.isnan(ours), np.isnan(theirs))
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    "sos",
    [
        [[1, 0, 0, 1, -1, 0]],  # adds up for ever
        [[1, 0, 0, 1, -2.1, 1.2]],  # grows
        [[0, 1, 0, 1, -0.5, 0]],  # begins with a zero
        [[0.5, 0.25, 0.25, 1, 0, 0]],  # remembers two samples only
        [[1, -2, 1, 1, -1.9999, 0.9999001]],  # remembers for minutes
    ],
)
def test_filters_of_any_kind_are_scipys(sos: list[list[float]], rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 3000) if sos[0][4] == -2.1 else (2, 100_000))
    sections = np.array(sos, float)
    assert_same(ng.signal.sosfilt(sections, x), scipy.signal.sosfilt(sections, x), x)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: ng.signal.sosfilt([[1, 0, 0, 1, 0, 0]], np.array([1j])), TypeError),
        (lambda: ng.signal.sosfilt([[1, 0, 0, 1, 0, 0]], ["a"]), TypeError),
        (lambda: ng.signal.sosfilt([[1, 0, 0, 1, 0, 0]], 3.0), ValueError),
        (lambda: ng.signal.sosfilt([[1, 0, 0, 1, 0, 0]], [1.0], 1), ValueError),
        (lambda: ng.signal.sosfilt([[1, 0, 0, 1, 0, 0]], [1.0], zi=np.zeros(2)), ValueError),
        (lambda: ng.signal.sosfiltfilt([[1, 0, 0, 1, 0, 0]], []), ValueError),
        (lambda: ng.signal.sosfiltfilt([[1, 0, 0, 1, 0, 0]], [1.0] * 9, padlen=-1), ValueError),
        (lambda: ng.signal.sosfiltfilt([[1, 0, 0, 1, 0, 0]], [1.0] * 9, padtype="no"), ValueError),
        (lambda: ng.signal.rms_envelope([1.0], 0), ValueError),
        (lambda: ng.signal.rms_envelope([1.0], 100, np.nan), ValueError),
        (lambda: ng.signal.rms_envelope(None, 100), TypeError),
        (lambda: ng.signal.resting_level([1.0], 0.5), ValueError),
        (lambda: ng.signal.resting_level([1.0], 100, percentile=101), ValueError),
    ],
)
def test_bad_arguments_are_told(call: object, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"."):
        call()  # type: ignore[operator]
