"""What becomes of labels when the same night is amplified, inverted, resampled or reordered."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.signal import resample_poly

import noctemg as ng

Samples = NDArray[np.float64]
RATE_HZ = 2000
LEAST_OVERLAP = 0.5


def resampled(samples: Samples, rate_hz: int) -> Samples:
    ratio = Fraction(rate_hz, RATE_HZ)
    return np.asarray(resample_poly(samples, ratio.numerator, ratio.denominator, axis=1))


def columns(events: pd.DataFrame) -> tuple[Samples, Samples, NDArray[np.str_], NDArray[np.str_]]:
    """Begin, end, label and leg."""
    begin = events["onset"].to_numpy(float)
    end = begin + events["duration"].to_numpy(float)
    label, side = (events[name].astype(str).to_numpy(str) for name in ("trial_type", "side"))
    return begin, end, label, side


def kept(base: pd.DataFrame, other: pd.DataFrame) -> tuple[int, int]:
    """How many episodes of the base keep their label: an episode of a leg of theirs, intersection
    over union of half at least, has the same one; and how many keep one leg or both, too."""
    begin, end, labels, sides = columns(other)
    labelled = on_same_leg = 0
    for first, last, label, side in zip(*columns(base), strict=True):
        overlap = np.minimum(end, last) - np.maximum(begin, first)
        union = np.maximum(end, last) - np.minimum(begin, first)
        partners = (overlap / union >= LEAST_OVERLAP) & (labels == label)
        # A movement of one leg may be one of both when the other one's passes a threshold.
        partners &= (sides == side) | (sides == "both") | (side == "both")
        labelled += int(partners.any())
        on_same_leg += int((partners & (sides == side)).any())
    return labelled, on_same_leg


def analysed(samples: Samples, rate_hz: int, names: list[str]) -> pd.DataFrame:
    night = ng.analyze(samples, sfreq=rate_hz, ch_names=names)
    return night.events[night.events["trial_type"] != "twitch"]


def night(seed: int, hours: float) -> tuple[Samples, list[str]]:
    """A simulated night of frequent cramps, (n_channels, n_samples) in uV."""
    with tempfile.TemporaryDirectory() as folder:
        ng.simulate(
            folder, scenario="frequent", hours=hours, channels=8, rate_hz=RATE_HZ, seed=seed
        )
        recording = ng.read(next(Path(folder).glob("*.edf")))
        return recording.get_data(), recording.ch_names


def table(nights: int, hours: float, first_seed: int = 45_000) -> str:
    """Markdown: per change, how many episodes keep their label."""
    counts: dict[str, NDArray[np.int64]] = {}
    for seed in range(first_seed, first_seed + nights):
        samples, names = night(seed, hours)
        base = analysed(samples, RATE_HZ, names)
        changed = {
            "gain x 4": (4 * samples, RATE_HZ, names),
            "polarity": (-samples, RATE_HZ, names),
            "1000 Hz instead of 2000": (resampled(samples, 1000), 1000, names),
            "512 Hz instead of 2000": (resampled(samples, 512), 512, names),
            "channels in reverse order": (samples[::-1].copy(), RATE_HZ, names[::-1]),
        }
        for name, (values, rate_hz, labels) in changed.items():
            same = np.array([len(base), *kept(base, analysed(values, rate_hz, labels))])
            counts[name] = counts.get(name, np.zeros(3, np.int64)) + same
    lines = ["| change | episodes | same label | share | same leg, too | share |"]
    lines += ["|---" * 6 + "|"]
    lines += [
        f"| {name} | {n} | {label} | {label / n:.3f} | {leg} | {leg / n:.3f} |"
        for name, (n, label, leg) in counts.items()
    ]
    return "\n".join(lines) + "\n"
