"""Calibration and precision-recall of the cramp probability."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt

mpl.use("Agg")
# Okabe and Ito's colours, told apart by the colour-blind.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]


def curves(scores: dict[str, dict[str, Any]], path: Path) -> None:
    """Two panels: precision over recall, and shares of true cramps over probabilities."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
    for colour, (name, one) in zip(COLOURS, scores.items(), strict=False):
        curve = one["probability"]["curve"]
        recall = [point["recall"] for point in curve]
        precision = [point["precision"] for point in curve]
        left.plot(recall, precision, color=colour, marker=".", ms=3, lw=1.2, label=name)
        bins = [b for b in one["probability"]["bins"] if b["count"]]
        right.plot(
            [b["mean_probability"] for b in bins],
            [b["observed"] for b in bins],
            color=colour,
            marker="o",
            ms=4,
            lw=1.2,
            label=name,
        )
    left.set(xlabel="recall", ylabel="precision", xlim=(0, 1.02), ylim=(0, 1.02))
    right.plot([0, 1], [0, 1], color="0.6", lw=1, ls="--")
    right.set(
        xlabel="probability of a cramp", ylabel="share that is one", xlim=(0, 1), ylim=(0, 1.02)
    )
    left.legend(frameon=False, loc="lower left")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
