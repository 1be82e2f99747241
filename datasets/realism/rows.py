"""Lines of the table: what was measured on simulated nights beside what others measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

Range = tuple[float, float]


@dataclass(frozen=True)
class Row:
    """A figure, its values on simulated nights, and the range to lie in."""

    figure: str
    unit: str
    values: ArrayLike
    """One for each night, event, unit or contraction; an empty one: not measured here."""
    published: str
    allowed: Range | None
    """For the median. None: there is nothing to compare with, only something to show."""
    source: str
    origin: str = "follows"
    """"drawn": the simulator draws from this very figure; "follows": it comes out by itself."""
    reason: str = ""
    """Why it is outside. A row outside without one is an error."""

    @property
    def is_measured(self) -> bool:
        return np.size(self.values) > 0

    @property
    def median(self) -> float:
        return float(np.median(np.asarray(self.values, dtype=float)))

    @property
    def is_inside(self) -> bool:
        if self.allowed is None or not self.is_measured:
            return True
        low, high = self.allowed
        return low <= self.median <= high


def number(value: float) -> str:
    """Three significant digits, never with an exponent."""
    if value == 0:
        return "0"
    digits = max(0, 2 - int(np.floor(np.log10(abs(value)))))
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def measured(row: Row) -> str:
    if not row.is_measured:
        return "not measured here"
    values = np.asarray(row.values, dtype=float)
    text = f"{number(row.median)} {row.unit}".strip()
    if values.size > 1:
        low, high = np.percentile(values, [5, 95])
        text += f" ({number(low)} to {number(high)})"
    return text


def verdict(row: Row) -> str:
    if not row.is_measured:
        return "-"
    if row.allowed is None:
        return "no range"
    if row.is_inside:
        return "yes"
    return "**no**: " + row.reason


def check(rows: Sequence[Row]) -> None:
    """Raise ValueError for all rows that are outside and do not say why."""
    unexplained = [row for row in rows if not row.is_inside and not row.reason]
    if unexplained:
        raise ValueError(
            "outside, and no reason is given: "
            + "; ".join(f"{r.figure}: {r.median:g}, allowed {r.allowed}" for r in unexplained)
        )


def table(rows: Sequence[Row]) -> str:
    """Markdown."""
    lines = [
        "| figure | simulated: median (5 to 95 %) | origin | published or measured | source |"
        " inside? |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        cells = [
            row.figure,
            measured(row),
            row.origin,
            row.published,
            row.source,
            verdict(row),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
