"""Simulated nights in which one thing happens at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

import noctemg as ng

from .measures import Array

NOTHING = dict.fromkeys(
    """
    artifact.hum_per_hour artifact.leadoff_per_hour artifact.pop_per_hour artifact.cable_per_hour
    artifact.clip_per_hour artifact.loose_per_hour artifact.crackle_per_hour
    artifact.rail_per_hour artifact.sweat_share movement.large_per_hour movement.single_per_hour
    movement.series_per_hour rhythm.hflm_per_hour rhythm.alma_per_hour rhythm.tremor_per_hour
    twitch.per_hour twitch.efm_per_hour twitch.fasciculation_per_hour tone.low_per_hour
    tone.rem_per_rem_hour tone.hold_per_hour tone.group_hold_per_hour wake.restless_per_wake_hour
    wake.walk_per_hour cramp.per_hour cramp.fewest cramp.most
    """.split(),
    0.0,
)
"""A night of rest, without artefacts."""


@dataclass(frozen=True)
class Signals:
    """A simulated night in memory."""

    events: pd.DataFrame
    data: dict[str, Array]
    rate_hz: float

    def cut(self, channel: str, begin_s: float, end_s: float) -> Array:
        return self.data[channel][int(begin_s * self.rate_hz) : int(end_s * self.rate_hz)]

    def of(self, label: str) -> Iterator[tuple[float, float, list[str], str]]:
        """Onset, end, channels and reason of every event with this label."""
        chosen = self.events[self.events["trial_type"] == label]
        columns = (chosen[name] for name in ("onset", "duration", "channel", "reason"))
        for onset, duration, channels, reason in zip(*columns, strict=True):
            names = [] if pd.isna(channels) else str(channels).split("|")
            yield float(onset), float(onset) + float(duration), names, str(reason)


def simulate(
    hours: float,
    seed: int,
    settings: Mapping[str, float],
    *,
    rate_hz: float = 2000,
    channels: int = 8,
    scenario: str = "healthy",
    montage: str | None = None,
) -> Signals:
    with tempfile.TemporaryDirectory() as folder:
        made = ng.simulate(
            folder,
            scenario,
            hours=hours,
            seed=seed,
            rate_hz=rate_hz,
            channels=None if montage else channels,
            montage=montage,
            settings=settings,
        )
        events = pd.read_csv(Path(made.events), sep="\t")
        recording = ng.read(made.recording)
        data = {
            name: np.asarray(recording.get_data(name)[0], dtype=np.float64)
            for name in recording.ch_names
        }
    return Signals(events, data, rate_hz)


def quiet(**changes: float) -> dict[str, float]:
    """Settings of a night of nothing but `changes`; `group__name=value` stands for group.name."""
    return NOTHING | {name.replace("__", "."): value for name, value in changes.items()}


def holds(share: float, length_s: float = 20.0) -> dict[str, float]:
    """Muscle groups that contract at a share of their maximum and stay so, one after the other."""
    return quiet(
        tone__group_hold_per_hour=60,
        tone__hold_low=share,
        tone__hold_high=share,
        tone__hold_low_s=length_s,
        tone__hold_high_s=length_s,
    )
