"""Benchmarks: what compare.py calls a regression, files cut out of a night, and the page's words.

Nothing here depends on how fast a machine is.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import edfio
import numpy as np
import pytest

import noctemg as ng

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import compare
from night import asked, page
from night.edf_bytes import open_edf, write_half_flat, write_length, write_wide
from night.processes import FailedError, Program, measure


def micro(**real_times_ns: float) -> dict[str, Any]:
    """What Google Benchmark writes, cut down to what is looked at."""
    return {
        "context": {},
        "benchmarks": [
            {"name": name, "run_name": name, "real_time": ns, "time_unit": "ns"}
            for name, ns in real_times_ns.items()
        ],
    }


def cost(wall_s: float, user_s: float = 1.0, peak_mib: float = 20.0, samples: int = 100) -> Any:
    return {
        "wall_s": wall_s,
        "user_s": user_s,
        "peak_mib": peak_mib,
        "typical_peak_mib": peak_mib,
        "samples": samples,
    }


def compared(tmp_path: Path, old: Any, new: Any, *words: str) -> int:
    files = tmp_path / "old.json", tmp_path / "new.json"
    for file, results in zip(files, (old, new), strict=True):
        file.write_text(json.dumps(results), encoding="utf-8")
    return compare.main([*map(str, files), *words])


def test_slower_beyond_the_limit_is_a_regression(tmp_path: Path) -> None:
    assert compared(tmp_path, micro(a=100, b=50), micro(a=109, b=10)) == 0
    assert compared(tmp_path, micro(a=100, b=50), micro(a=111, b=10)) == 1
    assert compared(tmp_path, micro(a=100), micro(a=111), "--limit", "1.2") == 0


def test_files_without_a_common_figure_are_refused(tmp_path: Path) -> None:
    assert compared(tmp_path, micro(a=100), micro(b=100)) == 2
    with pytest.raises(ValueError, match="neither"):
        compare.figures({"something": "else"})


def test_units_and_repeats_of_google_benchmark_are_understood() -> None:
    one = {"name": "a", "run_name": "a", "time_unit": "us", "run_type": "iteration"}
    runs = [{**one, "real_time": value} for value in (3.0, 1.0, 2.0)]
    assert compare.figures({"benchmarks": runs}) == {"a, ns": 2000.0}
    aggregate = {**one, "name": "a_median", "run_type": "aggregate", "aggregate_name": "median"}
    other = {**aggregate, "name": "a_mean", "aggregate_name": "mean", "real_time": 9.0}
    results = {"benchmarks": [*runs, other, {**aggregate, "real_time": 1.5}]}
    assert compare.figures(results) == {"a, ns": 1500.0}


def test_memory_and_nights_are_compared_as_well(tmp_path: Path) -> None:
    old = {"programs": {"analyze": cost(1.0)}, "peers": {"SciPy": cost(30.0)}}
    larger = {"programs": {"analyze": cost(1.0, peak_mib=30.0)}, "peers": {"SciPy": cost(90.0)}}
    assert [c.name for c in compare.changes(old, larger) if c.regressed(1.1)] == [
        "analyze, peak_mib"
    ]
    assert compared(tmp_path, old, old) == 0
    assert compared(tmp_path, old, larger) == 1


@pytest.fixture(scope="module")
def night_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    ng.simulate(folder, scenario="demo", hours=0.1, channels=8, rate_hz=256, seed=5)
    return next(folder.glob("*.edf"))


def samples_of(path: Path) -> np.ndarray[Any, Any]:
    """By another reader than ours, and than that of the benchmarks."""
    return np.array([signal.digital for signal in edfio.read_edf(path).signals])


def test_longer_and_narrower_files_repeat_the_night(night_file: Path, tmp_path: Path) -> None:
    night, whole = open_edf(night_file), samples_of(night_file)
    assert night.samples == whole.size
    write_length(night, tmp_path / "long.edf", 0.15, channels=3)
    long = samples_of(tmp_path / "long.edf")
    length = round(1.5 * whole.shape[1])
    np.testing.assert_array_equal(long, np.tile(whole, 2)[:3, :length])
    assert open_edf(tmp_path / "long.edf").hours == pytest.approx(0.15)
    assert len(ng.read(tmp_path / "long.edf").ch_names) == 3


def test_every_other_minute_of_the_flat_file_is_zero(night_file: Path, tmp_path: Path) -> None:
    write_half_flat(open_edf(night_file), tmp_path / "flat.edf")
    flat, whole = samples_of(tmp_path / "flat.edf"), samples_of(night_file)
    minutes = np.arange(whole.shape[1]) // (60 * 256)
    np.testing.assert_array_equal(flat, np.where(minutes % 2 == 1, 0, whole))


def test_the_wide_file_holds_stretches_side_by_side(night_file: Path, tmp_path: Path) -> None:
    write_wide(open_edf(night_file), tmp_path / "wide.edf", copies=3, hours=0.02)
    wide, whole = samples_of(tmp_path / "wide.edf"), samples_of(night_file)
    assert wide.shape == (24, 72 * 256)
    step = 120 * 256  # a third of six minutes
    for copy in range(3):
        stretch = whole[:, copy * step : copy * step + 72 * 256]
        np.testing.assert_array_equal(wide[8 * copy : 8 * copy + 8], stretch)
    labels = [signal.label for signal in edfio.read_edf(tmp_path / "wide.edf").signals]
    assert len(set(labels)) == 24


def test_a_program_is_run_as_often_as_asked_and_says_what_it_found(tmp_path: Path) -> None:
    file = tmp_path / "input"
    file.write_bytes(b"abc")
    code = "import sys, json; print('noise'); print(json.dumps({'args': sys.argv[1:]}))"
    command = (sys.executable, "-c", code, "x")
    few = Program("few", command, file, most_repeats=1)
    told: list[str] = []
    found = measure([few, Program("all", command, file)], 3, told.append)
    assert (found["few"].repeats, found["all"].repeats) == (1, 3)
    # The first turn has both of them, in order.
    assert [text.split(":")[0] for text in told] == ["few", "all", "all", "all"]
    assert found["all"].said == {"args": ["x"]}
    assert found["all"].peak_mib > 1
    with pytest.raises(FailedError, match="code 3"):
        measure([Program("bad", (sys.executable, "-c", "exit(3)"), file)], 1, told.append)


def made_results() -> dict[str, Any]:
    """A run on a machine with AVX2 and no peers."""
    whole = {f"analyze, {n} threads": cost(1.0 / n) for n in (1, 2)}
    programs = {
        asked.READ: cost(0.2),
        **whole,
        "analyze half flat, 1 threads": cost(0.9),
        "analyze HDF5, 1 threads": cost(3.0),
        "info": cost(0.01),
        "hours: 1": cost(0.2, peak_mib=20),
        "hours: 8": cost(1, peak_mib=20.5),
    }
    return {"machine": {"kernels": "plain avx2"}, "programs": programs, "peers": {}}


def test_the_page_says_yes_no_and_what_cannot_be_told() -> None:
    told = {answer.asked: answer for answer in asked.answers(made_results())}
    found = {text.split(":")[0]: answer.good for text, answer in told.items()}
    start = "whole analysis / read + convert on one core; "
    assert found[f"{start}AVX2, 2 threads"] is True
    assert found[f"{start}AVX-512, 2 threads"] is None
    assert found["HDF5 instead of EDF, one core, more by"] is False
    assert found["median peak memory, largest over smallest, 1 to 24 h, 8 channels"] is True
    assert found["faster than the SciPy chain, wall, one thread each"] is None
    text = page.asked(made_results())
    assert "| 2.50 x | yes |" in text
    assert "| 2.00 s | **no** |" in text
    assert "| no AVX-512 here | – |" in text


def test_a_peer_that_is_not_there_is_named() -> None:
    results = made_results()
    results["peers"] = {"Luna": {"does": "filters", "reads_only": False, "failed": "not installed"}}
    assert "| Luna: filters | not installed |" in page.peers(results)
