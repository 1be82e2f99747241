"""What pictures compute from samples."""

from __future__ import annotations

import numpy as np
import pytest

from noctemg._plots_signals import filtered_by, sections_of, spectrogram


def test_an_episode_is_filtered_as_in_the_analysis() -> None:
    t = np.arange(20_000) / 1000
    raw = 50 * np.sin(2 * np.pi * 150 * t) + 3 * np.sin(2 * np.pi * 90 * t) + 1000
    summary = {
        "provenance": {"options": "[filter]\nhighpass_hz = 25\norder = 2\nnotch_q = 30\n"},
        "warnings": [
            {"place": "1000 Hz channels", "message": "band-pass"},
            {"place": "L TA, L GM", "message": "mains hum measured: notches at 50, 150 Hz"},
        ],
    }
    assert len(sections_of(summary, "L TA", 1000)) == 2 + 2
    assert len(sections_of(summary, "R TA", 1000)) == 2
    assert len(sections_of(summary, "L TA", 40)) == 0
    found = filtered_by(raw, sections_of(summary, "L GM", 1000))[5000:15_000]
    assert np.sqrt(2 * np.mean(found**2)) == pytest.approx(3, rel=0.02)


def test_spectrogram_finds_a_sine_and_keeps_power() -> None:
    rate, amplitude = 500.0, 3.0
    t = np.arange(5000) / rate
    frequencies, times, density = spectrogram(amplitude * np.sin(2 * np.pi * 80 * t), rate)
    assert density.shape == (frequencies.size, times.size)
    assert frequencies[np.argmax(density[:, 10])] == pytest.approx(80)
    power = density.sum(axis=0) * frequencies[1]
    assert power == pytest.approx(np.full(times.size, amplitude**2 / 2), rel=1e-3)
    assert times[0] == pytest.approx(0.25)
