"""What others are measured on, and which of them are there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .edf_bytes import EdfFile, open_edf, write_length
from .machine import available_gib
from .processes import Cost, FailedError, Program, medians, run_once

PACKAGE = Path(__file__).resolve().parent.parent
SHORT_HOURS = 1 / 6


@dataclass(frozen=True)
class Peer:
    """A program that does a part of what noctemg does."""

    name: str
    does: str
    needs: str  # what Python must be able to import
    module: str  # of night.peers
    reads_only: bool = False
    # Measured on ten minutes of one channel, and scaled.
    short: bool = False
    most_repeats: int = 3
    # Of the file that it is given; what is not there is not asked of the machine.
    memory_bytes_per_sample: float = 8.0


PEERS = [
    Peer(
        "EDFlib", "reads all, into one small buffer (by pyEDFlib)", "pyedflib", "edflib_read", True
    ),
    Peer("pyEDFlib", "reads all", "pyedflib", "pyedflib_read", True),
    Peer("edfio", "reads all", "edfio", "edfio_read", True, memory_bytes_per_sample=16),
    Peer("MNE, reading", "reads all", "mne", "mne_read", True, memory_bytes_per_sample=12),
    Peer(
        "SciPy",
        "the same filters in double precision, envelope, bursts, features; no labels",
        "scipy",
        "scipy_chain",
        most_repeats=2,
    ),
    Peer(
        "MNE",
        "FIR band-pass and notches, Hilbert envelope; no bursts",
        "mne",
        "mne_chain",
        most_repeats=1,
        memory_bytes_per_sample=21,
    ),
    Peer(
        "NeuroKit2", "its EMG chain with its activations", "neurokit2", "neurokit_chain", short=True
    ),
    Peer("BioSPPy", "high-pass, smoothing, onsets", "biosppy", "biosppy_chain", short=True),
]
LUNA = "Luna"
LUNA_DOES = "FIR band-pass only"
LUNA_COMMAND = "FILTER bandpass=20,450 ripple=0.02 tw=5"


@dataclass(frozen=True)
class PeerRunner:
    python: Path
    scratch: Path
    repeats: int
    tell: Callable[[str], None]

    def importable(self, package: str) -> bool:
        command = [str(self.python), "-c", f"import {package}"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def program(self, peer: Peer, file: EdfFile) -> Program:
        return Program(
            peer.name,
            (str(self.python), "-m", f"night.peers.{peer.module}", str(file.path)),
            file.path,
            environment={"PYTHONPATH": str(PACKAGE)},
            most_repeats=peer.most_repeats,
            samples=file.samples,
        )

    def _row(self, costs: list[Cost], scaled_by: float) -> dict[str, Any]:
        """Figures for the whole night."""
        figures = medians(costs)
        whole = scaled_by == 1
        said = figures.said
        # Imports and start-up do not grow with the night: they must not be scaled along.
        return {
            "wall_s": figures.wall_s if whole else said["inside_s"] * scaled_by,
            "user_s": figures.user_s if whole else said["inside_cpu_s"] * scaled_by,
            "sys_s": figures.sys_s if whole else None,
            "inside_s": said.get("inside_s", figures.wall_s) * scaled_by,
            "peak_mib": figures.peak_mib,
            "repeats": figures.repeats,
            "scaled_by": scaled_by,
            "version": said.get("version", ""),
        }

    def missing(self, peer: Peer, file: EdfFile) -> str:
        """Why a peer cannot be measured here, "" when it can."""
        needed_gib = file.samples * peer.memory_bytes_per_sample / 1024**3
        if not self.importable(peer.needs):
            return "not installed"
        if needed_gib > available_gib():
            return f"not run: about {needed_gib:.0f} GiB of memory needed"
        return ""

    def measured(self, programs: list[Program], failed: dict[str, str]) -> dict[str, list[Cost]]:
        """Turn by turn; a peer that gives up is not tried again."""
        costs: dict[str, list[Cost]] = {program.name: [] for program in programs}
        for turn in range(self.repeats):
            for program in programs:
                if program.name in failed or turn >= program.most_repeats:
                    continue
                try:
                    cost = run_once(program)
                except FailedError as failure:
                    failed[program.name] = str(failure).strip().splitlines()[-1]
                    continue
                costs[program.name].append(cost)
                self.tell(f"{program.name}: {cost.wall_s:.2f} s, user {cost.user_s:.2f}")
        return costs

    def all(self, night: EdfFile) -> dict[str, dict[str, Any]]:
        """Every peer by its name, those that are not there as well."""
        path = self.scratch / "short.edf"
        write_length(night, path, min(SHORT_HOURS, night.hours), channels=1)
        short = open_edf(path)
        files = {peer.name: short if peer.short else night for peer in PEERS}
        failed = {}
        for peer in PEERS:
            if reason := self.missing(peer, files[peer.name]):
                failed[peer.name] = reason
        programs = [self.program(peer, files[peer.name]) for peer in PEERS]
        if luna := shutil.which("luna"):
            command = (luna, str(night.path), "-s", LUNA_COMMAND)
            programs.append(Program(LUNA, command, night.path, most_repeats=1))
        else:
            failed[LUNA] = "not installed"
        costs = self.measured(programs, failed)
        path.unlink()
        rows: dict[str, dict[str, Any]] = {}
        for peer in PEERS:
            rows[peer.name] = {"does": peer.does, "reads_only": peer.reads_only}
        rows[LUNA] = {"does": LUNA_DOES, "reads_only": False}
        for name, row in rows.items():
            if name in failed:
                row["failed"] = failed[name]
            else:
                scaled_by = night.samples / files[name].samples if name in files else 1.0
                row.update(self._row(costs[name], scaled_by))
        return rows


def rewrite_layout(
    python: Path, source: Path, target: Path, layout: tuple[float, str, str]
) -> dict[str, Any]:
    """What h5py says about writing `source` anew."""
    seconds, across, filter_name = layout
    words = ("-m", "night.peers.hdf5_layout", str(source), str(target))
    command = [str(python), *words, f"{seconds:g}", across, filter_name]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    said = json.loads(done.stdout)
    return said if isinstance(said, dict) else {}


def signal_filters(python: Path, package: Path, repeats: int, cores: int) -> dict[str, Any]:
    """What noctemg.signal, of a built package, and SciPy need for the same; why not, else."""
    command = [str(python), "-m", "night.peers.signal_filters", str(repeats), str(cores)]
    environment = {**os.environ, "PYTHONPATH": f"{package}{os.pathsep}{PACKAGE}"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        return {"cores": cores, "failed": (done.stderr.strip().splitlines() or ["no word"])[-1]}
    said = json.loads(done.stdout)
    return said if isinstance(said, dict) else {}
