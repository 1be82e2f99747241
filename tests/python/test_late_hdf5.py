"""The command line where HDF5's library is loaded when a file needs it."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import noctemg as ng

MISSING = r"HDF5's library 'libhdf5\S*' cannot be loaded"
Here = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def without_hdf5(tmp_path: Path) -> Here:
    """Runs noctemg where what bears the name of HDF5's library is no library."""
    program = Path(os.environ.get("NOCTEMG_CLI", ""))
    if not program.is_file():
        pytest.skip("NOCTEMG_CLI is not set")
    name = re.search(rb"HDF5's library '([^']+)' cannot be loaded", program.read_bytes())
    if name is None:
        pytest.skip("this noctemg is linked with HDF5")
    folder = tmp_path / "libraries"
    folder.mkdir()
    (folder / name[1].decode()).write_bytes(b"no library")
    environment = os.environ | {"LD_LIBRARY_PATH": str(folder)}

    def call(*arguments: object) -> "subprocess.CompletedProcess[str]":
        command = [str(program), *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=300, env=environment
        )

    return call


def test_edf_is_read_without(without_hdf5: Here, demo_night: ng.SimulatedNight) -> None:
    done = without_hdf5("info", demo_night.recording)
    assert done.returncode == 0, done.stderr
    assert demo_night.recording.name in done.stdout


def test_hdf5_is_not_read_and_told_why(without_hdf5: Here, tmp_path: Path) -> None:
    night = ng.simulate(tmp_path, "demo", hours=0.1, rate_hz=200, channels=2, format="hdf5")
    done = without_hdf5("info", night.recording)
    assert done.returncode == 1
    assert night.recording.name in done.stderr
    assert re.search(MISSING, done.stderr), done.stderr


def test_results_that_need_it_are_not_left_half(
    without_hdf5: Here, demo_night: ng.SimulatedNight, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = without_hdf5("analyze", demo_night.recording, "--out", out)
    assert done.returncode == 1
    assert re.search(MISSING, done.stderr), done.stderr
    assert not (out / demo_night.id).exists()
    assert not list(out.rglob("*.h5*"))
