"""Which programs are measured, on which files."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .edf_bytes import EdfFile, open_edf, write_half_flat, write_length, write_wide
from .processes import KERNEL_CHOICE, Program

RATE_HZ, CHANNELS = 2000, 8
LAYOUTS = [
    *((2.048, "all", name) for name in ("none", "gzip-1", "shuffle+gzip-1", "shuffle+gzip-6")),
    *((seconds, "all", "shuffle+gzip-1") for seconds in (0.5, 1, 8, 16, 60)),
    *((seconds, "one", "shuffle+gzip-1") for seconds in (1, 16, 60)),
    (60, "one", "none"),
]


@dataclass(frozen=True)
class Builder:
    """Where the programs are, and where files may lie meanwhile."""

    noctemg: Path
    benchmarks: Path
    scratch: Path
    cores: int

    def say(self, *words: str) -> None:
        """Runs noctemg for what it makes."""
        subprocess.run([str(self.noctemg), *words], check=True)

    def simulate(self, name: str, *words: str) -> Path:
        folder = self.scratch / name
        self.say("simulate", "-o", str(folder), "--quiet", *words)
        return folder

    def night(self, hours: float) -> Path:
        """Eight hours of 8 channels at 2 kHz are 0.92 GB."""
        words = ("--nights", "1", "--hours", f"{hours:g}", "--seed", "1", "--scenario", "frequent")
        shape = ("--channels", str(CHANNELS), "--rate", str(RATE_HZ))
        return next(self.simulate("night", *words, *shape).glob("*.edf"))

    def analyze(
        self, name: str, file: Path, samples: int, threads: int, cpu: str = "", jobs: int = 1
    ) -> Program:
        """The whole program with all results written."""
        results = self.scratch / "results"
        words = ("analyze", str(file), "-o", str(results), "--quiet")
        sizes = ("--threads", str(threads), "--jobs", str(jobs))
        environment = {KERNEL_CHOICE: cpu} if cpu else {}
        command = (str(self.noctemg), *words, *sizes)
        return Program(name, command, file, results, environment, samples=samples)

    def read(self, name: str, file: Path, samples: int, threads: int) -> Program:
        """The program's own reader alone, to floats."""
        command = (str(self.benchmarks / "noctemg_read_night"), str(file), str(threads))
        return Program(name, command, file, samples=samples)

    def read_bytes(self, name: str, file: Path, samples: int) -> Program:
        command = (str(self.benchmarks / "noctemg_read_bytes"), str(file))
        return Program(name, command, file, samples=samples)

    def info(self, file: Path) -> Program:
        return Program("info", (str(self.noctemg), "info", str(file)), file)

    @contextmanager
    def main_series(self, night: EdfFile, kernels: list[str]) -> Iterator[list[Program]]:
        """The night, its floors, and the same samples in other files."""
        file, n = night.path, night.samples
        flat, hdf5 = self.scratch / "flat.edf", self.scratch / "night.h5"
        write_half_flat(night, flat)
        self.say("convert", str(file), str(hdf5), "--force")
        programs = [
            self.read_bytes("read bytes", file, n),
            self.read("read+convert, 1 thread", file, n, 1),
            self.read("read+convert, 2 threads", file, n, 2),
        ]
        for threads in (1, 2):
            programs += [self.analyze(f"analyze, {threads} threads", file, n, threads)]
            for cpu in kernels[:-1]:
                name = f"analyze, {threads} threads, {cpu}"
                programs.append(self.analyze(name, file, n, threads, cpu))
        programs += [
            self.analyze("analyze half flat, 1 threads", flat, n, 1),
            self.analyze("analyze half flat, 2 threads", flat, n, 2),
            self.read("read+convert HDF5, 1 thread", hdf5, n, 1),
            self.analyze("analyze HDF5, 1 threads", hdf5, n, 1),
            self.analyze("analyze HDF5, 2 threads", hdf5, n, 2),
        ]
        yield programs
        flat.unlink()
        hdf5.unlink()

    def threads_series(self, night: EdfFile) -> list[Program]:
        counts = sorted({2**k for k in range(12) if 2**k < self.cores} | {self.cores})
        return [self.analyze(f"threads: {n}", night.path, night.samples, n) for n in counts]

    @contextmanager
    def hours_series(self, night: EdfFile) -> Iterator[list[Program]]:
        """An eighth of the night, the night, and three and nine nights on end."""
        programs = []
        lengths = [night.hours * nights for nights in (1 / 8, 1, 3, 9)]
        files = [self.scratch / f"hours{k}.edf" for k in range(len(lengths))]
        for hours, file in zip(lengths, files, strict=True):
            write_length(night, file, hours)
            samples = open_edf(file).samples
            programs.append(self.analyze(f"hours: {hours:g}", file, samples, 2))
        yield programs
        for file in files:
            file.unlink()

    @contextmanager
    def channels_series(self, night: EdfFile) -> Iterator[list[Program]]:
        """8, 32 and 128 channels for an eighth of the night, and 128 for a quarter; a sleep
        laboratory's rate for all of it. Shorter ones would not fill the window of the resting
        level, which memory grows with."""
        programs = []
        short = night.hours / 8
        files: list[Path] = []
        for channels, hours in ((8, short), (32, short), (128, short), (128, 2 * short)):
            file = self.scratch / f"channels{len(files)}.edf"
            write_wide(night, file, channels // CHANNELS, hours)
            files.append(file)
            samples = open_edf(file).samples
            name = f"{channels} channels, {hours:g} h"
            programs.append(self.analyze(f"{name}, 1 threads", file, samples, 1))
            programs.append(self.analyze(f"{name}, 2 threads", file, samples, 2))
        shape = ("--channels", "7", "--rate", "300", "--hours", f"{night.hours:g}", "--seed", "3")
        slow = next(self.simulate("slow", "--nights", "1", *shape).glob("*.edf"))
        files.append(slow)
        samples = open_edf(slow).samples
        programs.append(self.analyze("7 channels at 300 Hz, 1 threads", slow, samples, 1))
        yield programs
        for file in files:
            file.unlink()

    def batch_series(self, nights: int, hours: float) -> list[Program]:
        """Many nights of a sleep laboratory: two channels at 256 Hz."""
        words = ("--nights", str(nights), "--hours", f"{hours:g}", "--scenario", "tibialis")
        folder = self.simulate("many", *words, "--seed", "7", "--jobs", str(self.cores))
        samples = sum(open_edf(file).samples for file in folder.glob("*.edf"))
        counts = sorted({1, self.cores})
        return [
            self.analyze(f"{nights} nights, {n} jobs", folder, samples, 1, jobs=n) for n in counts
        ]
