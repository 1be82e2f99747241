"""Pictures of nights, episodes, groups of nights and scores.

Needs matplotlib (``pip install noctemg[plot]``), which is imported with the first picture only.
Every function draws into given axes or makes a figure of a fitting size, and returns its axes; it
shows and saves nothing and leaves matplotlib's settings alone.
"""

from __future__ import annotations

from ._plots_episode import plot_episode
from ._plots_night import plot_night
from ._plots_scores import plot_calibration, plot_precision_recall
from ._plots_style import LABEL_COLOURS
from ._plots_tables import plot_cohort, plot_intervals

__all__ = [
    "LABEL_COLOURS",
    "plot_calibration",
    "plot_cohort",
    "plot_episode",
    "plot_intervals",
    "plot_night",
    "plot_precision_recall",
]
