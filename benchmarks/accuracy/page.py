"""Figures as Markdown tables."""

from __future__ import annotations

from typing import Any

Scores = dict[str, Any]
NOTHING = "–"


def number(value: float | None, decimals: int = 2) -> str:
    """A dash where there is nothing to measure."""
    return NOTHING if value is None else f"{value:.{decimals}f}"


def interval(scores: Scores, key: str, decimals: int = 2) -> str:
    """Value and 95 % bootstrap interval over nights; a dash where no cramp is true."""
    value = number(scores["cramp"].get(key) if scores["cramp"]["truths"] else None, decimals)
    bounds = ((scores.get("bootstrap") or {}).get("intervals") or {}).get(f"cramp.{key}")
    if value == NOTHING or not bounds or bounds["low"] is None:
        return value
    return f"{value} ({bounds['low']:.{decimals}f}–{bounds['high']:.{decimals}f})"


def table(header: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def share(part: Scores) -> str:
    """Weak cramps found of those there are."""
    if not part["truths"]:
        return NOTHING
    return f"{part['sensitivity']:.2f} ({part['matched']}/{part['truths']})"


def cramp_row(name: str, scores: Scores) -> list[str]:
    cramp = scores["cramp"]
    return [
        name,
        f"{cramp['truths']} in {len(scores['nights'])}",
        interval(scores, "f1_iou20"),
        interval(scores, "f1_iou50"),
        interval(scores, "sensitivity_any"),
        share(cramp["weak"]),
        number(cramp["probable"]["false_per_night"]),
        number(cramp["possible"]["false_per_night"]),
        number(cramp["site_accuracy"]),
        number(cramp["onset_error_median_s"]),
        number(cramp["offset_error_median_s"]),
    ]


CRAMP_HEADER = [
    "nights",
    "cramps",
    "F1, IoU ≥ 0.2",
    "F1, IoU ≥ 0.5",
    "sensitivity",
    "weak ones found",
    "false probable per 8 h",
    "false possible per 8 h",
    "right site",
    "onset error, median s",
    "offset error, median s",
]


def label_row(name: str, scores: Scores, labels: list[str]) -> list[str]:
    row = [name]
    for label in labels:
        part = scores["labels"].get(label)
        if label == "cramp" and not scores["cramp"]["truths"]:
            part = None
        row.append(number(part["f1"] if part else None))
    probability = scores["probability"]
    return [
        *row,
        number(scores["macro_f1"]),
        number(probability.get("ece"), 4),
        number(probability.get("brier"), 4),
    ]


def confusion(scores: Scores, labels: list[str]) -> str:
    """Rows are true, columns found."""
    columns = [*labels, "missed"]
    rows = []
    for truth, found in scores["confusion"].items():
        rows.append([truth, *(str(found.get(column, 0)) for column in columns)])
    return table(["true \\ found", *columns], rows)
