"""noctemg: nocturnal leg cramps in overnight multichannel surface EMG.

>>> import noctemg as ng
>>> rec = ng.read("night.edf")
>>> night = ng.analyze("night.edf")
>>> night.events

Signals are in µV, times in seconds from the first sample, intervals half-open.
"""

from . import _noctemg, datasets, plots, signal
from ._analyze import analyze
from ._evaluate import Evaluation, evaluate
from ._filter import filter_recording
from ._model import EpisodeModel, episode_features
from ._night import Night
from ._options import Options, presets
from ._recording import Recording, read
from ._run import run
from ._simulate import SimulatedNight, plan_discharges, plan_night, scenarios, simulate

__version__: str = _noctemg.version

__all__ = [
    "EpisodeModel",
    "Evaluation",
    "Night",
    "Options",
    "Recording",
    "SimulatedNight",
    "__version__",
    "analyze",
    "datasets",
    "episode_features",
    "evaluate",
    "filter_recording",
    "plan_discharges",
    "plan_night",
    "plots",
    "presets",
    "read",
    "run",
    "scenarios",
    "signal",
    "simulate",
]
