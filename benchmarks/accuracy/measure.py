"""Simulates nights, analyses them and asks `noctemg evaluate`."""

from __future__ import annotations

import hashlib
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
    # No training or development has seen nights of these seeds.
    first_seed: int
    # Drawn as for the training, instead of the arguments above.
    drawn: bool = False
    # So many times the nights of other series: where a night holds little that can be measured.
    times: int = 1


@dataclass(frozen=True)
class Way:
    """One way of analysing: what `noctemg analyze` is told."""

    name: str
    analyze: tuple[str, ...] = ()


def _files_of(nights: Path) -> dict[str, str]:
    """Name and SHA-256 of every file that the manifest of simulated nights names."""
    manifest = json.loads((nights / "manifest.json").read_text(encoding="utf-8"))
    return {file["name"]: file["sha256"] for one in manifest["nights"] for file in one["files"]}


def digest_of(recordings: dict[str, str]) -> str:
    """One SHA-256 for many recordings, whatever the order in which they were made."""
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(recordings.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


@dataclass
class Runner:
    """Where the program is, how many nights of what length, and where they may lie meanwhile."""

    noctemg: Path
    scratch: Path
    nights: int
    # On how many of them the other ways are tried, too.
    compared: int
    hours: float
    jobs: int
    # What the manifests of all nights say: SHA-256 of every recording, by its name.
    recordings: dict[str, str] = field(default_factory=dict)

    def _run(self, *words: str) -> str:
        command = [str(self.noctemg), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command[:4])}: {done.stderr}")
        return done.stdout

    def _simulate(self, series: Series, night: int, folder: Path) -> None:
        words = ["simulate", "-o", str(folder), "--quiet", "--jobs", "1"]
        if not series.drawn:
            words += ["--nights", "1", "--hours", f"{self.hours:g}"]
            self._run(*words, "--seed", str(series.first_seed + night), *series.simulate)
            return
        for attempt in range(10):
            # A draw whose numbers are at odds with each other is drawn again.
            seed = series.first_seed + night + attempt * 1000
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
        for way in ways if night < self.compared else ways[:1]:
            found = folder / way.name
            truth = found / "truth"
            truth.mkdir(parents=True, exist_ok=True)
            for table in nights.glob("*.events.tsv"):
                shutil.copy(table, truth)
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
        for name, sha256 in _files_of(nights).items():
            if not name.endswith(".tsv"):
                self.recordings[f"{series.name}/{name}"] = sha256
        shutil.rmtree(nights)

    def scores(self, series: Series, ways: list[Way]) -> dict[str, Scores]:
        """What `noctemg evaluate --json` says, per way of analysing; all nights by the first."""
        folder = self.scratch / series.name
        shutil.rmtree(folder, ignore_errors=True)
        with ThreadPoolExecutor(self.jobs) as pool:
            nights = range(self.nights * series.times)
            for _ in pool.map(lambda n: self._one(series, ways, n, folder), nights):
                pass
        result = {}
        for way in ways:
            words = ["evaluate", "--truth", str(folder / way.name / "truth"), "--events"]
            words += [str(folder / way.name / "all"), "--json"]
            result[way.name] = json.loads(self._run(*words))
        shutil.rmtree(folder)
        print(f"{series.name}: {len(nights)} nights", flush=True)
        return result
