"""Rows about what happens: counts, lengths and intervals of the truth of many nights."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

import noctemg as ng

from .measures import Array
from .rows import Row

NIGHTS = 60
HOURS = 8.0


def nights(scenario: str, count: int = NIGHTS) -> list[pd.DataFrame]:
    return [ng.plan_night(scenario, hours=HOURS, number=n + 1) for n in range(count)]


def kind(events: pd.DataFrame, label: str, reason: str) -> pd.DataFrame:
    """Events of a label whose reason contains a text."""
    wanted = (events["trial_type"] == label) & events["reason"].str.contains(reason, regex=True)
    return events[wanted]


def each(frames: list[pd.DataFrame], measure: Callable[[pd.DataFrame], float]) -> Array:
    return np.array([value for frame in frames if np.isfinite(value := measure(frame))])


def periodic_intervals_s(events: pd.DataFrame) -> Array:
    """Onset-to-onset intervals of periodic movements that follow each other; 90 s end a series."""
    onsets = kind(events, "leg_movement", "periodic")["onset"].to_numpy()
    intervals = np.diff(onsets)
    return np.asarray(intervals[intervals <= 90], dtype=np.float64)


def mode_s(intervals: Array, step_s: float = 3.0) -> float:
    counts, edges = np.histogram(intervals, np.arange(0, 90 + step_s, step_s))
    return float(edges[np.argmax(counts)] + step_s / 2)


def rows() -> list[Row]:
    healthy = nights("healthy")
    return [
        *movement_rows(healthy),
        *periodic_rows(nights("plm", 20)),
        *rhythm_rows(nights("hflm", 20)),
        *twitch_rows(healthy),
        *cramp_rows(healthy, nights("frequent")),
    ]


def movement_rows(healthy: list[pd.DataFrame]) -> list[Row]:
    def large(events: pd.DataFrame) -> pd.DataFrame:
        return kind(events, "large_movement", "position change")

    periodic = each(healthy, lambda e: len(kind(e, "leg_movement", "periodic")) / HOURS)
    return [
        Row(
            "movements of many muscles per hour, nights",
            "/h",
            each(healthy, lambda e: len(large(e)) / HOURS),
            "6.8 (IQR 4.5 to 10.8)",
            (4.5, 10.8),
            "norms of 100 healthy sleepers, IRLSSG 2021",
            "drawn",
        ),
        Row(
            "their mean length, nights",
            "s",
            each(healthy, lambda e: float(large(e)["duration"].mean())),
            "12.4 (IQR 10.7 to 14.4)",
            (10.7, 14.4),
            "same",
            "drawn",
        ),
        Row(
            "share of nights with more than 5 periodic movements per hour",
            "%",
            [100 * float(np.mean(periodic > 5))],
            "36",
            (26, 46),
            "Frauscher 2014; range: two standard errors of 100 sleepers",
            reason="the healthy scenario is a sleeper with few periodic movements; `plm` has many."
            " There is no scenario for what lies between",
        ),
    ]


def periodic_rows(plm: list[pd.DataFrame]) -> list[Row]:
    intervals = np.concatenate([periodic_intervals_s(e) for e in plm])
    return [
        Row(
            "length of periodic leg movements, mean of nights",
            "s",
            each(plm, lambda e: float(kind(e, "leg_movement", "periodic")["duration"].mean())),
            "3.2 +/- 0.65",
            (2.55, 3.85),
            "PMC4434558",
            "drawn",
        ),
        Row(
            "interval between their onsets",
            "s",
            intervals,
            "wide peak at 15 to 30, tail to 90",
            (15, 30),
            "Ferri 2006",
            "drawn",
        ),
        Row(
            "most frequent interval (bins of 3 s)",
            "s",
            [mode_s(intervals)],
            "22 to 26 (restless legs)",
            (19, 29),
            "Ferri 2006; range one bin wider",
            "drawn",
        ),
    ]


def train_rates_hz(events: pd.DataFrame) -> list[float]:
    reasons = kind(events, "rhythmic", "high-frequency")["reason"]
    return [float(found[1]) for r in reasons if (found := re.search(r"([0-9.]+) Hz", r))]


def rhythm_rows(hflm: list[pd.DataFrame]) -> list[Row]:
    trains = [kind(e, "rhythmic", "high-frequency") for e in hflm]
    lengths = np.concatenate([t["duration"].to_numpy(dtype=float) for t in trains])
    return [
        Row(
            "rate of high-frequency leg movements",
            "Hz",
            np.concatenate([train_rates_hz(e) for e in hflm]),
            "1.6 +/- 0.6 (0.4 to 3.7)",
            (1.0, 2.2),
            "Yang and Winkelman 2010",
            "drawn",
        ),
        Row(
            "length of their trains, mean of all",
            "s",
            [float(lengths.mean())],
            "17.6 +/- 35.4 (1.5 s to 6.1 min)",
            (10, 25),
            "same; range: mean +/- two standard errors of about 100 trains",
            "drawn",
        ),
        Row(
            "trains per night",
            "",
            each(trains, len),
            "26.5 +/- 30.5 in those affected",
            (1, 57),
            "same",
            "drawn",
        ),
    ]


def twitch_rows(healthy: list[pd.DataFrame]) -> list[Row]:
    single = [kind(e, "twitch", "^fragmentary") for e in healthy]
    every = pd.concat(single)
    fasciculations = pd.concat([kind(e, "twitch", "fasciculation") for e in healthy])
    return [
        Row(
            "length of fragmentary myoclonus",
            "ms",
            1000 * every["duration"].to_numpy(dtype=float),
            "75 to 150",
            (75, 150),
            "AASM",
            "drawn",
        ),
        Row(
            "its RMS at the top",
            "µV",
            every["peak_uV"].to_numpy(dtype=float),
            "above 50",
            (50, 500),
            "AASM; upper end: several hundred",
            "drawn",
        ),
        Row(
            "its rate, nights",
            "/h",
            each(single, lambda e: len(e) / HOURS),
            "25.3 (3 to 1102)",
            (3, 1102),
            "Trimmel 2019",
            "drawn",
        ),
        Row(
            "time from first to last discharge of a fasciculation, asked for",
            "ms",
            1000 * fasciculations["duration"].to_numpy(dtype=float),
            "5 to 15",
            (5, 15),
            "general knowledge",
            "drawn",
        ),
    ]


def cramp_rows(healthy: list[pd.DataFrame], frequent: list[pd.DataFrame]) -> list[Row]:
    cramps = pd.concat([e[e["trial_type"] == "cramp"] for e in frequent])
    weak = cramps[cramps["reason"].str.startswith("weak")]
    strong = cramps[cramps["reason"].str.startswith("strong")]
    return [
        Row(
            "cramps per night, `healthy`, mean",
            "",
            [float(np.mean([len(e[e["trial_type"] == "cramp"]) for e in healthy]))],
            "far below 0.37 (frequent crampers)",
            (0, 0.37),
            "Frusso 1999: 11.1 a month",
            "drawn",
        ),
        Row(
            "cramps per night, `frequent`",
            "",
            [len(e[e["trial_type"] == "cramp"]) for e in frequent],
            "0.37 in frequent crampers, 5.3 a day in ALS",
            (0.37, 5.3),
            "Frusso 1999; PMC5575819",
            "drawn",
        ),
        Row(
            "length of cramps",
            "s",
            cramps["duration"].to_numpy(dtype=float),
            "55.6 +/- 19.2 (AH), 152 +/- 13 (FHB), seconds to 10 min",
            (36.4, 165),
            "Minetto 2011, Miller 2010, Hallegraeff 2017",
            "drawn",
        ),
        Row(
            "level of weak cramps over rest",
            "times",
            np.sqrt(
                1 + (weak["peak_uV"] / weak["baseline_uV"]).to_numpy(dtype=float) ** 2
                if weak["baseline_uV"].notna().all()
                else np.array([])
            ),
            "2 to 6",
            (2, 6),
            "Chaney and Sherman",
            "drawn",
        ),
        Row(
            "level of strong cramps, RMS asked for",
            "µV",
            strong["peak_uV"].to_numpy(dtype=float),
            "15 to 350 (10 to 70 % of a maximal 150 to 500)",
            (15, 350),
            "Miller 2010; maximal RMS: general knowledge",
            "drawn",
        ),
    ]
