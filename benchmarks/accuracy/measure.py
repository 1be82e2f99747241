"""Simulates nights, analyses them and asks `noctemg evaluate`."""

from __future__ import annotations

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.draw import draw_plan

Scores = dict[str, Any]


@dataclass(frozen=True)
class Series:
    """Nights of one kind: what `noctemg simulate` is told besides seed and length."""

    name: str
    simulate: tuple[str, ...]
    # 0: the arguments above; else the first seed of nights drawn as for the training, from seeds
    # that it does not use.
    first_drawn_seed: int = 0


@dataclass(frozen=True)
class Way:
    """One way of analysing: what `noctemg analyze` is told."""

    name: str
    analyze: tuple[str, ...] = ()


@dataclass
class Runner:
    """Where the program is, how many nights of what length, and where they may lie meanwhile."""

    noctemg: Path
    scratch: Path
    nights: int
    hours: float
    jobs: int
    # No training or development has seen nights of this seed.
    seed: int = 20_000
    known: dict[tuple[str, str], Scores] = field(default_factory=dict)

    def _run(self, *words: str) -> str:
        command = [str(self.noctemg), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command[:4])}: {done.stderr}")
        return done.stdout

    def _simulate(self, series: Series, night: int, folder: Path) -> None:
        words = ["simulate", "-o", str(folder), "--quiet", "--jobs", "1"]
        if not series.first_drawn_seed:
            words += ["--nights", "1", "--hours", f"{self.hours:g}"]
            self._run(*words, "--seed", str(self.seed + night), *series.simulate)
            return
        for attempt in range(10):
            # A draw whose numbers are at odds with each other is drawn again.
            seed = series.first_drawn_seed + night + attempt * 1000
            try:
                self._run(*words, *draw_plan(self.noctemg, seed).arguments(self.hours))
            except RuntimeError as refusal:
                print(refusal)
            else:
                return
        raise RuntimeError(f"{series.name}, night {night}: refused ten times")

    def _one(self, series: Series, ways: list[Way], night: int, folder: Path) -> None:
        nights = folder / f"night{night}"
        self._simulate(series, night, nights)
        for way in ways:
            found = folder / way.name
            self._run(
                *("analyze", str(nights), "-o", str(found / f"night{night}"), "--quiet"),
                *("--jobs", "1", "--threads", "1", *way.analyze),
            )
            # Only what `evaluate` reads is kept: all nights together would fill a disk.
            for result in (found / f"night{night}").glob("*/events.tsv"):
                target = found / "all" / result.parent.name
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy(result, target)
                shutil.copy(result.with_name("night.json"), target)
            shutil.rmtree(found / f"night{night}")
        truth = folder / "truth"
        truth.mkdir(exist_ok=True)
        for table in nights.glob("*.events.tsv"):
            shutil.copy(table, truth)
        shutil.rmtree(nights)

    def scores(self, series: Series, ways: list[Way]) -> dict[str, Scores]:
        """What `noctemg evaluate --json` says, per way of analysing."""
        folder = self.scratch / series.name
        shutil.rmtree(folder, ignore_errors=True)
        with ThreadPoolExecutor(self.jobs) as pool:
            for _ in pool.map(lambda n: self._one(series, ways, n, folder), range(self.nights)):
                pass
        result = {}
        for way in ways:
            words = ["evaluate", "--truth", str(folder / "truth"), "--events"]
            words += [str(folder / way.name / "all"), "--json"]
            result[way.name] = json.loads(self._run(*words))
        shutil.rmtree(folder)
        print(f"{series.name}: {self.nights} nights", flush=True)
        return result
