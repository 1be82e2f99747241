"""Rows that compare simulated with real recordings. These are not part of noctemg: a folder is
given, and where it is not there, nothing is measured."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import numpy as np

import noctemg as ng

from . import measures
from .nights import Signals, holds, quiet, simulate
from .rows import Row

MOVEMENTS = quiet(movement__single_per_hour=60) | {"movement.bilateral_share": 0.0}


@dataclass(frozen=True)
class Piece:
    """Activity of one muscle."""

    name: str
    x: measures.Array
    rate_hz: float

    def spectrum(
        self, band_hz: tuple[float, float] = measures.BAND_HZ
    ) -> tuple[measures.Array, measures.Array]:
        return measures.spectrum(self.x, self.rate_hz, band_hz)


def recording(folder: Path, name: str, channel: str) -> Piece | None:
    path = folder / "real" / f"{name}.edf"
    if not path.is_file():
        return None
    read = ng.read(path)
    at = next(i for i, label in enumerate(read.ch_names) if label.endswith(channel))
    x = np.asarray(read.get_data(at)[0], dtype=np.float64)
    rate_hz = float(read.channels["rate_hz"].iloc[at])
    return Piece(f"{name} {channel}", measures.banded(x, rate_hz), rate_hz)


def active(piece: Piece, window_s: float = 0.1) -> Piece:
    """The part in which the envelope is above a quarter of its highest values."""
    level = measures.envelope(piece.x, piece.rate_hz, window_s)
    return Piece(piece.name, piece.x[level > np.percentile(level, 99) / 4], piece.rate_hz)


def walking(folder: Path, muscles: str) -> list[Piece]:
    found = [recording(folder, "walking_13_muscles", m) for m in muscles.split()]
    return [active(piece) for piece in found if piece]


def elderly(folder: Path) -> list[Piece]:
    """Dorsiflexion held for ten seconds by three elderly people."""
    found = [recording(folder, f"elderly_id{n}_ta_task", "TA") for n in ("07", "19", "30")]
    return [piece for piece in found if piece]


def simulated_movements(rate_hz: float, channel: str = "TA", seeds: int = 3) -> list[Piece]:
    """Single leg movements, one piece for each of a few sleepers."""
    out: list[Piece] = []
    for seed in range(1, seeds + 1):
        night = simulate(0.5, seed, MOVEMENTS, rate_hz=rate_hz)
        parts = bursts(night, channel)
        if parts:
            x = measures.banded(np.concatenate(parts), rate_hz)
            out.append(Piece(f"simulated {channel} {seed}", x, rate_hz))
    return out


def bursts(night: Signals, channel: str) -> list[measures.Array]:
    return [
        night.cut(name, begin, end)
        for begin, end, channels, _ in night.of("leg_movement")
        for name in channels
        if name.endswith(channel)
    ]


def overlaps(
    a: list[Piece], b: list[Piece], band_hz: tuple[float, float] = measures.BAND_HZ
) -> list[float]:
    return [measures.overlap(p.spectrum(band_hz), q.spectrum(band_hz)) for p, q in product(a, b)]


def overlaps_among(pieces: list[Piece]) -> list[float]:
    return [measures.overlap(p.spectrum(), q.spectrum()) for p, q in combinations(pieces, 2)]


def rows(folder: Path) -> list[Row]:
    held, walked = elderly(folder), walking(folder, "TA")
    calf = walking(folder, "GM GL SO")
    slow = recording(folder, "ta_dorsiflexion", "TibAnt")
    movements = simulated_movements(2000)
    among = overlaps_among(held + walked)
    least = min(among) if among else 0.0
    shape = (
        "shared area of normalised spectra, 20 to 450 Hz (1: equal);"
        " at least the lowest among real ones"
    )
    return [
        Row(
            "overlap of spectra: real TA among each other (three held, one walking)",
            "",
            among,
            "the yardstick",
            None,
            shape,
            "measured",
        ),
        Row(
            "overlap: simulated leg movements, TA, with TA held (`elderly`)",
            "",
            overlaps(movements, held),
            f"{least:.2f} or more" if among else "-",
            (least, 1),
            "same",
        ),
        Row(
            "overlap: simulated leg movements, TA, with TA walking",
            "",
            overlaps(movements, walked),
            f"{least:.2f} or more" if among else "-",
            (least, 1),
            "same",
        ),
        Row(
            "overlap: simulated leg movements, GM, with GM, GL and soleus walking",
            "",
            overlaps(simulated_movements(2000, "GM"), calf),
            f"{least:.2f} or more" if among else "-",
            (least, 1),
            "same",
        ),
        dorsiflexion_row(slow, least),
        *held_rows(held),
    ]


def dorsiflexion_row(slow: Piece | None, least: float) -> Row:
    """At 250 Hz only what lies below the recorder's corner can be compared."""
    values: list[float] = []
    if slow:
        band_hz = (20.0, 100.0)
        values = overlaps(simulated_movements(slow.rate_hz), [active(slow)], band_hz)
    return Row(
        "overlap, 20 to 100 Hz: the same with ballistic dorsiflexions at 250 Hz, TA",
        "",
        values,
        f"{least:.2f} or more" if values else "-",
        (least, 1),
        "same",
        reason="that recording has most of its power at lower frequencies than all the other real"
        " ones: its electrodes or filters differ from theirs",
    )


def held_rows(held: list[Piece]) -> list[Row]:
    """Sustained contractions, real ones as the range."""
    nights = [simulate(0.1, seed, holds(0.4)) for seed in range(1, 7)]
    simulated: list[measures.Array] = []
    for night in nights:
        for begin, _, channels, _ in night.of("tonic"):
            if [c.split()[1] for c in channels] == ["TA"]:
                x = night.cut(channels[0], begin + 3, begin + 11)
                simulated.append(measures.banded(x, night.rate_hz))
    real = [p.x[int(p.rate_hz) : int(9 * p.rate_hz)] for p in held]
    rate_hz = nights[0].rate_hz
    return [
        held_row(
            "kurtosis of a contraction held at 40 %, TA (3: normal)",
            [measures.kurtosis(x) for x in simulated],
            [measures.kurtosis(x) for x in real],
            "a few large units near the electrode still stand out more than in three people",
        ),
        held_row(
            "variation of its envelope (RMS of 0.25 s)",
            [measures.steadiness(x, rate_hz) for x in simulated],
            [measures.steadiness(x, rate_hz) for x in real],
        ),
        held_row(
            "median frequency of the same, Hz",
            [measures.median_frequency_hz(x, rate_hz) for x in simulated],
            [measures.median_frequency_hz(x, rate_hz) for x in real],
        ),
    ]


def held_row(figure: str, simulated: list[float], real: list[float], reason: str = "") -> Row:
    if not real:
        return Row(figure, "", [], "-", None, "`elderly`")
    low, high = min(real), max(real)
    text = ", ".join(f"{value:.3g}" for value in sorted(real))
    return Row(figure, "", simulated, text, (low, high), "`elderly`, the three held", reason=reason)
