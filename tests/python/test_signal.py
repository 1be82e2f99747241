"""Filters against SciPy."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.signal
from hypothesis import assume, given
from hypothesis import strategies as st

import noctemg as ng

RELATIVE = 1e-10
Design = tuple[int, "float | list[float]", str, float]


def assert_close(ours: np.ndarray, theirs: np.ndarray) -> None:
    """Equal within 1e-10 of the largest value."""
    assert ours.shape == theirs.shape
    scale = np.max(np.abs(theirs), initial=0) or 1.0
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=RELATIVE * scale)


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """Butterworth filters that are sound in double precision: no edge at 0 or at Nyquist."""
    rate = draw(st.sampled_from([128.0, 200.0, 500.0, 1000.0, 2000.0, 2048.0]))
    order = draw(st.integers(1, 6))
    btype = draw(st.sampled_from(["lowpass", "highpass", "bandpass", "bandstop"]))
    edges = sorted(draw(st.lists(st.floats(0.02, 0.48), min_size=2, max_size=2)))
    if btype in ("lowpass", "highpass"):
        return order, edges[0] * rate, btype, rate
    assume(edges[1] - edges[0] > 0.03)
    return order, [edges[0] * rate, edges[1] * rate], btype, rate


@given(designs())
def test_butter_has_scipys_response(design: Design) -> None:
    order, edges, btype, rate = design
    ours = ng.signal.butter(order, edges, btype, fs=rate)
    theirs = scipy.signal.butter(order, edges, btype, output="sos", fs=rate)
    assert ours.shape == theirs.shape
    frequencies = np.linspace(0, rate / 2, 400)
    _, response = scipy.signal.sosfreqz(ours, frequencies, fs=rate)
    _, expected = scipy.signal.sosfreqz(theirs, frequencies, fs=rate)
    np.testing.assert_allclose(response, expected, rtol=0, atol=RELATIVE)


@given(designs())
def test_butter_gives_scipys_sections_in_scipys_order(
    design: Design,
) -> None:
    order, edges, btype, rate = design
    ours = ng.signal.butter(order, edges, btype, fs=rate)
    theirs = scipy.signal.butter(order, edges, btype, output="sos", fs=rate)
    # Coincident zeros and nearly coincident poles are told apart by rounding alone: a looser bound.
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-6 * np.max(np.abs(theirs)))


@given(designs(), st.integers(0, 2**32 - 1))
def test_sosfilt_equals_scipys(design: Design, seed: int) -> None:
    order, edges, btype, rate = design
    sos = scipy.signal.butter(order, edges, btype, output="sos", fs=rate)
    x = np.random.default_rng(seed).normal(size=1500)
    assert_close(ng.signal.sosfilt(sos, x), scipy.signal.sosfilt(sos, x))


@given(designs(), st.integers(0, 2**32 - 1))
def test_sosfiltfilt_equals_scipys(design: Design, seed: int) -> None:
    order, edges, btype, rate = design
    sos = scipy.signal.butter(order, edges, btype, output="sos", fs=rate)
    x = np.random.default_rng(seed).normal(loc=3, size=1500)
    assert_close(ng.signal.sosfiltfilt(sos, x), scipy.signal.sosfiltfilt(sos, x))


@given(designs())
def test_sosfilt_zi_equals_scipys(design: Design) -> None:
    order, edges, btype, rate = design
    sos = scipy.signal.butter(order, edges, btype, output="sos", fs=rate)
    assert_close(ng.signal.sosfilt_zi(sos), scipy.signal.sosfilt_zi(sos))


@given(st.floats(0.01, 0.49), st.floats(1, 100), st.sampled_from([200.0, 1000.0, 2048.0]))
def test_iirnotch_equals_scipys(share: float, q: float, rate: float) -> None:
    ours = ng.signal.iirnotch(share * rate, q, rate)
    theirs = scipy.signal.iirnotch(share * rate, q, rate)
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=RELATIVE)


def test_the_fields_own_filter_on_a_whole_signal(rng: np.random.Generator) -> None:
    x = rng.normal(size=200_000).cumsum()  # strong drift, as an unfiltered electrode has
    ours = ng.signal.sosfiltfilt(ng.signal.butter(4, [20, 450], "bandpass", fs=2000), x)
    sos = scipy.signal.butter(4, [20, 450], "bandpass", fs=2000, output="sos")
    theirs = scipy.signal.sosfiltfilt(sos, x)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9 * np.max(np.abs(x)))


def test_frequencies_without_fs_are_relative_to_nyquist() -> None:
    relative = ng.signal.butter(3, 0.4)
    np.testing.assert_array_equal(relative, ng.signal.butter(3, 40, fs=200))


@pytest.mark.parametrize("axis", [-1, 0, 1, 2])
def test_every_axis_is_filtered_as_scipy_does(axis: int, rng: np.random.Generator) -> None:
    sos = scipy.signal.butter(2, 0.3, output="sos")
    x = rng.normal(size=(40, 50, 60))
    assert_close(ng.signal.sosfilt(sos, x, axis), scipy.signal.sosfilt(sos, x, axis))
    assert_close(ng.signal.sosfiltfilt(sos, x, axis), scipy.signal.sosfiltfilt(sos, x, axis))


def test_rows_are_independent(rng: np.random.Generator) -> None:
    sos = ng.signal.butter(4, [0.1, 0.4], "bandpass")
    x = rng.normal(size=(3, 500))
    together = ng.signal.sosfiltfilt(sos, x)
    apart = np.stack([ng.signal.sosfiltfilt(sos, row) for row in x])
    np.testing.assert_array_equal(together, apart)


def test_input_is_left_alone_whatever_its_layout(rng: np.random.Generator) -> None:
    sos = ng.signal.butter(2, 0.2)
    x = np.asfortranarray(rng.normal(size=(4, 300)))
    before = x.copy()
    strided = ng.signal.sosfilt(sos, x[:, ::2])
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(strided, ng.signal.sosfilt(sos, x[:, ::2].copy()))


@pytest.mark.parametrize(
    "call",
    [
        lambda: ng.signal.butter(4, [450, 20], "bandpass", fs=2000),
        lambda: ng.signal.butter(4, 1200, fs=2000),
        lambda: ng.signal.butter(0, 100, fs=2000),
        lambda: ng.signal.butter(4, [20, 450], "band-pass", fs=2000),
        lambda: ng.signal.butter(4, 100, output="ba", fs=2000),
        lambda: ng.signal.iirnotch(600, 30, 1000),
        lambda: ng.signal.sosfilt(np.ones((2, 5)), np.ones(9)),
        lambda: ng.signal.sosfilt(np.full((1, 6), 2.0), np.ones(9)),
        lambda: ng.signal.sosfiltfilt(ng.signal.butter(4, 0.2), np.ones(5)),
    ],
)
def test_nonsense_is_a_value_error(call: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        call()  # type: ignore[operator]
