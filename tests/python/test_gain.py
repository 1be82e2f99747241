"""What an amplifier and a plug change, and what they must not."""

from __future__ import annotations

import numpy as np
import pytest

import noctemg as ng

LEVELS = ("peak_uV", "rms_uV", "baseline_uV", "reason")


@pytest.mark.parametrize("gain", [2.0, 4.0])
def test_gain_is_nothing_to_relative_thresholds(gain: float, demo_night: ng.SimulatedNight) -> None:
    """With thresholds in µV amplified along, all but levels are the same to the last digit."""
    recording = ng.read(demo_night.recording)
    samples = recording.get_data()
    plain = ng.analyze(samples, 500, recording.ch_names).events
    thresholds = {
        name: gain * value
        for name, value in ng.Options().to_dict().items()
        if name.endswith("_uv") and isinstance(value, float)
    }
    assert len(thresholds) >= 7
    amplified = ng.analyze(gain * samples, 500, recording.ch_names, **thresholds).events
    assert set(plain["trial_type"]) >= {"cramp", "leg_movement", "large_movement"}
    for name in plain.columns.difference(LEVELS):
        assert amplified[name].equals(plain[name]), name
    for name in ("peak_uV", "rms_uV", "baseline_uV"):
        np.testing.assert_allclose(amplified[name], gain * plain[name], atol=0.02 * gain)
