"""Rows about motor units: when they discharge in cramps and in contractions held by will."""

from __future__ import annotations

import numpy as np

import noctemg as ng

from . import measures
from .nights import holds
from .rows import Row

CRAMPS = {
    "cramp.stretch_share": 0.0,
    "cramp.one_site_share": 1.0,
    "cramp.weak_share": 0.0,
    "cramp.residue": 1.0,
}
"""Strong cramps of one muscle that end by themselves: as those elicited in the laboratory. No tone
is left behind, which other units than the cramp's would carry."""

LEAST_S = 40.0
"""Shorter cramps are left out: those measured lasted 56 +/- 19 s."""

CHANNELS = "L TA,L GM,L SOL,L GL,R TA,R GM,R SOL,R GL".split(",")


class CrampUnits:
    """Trains of single units and what they have in common, cramp by cramp."""

    def __init__(self, nights: int) -> None:
        self.trains: list[measures.Array] = []
        self.common_hz: list[float] = []
        self.correlations: list[float] = []
        for number in range(1, nights + 1):
            self._take(number)

    def _take(self, number: int) -> None:
        events = ng.plan_night("frequent", hours=8, number=number, settings=CRAMPS)
        cramps = events[events["trial_type"] == "cramp"]
        for begin, length, names in zip(
            cramps["onset"], cramps["duration"], cramps["channel"], strict=True
        ):
            end = begin + length
            if end - begin < LEAST_S:
                continue
            channel = CHANNELS.index(str(names).split("|")[0])
            seen = ng.plan_discharges(channel, "frequent", hours=8, number=number, settings=CRAMPS)
            during = seen[seen["time_s"].between(begin, end)]
            times = during["time_s"].to_numpy(dtype=np.float64)
            trains = measures.trains(times, during["unit"].to_numpy(dtype=np.int64))
            self.trains += trains
            self.common_hz.append(measures.common_hz(times, begin, end))
            some = np.random.default_rng(number).permutation(len(trains))[:12]
            self.correlations += measures.rate_correlations([trains[k] for k in some])


def rows() -> list[Row]:
    cramp = CrampUnits(nights=6)
    minetto = "Minetto 2009 (AH, 48 units)"
    rates = [measures.rates_pps(t) for t in cramp.trains]
    return [
        Row(
            "discharge rate of units in cramps, mean of each",
            "pps",
            [float(r.mean()) for r in rates],
            "14.5 +/- 5.1",
            (9.4, 19.6),
            minetto,
        ),
        Row(
            "their lowest rate (five intervals)",
            "pps",
            [float(r.min()) for r in rates],
            "6.0 +/- 0.8",
            (5.2, 6.8),
            minetto,
            reason="units that a fading level silences early never get down to their lowest rate",
        ),
        Row(
            "their highest rate (five intervals)",
            "pps",
            [float(r.max()) for r in rates],
            "25.0 +/- 8.0",
            (17, 33),
            minetto,
            reason="five intervals catch the crests of the common modulation, a smoothed rate does"
            " not",
        ),
        Row(
            "variability of intervals, whole trains",
            "%",
            [100 * measures.interval_cv(t) for t in cramp.trains],
            "44.6 +/- 9.7",
            (34.9, 54.3),
            minetto,
        ),
        Row(
            "doublets, share of discharges, mean of units",
            "%",
            [100 * float(np.mean([measures.doublets(t) for t in cramp.trains]))],
            "4.1 +/- 4.7",
            (2, 8.8),
            minetto,
            "drawn",
        ),
        Row(
            "time that a unit takes part",
            "s",
            [float(t[-1] - t[0]) for t in cramp.trains],
            "23.6 +/- 16.2; 29.5 +/- 21.8",
            (7.4, 51.3),
            "Minetto 2009, 2011",
            "drawn",
        ),
        Row(
            "common oscillation of the discharges",
            "Hz",
            cramp.common_hz,
            "1.4 +/- 0.4",
            (1.0, 1.8),
            minetto,
            "drawn",
        ),
        Row(
            "correlation of the rates of two units",
            "",
            cramp.correlations,
            "0.52 +/- 0.11 (the 26 significant of 96 pairs)",
            (0.41, 0.63),
            minetto,
            reason="all pairs are counted here, only significant ones there",
        ),
        Row(
            "variability of intervals, contraction held by will",
            "%",
            voluntary_cvs(),
            "10 to 20",
            (10, 20),
            "general knowledge; Fuglevand 1993: 20",
            "drawn",
        ),
    ]


def voluntary_cvs() -> list[float]:
    """Of units of the tibialis anterior in the plateaus of holds at 30 % of a maximum."""
    settings = holds(0.3)
    events = ng.plan_night("healthy", hours=0.5, settings=settings)
    seen = ng.plan_discharges(0, "healthy", hours=0.5, settings=settings)
    out: list[float] = []
    held = events[events["channel"] == "L TA"]
    for begin, length in zip(held["onset"], held["duration"], strict=True):
        inside = seen[seen["time_s"].between(begin + 3, begin + length - 3)]
        found = measures.trains(
            inside["time_s"].to_numpy(dtype=np.float64),
            inside["unit"].to_numpy(dtype=np.int64),
            silence_s=0.4,  # a unit at its threshold pauses: that is no interval
        )
        out += [100 * measures.interval_cv(train) for train in found]
    return out
