"""Runs programs one after another and keeps what each of them cost."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

THREAD_SETTINGS = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "NUMBA")
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in THREAD_SETTINGS}
# Only where a program is meant to use other kernels than the best.
KERNEL_CHOICE = "NOCTEMG_CPU"
BLOCK_BYTES = 1 << 20


@dataclass(frozen=True)
class Cost:
    """One run of one program."""

    wall_s: float
    user_s: float
    sys_s: float
    peak_mib: float
    # What the program said about itself on its last line, where that is JSON.
    said: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Program:
    """What is to be run, on which file, and what must be gone before it."""

    name: str
    command: tuple[str, ...]
    # Read once before every run, so that all find it in the page cache.
    reads: Path
    results: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)
    # At most so many runs, however many were asked for: peers that take minutes.
    most_repeats: int = 1000
    # Of all channels together, for figures per sample.
    samples: int = 0


class FailedError(RuntimeError):
    """A program that was to be measured gave up."""


def warm(path: Path) -> None:
    """Reads a file, or all of a folder's, to its end: what was not used for a while is no longer in
    the page cache."""
    buffer = bytearray(BLOCK_BYTES)
    for one in sorted(path.glob("*")) if path.is_dir() else [path]:
        with one.open("rb", buffering=0) as file:
            while file.readinto(buffer):
                pass


def said_in(output: str) -> dict[str, Any]:
    """The JSON object of the last line, {} when there is none."""
    lines = output.strip().splitlines()
    try:
        said = json.loads(lines[-1]) if lines else {}
    except json.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def run_once(program: Program) -> Cost:
    """Starts, waits, and asks the kernel what this child alone has used."""
    if program.results is not None:
        shutil.rmtree(program.results, ignore_errors=True)
    warm(program.reads)
    inherited = {name: value for name, value in os.environ.items() if name != KERNEL_CHOICE}
    environment = {**inherited, **ONE_THREAD, **program.environment}
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as problems:
        begin = time.perf_counter()
        child = subprocess.Popen(program.command, stdout=output, stderr=problems, env=environment)
        _, status, usage = os.wait4(child.pid, 0)
        wall_s = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        problems.seek(0)
        if child.returncode != 0:
            raise FailedError(f"{program.name}: exit code {child.returncode}: {problems.read()}")
        said = said_in(output.read())
    return Cost(wall_s, usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024, said)


@dataclass
class Figures:
    """Medians over the runs of one program."""

    wall_s: float
    user_s: float
    sys_s: float
    peak_mib: float
    typical_peak_mib: float
    least_wall_s: float
    most_wall_s: float
    repeats: int
    samples: int
    said: dict[str, Any]

    @property
    def ns_per_sample(self) -> float:
        return 1e9 * self.wall_s / self.samples


def medians(costs: list[Cost], samples: int = 0) -> Figures:
    """Of the peak the largest, as memory that was needed once is needed, and the median, by which
    programs are compared: with several threads it varies from run to run."""
    walls = [cost.wall_s for cost in costs]
    return Figures(
        wall_s=statistics.median(walls),
        user_s=statistics.median(cost.user_s for cost in costs),
        sys_s=statistics.median(cost.sys_s for cost in costs),
        peak_mib=max(cost.peak_mib for cost in costs),
        typical_peak_mib=statistics.median(cost.peak_mib for cost in costs),
        least_wall_s=min(walls),
        most_wall_s=max(walls),
        repeats=len(costs),
        samples=samples,
        said=costs[-1].said,
    )


def measure(
    programs: Iterable[Program], repeats: int, tell: Callable[[str], None] = print
) -> dict[str, Figures]:
    """Turn by turn, so that a busy minute of the machine meets all of them alike."""
    programs = list(programs)
    costs: dict[str, list[Cost]] = {program.name: [] for program in programs}
    for turn in range(repeats):
        for program in programs:
            if turn >= program.most_repeats:
                continue
            cost = run_once(program)
            costs[program.name].append(cost)
            tell(
                f"{program.name}: {cost.wall_s:.3f} s, user {cost.user_s:.3f}, "
                f"sys {cost.sys_s:.3f}, {cost.peak_mib:.0f} MiB"
            )
    for program in programs:
        if program.results is not None:
            shutil.rmtree(program.results, ignore_errors=True)
    return {program.name: medians(costs[program.name], program.samples) for program in programs}
