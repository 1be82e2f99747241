"""noctemg: nocturnal leg cramps in overnight multichannel surface EMG.

>>> import noctemg as ng
>>> rec = ng.read("night.edf")
>>> night = ng.analyze("night.edf")
>>> night.events

Signals are in µV, times in seconds from the first sample, intervals half-open.
"""

from . import _noctemg, signal
from ._analyze import analyze
from ._filter import filter_recording
from ._model import EpisodeModel, episode_features
from ._night import Night
from ._options import Options, presets
from ._recording import Recording, read
from ._simulate import SimulatedNight, plan_discharges, plan_night, scenarios, simulate

__version__: str = _noctemg.version

__all__ = [
    "EpisodeModel",
    "Night",
    "Options",
    "Recording",
    "SimulatedNight",
    "__version__",
    "analyze",
    "episode_features",
    "filter_recording",
    "plan_discharges",
    "plan_night",
    "presets",
    "read",
    "scenarios",
    "signal",
    "simulate",
]
