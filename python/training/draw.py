"""Draws scenarios far wider than any that noctemg ships with.

A model that only knows the numbers of a few scenarios learns their quirks. So every number of the
simulator is multiplied by a factor of its own, rates by wider ones than the rest, and montage,
sampling rate and base scenario change from night to night.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BASES = {
    "healthy": 1.0,
    "frequent": 2.0,
    "cramp-free": 3.0,
    "plm": 1.5,
    "hflm": 1.5,
    "spasticity": 2.0,
    "artifact": 2.0,
    "thigh-foot": 2.0,
}
# Hz: sleep laboratories, wearables, research amplifiers (field: 0.2 to 4.4 kHz).
SAMPLING_RATES = {200: 1.0, 256: 1.0, 500: 2.0, 512: 2.0, 1000: 1.5, 1024: 0.5, 2000: 0.3}
# Of both legs; 2 is tibialis anterior only.
CHANNELS = {2: 0.5, 4: 1.0, 6: 1.0, 8: 3.0, 10: 1.0, 12: 1.0}
# Spread of the logarithm of the factor.
SPREAD = 0.3
WIDE_SPREAD = 0.8
# Rates, and how slowly low tone comes and goes, which is only proposed.
WIDE = re.compile(r"per(_\w+)?_hour|^tone\.ramp")
# Scenarios have few cramps, as nights do; a model needs many, and nights without.
CRAMPS = {"fewest": (6.0, 16.0), "most": (16.0, 40.0)}
CRAMP_NIGHTS = 0.7
# What is only supposed of every cramp, or seen in few people: on many nights there is none of it,
# so that a model may use it where it is and does not need it.
SUPPOSED = (
    {"cramp.modulation_depth": 0.0},
    {"cramp.residue": 1.0},
    {"cramp.aftermath_low_s": 0.001, "cramp.aftermath_high_s": 0.001},
    {"cramp.flurry_before_share": 0.0, "cramp.flurry_after_share": 0.0},
    {"cramp.pitch_low": 1.0, "cramp.pitch_high": 1.0},
    {"cramp.pitch_fall_low": 0.0, "cramp.pitch_fall_high": 0.0},
    {"cramp.stretch_share": 0.0},
)
SUPPOSED_ABSENT = 0.3
# Every fourth night has none of it at all, and cramps that may end at once: there a cramp is no
# more than something that lasts in one place.
PLAIN_NIGHTS = 4
PLAIN = {name: value for absent in SUPPOSED for name, value in absent.items()} | {
    "cramp.fade_low_s": 0.3
}
# Long weak tone of one muscle is what a weak cramp resembles most: a model needs many of them, too.
TONES = ("tone.low_per_hour", "tone.rem_per_rem_hour", "tone.group_hold_per_hour")
MORE_TONES = 3.0
# A matter of the model's machinery or of speed, tied to a montage, or the weakest cramps that were
# ever reported (2 to 6 times rest; below is what noise floors do): not a property of a night.
FIXED = re.compile(
    r"^(unit\.(units|fibres|recruitment_range)|.*_sigma|cramp\.(gm|gl|sol|foot|thigh)_share"
    r"|cramp\.(fewest|most|weak_low|weak_high)|artifact\.mains_hz)$"
)


@dataclass(frozen=True)
class Parameter:
    """A number of the simulator."""

    name: str
    value: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Plan:
    """One night to be simulated."""

    name: str
    base: str
    channels: int
    rate_hz: int
    seed: int
    settings: dict[str, float]

    def arguments(self, hours: float) -> list[str]:
        """For `noctemg simulate`; a scenario with its own montage keeps it."""
        words = ["--scenario", self.base, "--nights", "1", "--hours", f"{hours:g}"]
        words += ["--rate", str(self.rate_hz), "--seed", str(self.seed)]
        if self.base != "thigh-foot":
            words += ["--channels", str(self.channels)]
        for name, value in self.settings.items():
            words += ["--set", f"{name}={value!r}"]
        return words


def parse_parameters(text: str) -> list[Parameter]:
    """Numbers and their ranges from what `noctemg simulate --parameters` prints."""
    parameters = []
    group = ""
    lowest, highest = -np.inf, np.inf
    for line in text.splitlines():
        if found := re.fullmatch(r"\[(\w+)\]", line):
            group = found[1]
        elif found := re.match(r"# .*; (\S+) to (\S+)(?: [^;]+)?; source: ", line):
            lowest, highest = float(found[1]), float(found[2])
        elif group and (found := re.fullmatch(r"(\w+) = (\S+)", line)):
            name = f"{group}.{found[1]}"
            parameters.append(Parameter(name, float(found[2]), lowest, highest))
    return parameters


def list_parameters(noctemg: Path, base: str) -> list[Parameter]:
    """The numbers of a scenario."""
    command = [str(noctemg), "simulate", "--parameters", "--scenario", base]
    return parse_parameters(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )


def _stem(name: str) -> str:
    """One factor for both ends of a range keeps them in order."""
    return re.sub(r"(?<=[._])(low|high|first|last)(?=_|$)", "", name)


def draw_settings(parameters: list[Parameter], rng: np.random.Generator) -> dict[str, float]:
    """Every number with a factor of its own, within its range."""
    factors: dict[str, float] = {}
    settings: dict[str, float] = {}
    for p in parameters:
        # A rest and a maximal contraction keep their order of magnitude by the simulator's ranges.
        if p.value == 0 or FIXED.match(p.name):
            continue
        spread = WIDE_SPREAD if WIDE.search(p.name) else SPREAD
        stem = _stem(p.name)
        if stem not in factors:
            factors[stem] = float(np.exp(rng.normal(0, spread)))
        settings[p.name] = float(np.clip(p.value * factors[stem], p.lowest, p.highest))
    return settings


def _choose(weights: dict[str, float] | dict[int, float], rng: np.random.Generator) -> object:
    names = list(weights)
    chances = np.array(list(weights.values()))
    return names[int(rng.choice(len(names), p=chances / chances.sum()))]


def draw_plan(noctemg: Path, seed: int) -> Plan:
    """The night of a seed; the same seed gives the same night."""
    rng = np.random.default_rng(seed)
    base = str(_choose(BASES, rng))
    rate_hz = int(str(_choose(SAMPLING_RATES, rng)))
    channels = int(str(_choose(CHANNELS, rng)))
    settings = draw_settings(list_parameters(noctemg, base), rng)
    settings["artifact.mains_hz"] = float(rng.choice([50, 60]))
    for name in TONES:
        settings[name] *= MORE_TONES
    for absent in SUPPOSED:
        if rng.random() < SUPPOSED_ABSENT:
            settings.update(absent)
    if seed % PLAIN_NIGHTS == PLAIN_NIGHTS - 1:
        settings.update(PLAIN)
    if rng.random() < CRAMP_NIGHTS and base != "cramp-free":
        for name, (low, high) in CRAMPS.items():
            settings[f"cramp.{name}"] = float(np.round(rng.uniform(low, high)))
        settings["cramp.weak_share"] = float(rng.uniform(0.1, 0.6))
    return Plan(f"{base}-{seed}", base, channels, rate_hz, seed, settings)
