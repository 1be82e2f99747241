"""Envelope and resting level of noctemg.signal, against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.ndimage
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import noctemg as ng

Samples = NDArray[np.float64]


@given(
    st.sampled_from([0, 1, 7, 1000, 30_000]),
    st.sampled_from([0.001, 0.0049, 0.05, 3.0, 100.0]),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=40)
def test_an_envelope_is_the_root_of_the_mean_square(
    length: int, window_s: float, seed: int
) -> None:
    x = (
        np.random.default_rng(seed).normal(size=(2, length))
        * np.geomspace(1e-3, 1e6, length or 1)[:length]
    )
    half = max(0, round((window_s * 1000 - 1) / 2))
    ours = ng.signal.rms_envelope(x, 1000, window_s)
    assert ours.shape == x.shape
    for row, squares in zip(ours, x**2, strict=True):
        for i in {0, 1, length // 2, length - 1} & set(range(length)):
            expected = np.sqrt(squares[max(0, i - half) : i + half + 1].mean())
            # Relative to the value itself: what was loud before leaves nothing behind.
            assert row[i] == pytest.approx(expected, rel=1e-12)
    if length > 2 * half:
        whole = np.sqrt(scipy.ndimage.uniform_filter1d(x[0] ** 2, 2 * half + 1))
        inside = slice(half, length - half)
        np.testing.assert_allclose(ours[0][inside], whole[inside], atol=1e-6 * ours[0].max())


def test_an_envelope_passes_over_what_is_missing() -> None:
    x = np.array([3.0, np.nan, 4.0, np.nan, np.nan, np.nan, 5.0])
    ours = ng.signal.rms_envelope(x, fs=1, window_s=3)
    np.testing.assert_array_equal(ours, [3, np.nan, 4, np.nan, np.nan, np.nan, 5])


def slow_rest(levels: Samples, window: int, percentile: float, least: float) -> Samples:
    """Every window sorted on its own."""
    half = window // 2
    result = np.full(len(levels), np.nan)
    for i in range(len(levels)):
        begin = max(0, min(i - half, len(levels) - (2 * half + 1)))
        usable = np.sort(levels[begin : begin + 2 * half + 1])
        usable = usable[~np.isnan(usable)]
        if len(usable):
            result[i] = max(least, usable[int(percentile / 100 * (len(usable) - 1))])
    return result


@pytest.mark.parametrize("rate", [1.0, 4.0, 3.3])
def test_the_resting_level_is_a_percentile_of_seconds(
    rate: float, rng: np.random.Generator
) -> None:
    x = rng.gamma(4.0, size=int(300 * rate)).astype(np.float32).astype(float)
    x[50:90] = np.nan
    seconds = np.floor(np.arange(len(x)) / rate).astype(int)
    levels = []
    for second in range(seconds[-1] + 1):
        values = x[seconds == second]
        usable = np.sort(values[~np.isnan(values)])
        few = len(usable) == 0 or 2 * len(usable) < len(values)
        levels.append(np.nan if few else usable[len(usable) // 2])
    expected = slow_rest(np.array(levels), 60, 25, 2.5)[seconds]
    ours = ng.signal.resting_level(np.stack([x, x]), rate, 60, 25, 2.5)
    np.testing.assert_array_equal(ours[0], ours[1])
    np.testing.assert_allclose(ours[0], expected, rtol=1e-6)


def test_the_resting_level_of_nothing() -> None:
    assert ng.signal.resting_level(np.empty((2, 0)), 100).shape == (2, 0)
    assert np.isnan(ng.signal.resting_level(np.full(500, np.nan), 100)).all()
