"""Rows about signals: levels, spectra, steadiness and cross-talk of simulated electrodes."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from . import measures
from .nights import Signals, holds, quiet, simulate
from .rows import Row

MUSCLES = ["TA", "GM", "SOL", "GL"]
MARGIN_S = 3.0
"""Left out at both ends of a contraction: its ramps."""


def plateaus(night: Signals) -> dict[str, list[measures.Array]]:
    """Held contractions by muscle, in the band of surface EMG."""
    out: dict[str, list[measures.Array]] = defaultdict(list)
    for begin, end, channels, _ in night.of("tonic"):
        for channel in channels:
            x = night.cut(channel, begin + MARGIN_S, end - MARGIN_S)
            out[channel.split()[1]].append(measures.banded(x, night.rate_hz))
    return out


def rows() -> list[Row]:
    maximal = [simulate(0.15, seed, holds(1.0)) for seed in range(1, 6)]
    return [
        *rest_rows(),
        *maximal_rows(maximal),
        *steady_rows([simulate(0.25, seed, holds(0.5)) for seed in range(1, 5)]),
        *cramp_rows([simulate(1.0, seed, CRAMPS, rate_hz=1000) for seed in range(1, 6)]),
        *crosstalk_rows(),
        tone_row(),
    ]


def rest_rows() -> list[Row]:
    levels: list[float] = []
    for seed in range(1, 5):
        night = simulate(0.1, seed, quiet(), rate_hz=1000)
        for x in night.data.values():
            levels += list(
                measures.windowed_rms(measures.banded(x, night.rate_hz), night.rate_hz, 5)
            )
    return [
        Row(
            "RMS at rest, 20 to 450 Hz",
            "µV",
            levels,
            "1 to 3 (noise after skin preparation 1 to 5)",
            (1, 3),
            "general knowledge",
            "drawn",
        )
    ]


def maximal_rows(nights: list[Signals]) -> list[Row]:
    by_muscle: dict[str, list[float]] = defaultdict(list)
    for night in nights:
        for muscle, contractions in plateaus(night).items():
            by_muscle[muscle] += [measures.rms(x) for x in contractions]
    return [
        Row(
            f"RMS of a maximal contraction, {muscle}",
            "µV",
            by_muscle[muscle],
            "150 to 500",
            (150, 500),
            "general knowledge: GM and TA, bipolar, 20 mm",
            "drawn",
        )
        for muscle in MUSCLES
    ]


def steady_rows(nights: list[Signals]) -> list[Row]:
    shin: list[measures.Array] = []
    calf: list[measures.Array] = []
    for night in nights:
        found = plateaus(night)
        shin += found["TA"]
        calf += found["GM"] + found["GL"]
    rate_hz = nights[0].rate_hz
    return [
        Row(
            "median frequency of the TA at half a maximal contraction",
            "Hz",
            [measures.median_frequency_hz(x, rate_hz) for x in shin],
            "116 +/- 20",
            (96, 136),
            "Krivickas 1998",
        ),
        Row(
            "median frequency of the gastrocnemii, the same",
            "Hz",
            [measures.median_frequency_hz(x, rate_hz) for x in calf],
            "none found",
            None,
            "-",
        ),
        Row(
            "variation of the envelope of a steady contraction (RMS of 0.25 s)",
            "",
            [measures.steadiness(x, rate_hz) for x in shin + calf],
            "0.08 at least: noise of 150 Hz bandwidth; more with fluctuation of force",
            (0.08, 0.21),
            "1 / (2 sqrt(B T)); upper end: the elderly below, 0.21",
        ),
    ]


CRAMPS = quiet(
    cramp__fewest=48,
    cramp__most=48,
    cramp__weak_share=0,
    cramp__one_site_share=1,
    cramp__stretch_share=0,
    cramp__short_median_s=90,
    cramp__shortest_s=75,
    cramp__residue=1,
    cramp__flurry_before_share=0,
    cramp__flurry_after_share=0,
    cramp__walk_share=0,
)
"""Strong cramps of 75 s and more, one muscle, ending by themselves and leaving nothing behind."""


def cramp_rows(nights: list[Signals]) -> list[Row]:
    falls: list[float] = []
    over_rest: list[float] = []
    for night in nights:
        for begin, end, channels, _ in night.of("cramp"):
            if end - begin < 80 or not channels:
                continue
            x = measures.banded(night.cut(channels[0], begin, end), night.rate_hz)
            first, later = (
                measures.median_frequency_hz(
                    x[int(s * night.rate_hz) : int((s + 8) * night.rate_hz)], night.rate_hz
                )
                for s in (5, 62)
            )
            if end - begin > 90:  # before that the second part lies in the fading end
                falls.append(100 * (1 - later / first))
            rest = measures.banded(night.cut(channels[0], begin - 20, begin - 5), night.rate_hz)
            over_rest.append(
                float(np.median(measures.windowed_rms(x, night.rate_hz, 1))) / measures.rms(rest)
            )
    return [
        Row(
            "fall of the median frequency over about a minute of cramp",
            "%",
            falls,
            "10 to 30 expected from fatigue; not measured in cramps",
            (10, 30),
            "field reference, from Krivickas 1998",
            "drawn",
        ),
        Row(
            "level of strong cramps over rest, median of the cramp",
            "times",
            over_rest,
            "above 6 (weak ones are 2 to 6)",
            (6, 350),
            "the rest of Chaney and Sherman's range",
        ),
    ]


CROSSTALK_MONTAGE = "channel\tmuscle\tside\trole\n" + "".join(
    f"{side[0].upper()} {label}\t{muscle}\t{side}\temg\n"
    for side in ("left", "right")
    for label, muscle in (
        ("TA", "tibialis_anterior"),
        ("PL", "peroneus_longus"),
        ("SOL", "soleus"),
        ("GM", "gastrocnemius_medialis"),
        ("GL", "gastrocnemius_lateralis"),
    )
)


def is_alone(night: Signals, begin: float, end: float, side: str) -> bool:
    """True when nothing else happens on this leg from 21 s before an event to its end."""
    onsets = night.events["onset"].to_numpy(dtype=float)
    ends = onsets + night.events["duration"].to_numpy(dtype=float)
    here = night.events["side"].isin([side, "both"]).to_numpy()
    return begin > 21 and int(np.sum(here & (onsets < end) & (ends > begin - 21))) == 1


def shares(night: Signals, onset: float, begin: float, end: float, source: str) -> dict[str, float]:
    """RMS over the other muscles of a leg relative to the source's own, rest taken away."""
    side = source.split()[0]
    powers: dict[str, float] = {}
    rests: dict[str, float] = {}
    for channel in night.data:
        if channel.split()[0] != side:
            continue
        active = measures.banded(night.cut(channel, begin, end), night.rate_hz)
        rest = measures.banded(night.cut(channel, onset - 20, onset - 2), night.rate_hz)
        muscle = channel.split()[1]
        rests[muscle] = measures.rms(rest) ** 2
        powers[muscle] = max(0.0, measures.rms(active) ** 2 - rests[muscle])
    muscle = source.split()[1]
    own = powers[muscle]
    if own < 25 * rests[muscle]:  # too weak for shares of a few percent to be seen
        return {}
    return {muscle: 100 * float(np.sqrt(power / own)) for muscle, power in powers.items()}


def measured_crosstalk(montage: str) -> dict[tuple[str, str], list[float]]:
    """Of maximal contractions of the shin and of cramps of the soleus and the lateral head."""
    out: dict[tuple[str, str], list[float]] = defaultdict(list)
    settings = holds(1.0) | {"tone.group_hold_per_hour": 30.0}
    strong = CRAMPS | {"cramp.mvc_median": 0.5, "cramp.mvc_low": 0.4}
    soleus = strong | {"cramp.gm_share": 0.0, "cramp.sol_share": 1.0, "cramp.gl_share": 0.0}
    lateral = strong | {"cramp.gm_share": 0.0, "cramp.sol_share": 0.0, "cramp.gl_share": 1.0}
    for seed in range(1, 7):
        for label, changes in (("tonic", settings), ("cramp", soleus), ("cramp", lateral)):
            hours = 0.3 if label == "tonic" else 0.5
            night = simulate(hours, seed, changes, rate_hz=1000, montage=montage)
            for begin, end, channels, _ in night.of(label):
                if len(channels) != 1:
                    continue
                side = "left" if channels[0].startswith("L") else "right"
                if not is_alone(night, begin, end, side):
                    continue
                inner = (begin + MARGIN_S, end - MARGIN_S)
                if label == "cramp":  # its middle, where it is strongest
                    inner = (begin + 0.3 * (end - begin), end - 0.3 * (end - begin))
                source = channels[0].split()[1]
                for muscle, share in shares(night, begin, *inner, channels[0]).items():
                    if muscle != source:
                        out[source, muscle].append(share)
    return out


def crosstalk_rows() -> list[Row]:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        montage = Path(folder) / "crosstalk.tsv"
        montage.write_text(CROSSTALK_MONTAGE, encoding="utf-8")
        found = measured_crosstalk(str(montage))
    de_luca = "De Luca and Merletti 1988: RMS of M waves, shin stimulated"
    return [
        Row(
            "cross-talk, TA to peroneus",
            "%",
            found["TA", "PL"],
            "3.0 to 10.0 (peroneus brevis)",
            (3, 10),
            de_luca,
        ),
        Row(
            "cross-talk, TA to soleus, on the far side of the leg",
            "%",
            found["TA", "SOL"],
            "2.0 to 9.8",
            (2, 9.8),
            de_luca,
            reason="a stimulus makes all units discharge at once, and what reaches the far side"
            " (the ends of all fibres) adds up, while the potentials of a contraction do not. The"
            " simulator's own M wave gives 8 %, inside; a unit test holds it there",
        ),
        Row(
            "cross-talk, soleus to medial gastrocnemius",
            "%",
            found["SOL", "GM"],
            "6 (median of units' potentials)",
            (2, 10),
            "Vieira 2017; range proposed",
        ),
        Row(
            "cross-talk, lateral to medial gastrocnemius",
            "%",
            found["GL", "GM"],
            "at most 5 on lean legs, 20 +/- 17 under much fat (cat)",
            (0, 20),
            "Solomonow 1994: lateral and medial gastrocnemius, M waves",
        ),
    ]


def tone_row() -> Row:
    """Electrodes of the grid, rows 10 mm apart."""
    correlations: list[float] = []
    night = simulate(0.05, 1, quiet(), rate_hz=500, montage="grid")
    for column in range(1, 9):
        for row in range(1, 8):
            a, b = (night.data[f"L GM {r}{column}"] for r in (row, row + 1))
            correlations.append(float(np.corrcoef(a, b)[0, 1]))
    return Row(
        "correlation of the resting signals of electrodes 10 mm apart",
        "",
        correlations,
        "none found",
        None,
        "distance of independence 20 to 40 mm: proposal",
    )
