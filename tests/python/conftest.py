"""Where the program and the recordings are, and samples that tests share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

import noctemg as ng

# Slow machines must not fail a property for its time.
settings.register_profile("noctemg", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("noctemg")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def shared_data() -> Path | None:
    folder = os.environ.get("NOCTEMG_SHARED_DATA", "")
    return Path(folder) if folder and Path(folder).is_dir() else None


def shared_files(pattern: str) -> list[Path]:
    """Files below the shared folder; none where it is absent."""
    folder = shared_data()
    return sorted(folder.glob(pattern)) if folder else []


def parametrize_shared(pattern: str) -> pytest.MarkDecorator:
    files = shared_files(pattern)
    if not files:
        skip = pytest.mark.skip(reason=f"NOCTEMG_SHARED_DATA has no {pattern}")
        return pytest.mark.parametrize("path", [pytest.param(None, marks=skip)])
    return pytest.mark.parametrize("path", files, ids=lambda p: f"{p.parent.name}/{p.name}")


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs the command line: run("info", "--json", file)."""
    program = os.environ.get("NOCTEMG_CLI", "")
    if not program:
        pytest.skip("NOCTEMG_CLI is not set")

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [program, *(str(argument) for argument in arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)

    return call


@pytest.fixture(scope="session")
def demo_night(tmp_path_factory: pytest.TempPathFactory) -> ng.SimulatedNight:
    """Twelve minutes with cramps and everything else, eight channels."""
    folder = tmp_path_factory.mktemp("nights")
    return ng.simulate(folder, "demo", hours=0.2, rate_hz=500)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20240115)
