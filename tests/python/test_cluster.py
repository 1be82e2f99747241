"""Recordings spread over a cluster: the same results, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import noctemg as ng
from noctemg import _run

distributed = pytest.importorskip("distributed")
fsspec = pytest.importorskip("fsspec")

pytestmark = [
    # Workers that are killed on purpose leave sockets and processes behind for a moment.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nights")
    for number in range(1, 6):
        ng.simulate(folder, hours=0.1, channels=2, rate_hz=256, seed=9, number=number)
    (folder / "broken.edf").write_bytes(b"0       " + b" " * 300)
    return folder


@pytest.fixture(scope="module")
def expected(nights: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("here")
    with pytest.warns(UserWarning, match="failed"):
        ng.run(nights, out)
    return out


@pytest.fixture
def client() -> Iterator[Any]:
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as made,
    ):
        yield made


def assert_same(out: Path, expected: Path) -> None:
    for name in ("nights.tsv", "failed.tsv"):
        assert (out / name).read_text() == (expected / name).read_text()
    for folder in (path for path in expected.iterdir() if path.is_dir()):
        for name in ("events.tsv", "night.h5"):
            assert (out / folder.name / name).read_bytes() == (folder / name).read_bytes()
    assert not [path.name for path in out.rglob("*") if "partial" in path.name]


def test_a_cluster_gives_what_one_machine_gives(
    nights: Path, expected: Path, client: Any, tmp_path: Path
) -> None:
    shares: list[float] = []
    with pytest.warns(UserWarning, match="1 of 6 recordings failed"):
        table = ng.run(nights, tmp_path / "out", client=client, progress=shares.append)
    assert_same(tmp_path / "out", expected)
    assert shares[-1] == 1
    assert [one["id"] for one in table.attrs["failed"]] == ["broken"]
    with pytest.raises(ValueError, match="already there"):
        ng.run(nights, tmp_path / "out", client=client)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("events.tsv")}
    with pytest.warns(UserWarning, match="failed"):
        pd.testing.assert_frame_equal(
            ng.run(nights, tmp_path / "out", client=client, resume=True), table
        )
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("events.tsv")}
    assert after == before


def killing_row(row: _run.Row, marks: str, *rest: Any) -> list[_run.Failure]:
    """The first recording kills its worker half-way, once; every start is written down."""
    name = row[0]
    with (Path(marks) / f"{name}.starts").open("a") as file:
        file.write("x")
    dead = Path(marks) / "dead"
    if name.endswith("-001") and not dead.exists():
        dead.touch()
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
    return _run.analyze_row(row, *rest)


def test_a_worker_that_dies_loses_nothing_and_does_nothing_twice(
    nights: Path, expected: Path, client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    submit = client.submit

    def submit_killing(function: Any, row: Any, *rest: Any, **keywords: Any) -> Any:
        assert function.__name__ == "task"
        return submit(killing_row, row, str(marks), *rest, **keywords)

    monkeypatch.setattr(client, "submit", submit_killing)
    with pytest.warns(UserWarning, match="1 of 6 recordings failed"):
        ng.run(nights, tmp_path / "out", client=client)
    assert (marks / "dead").exists()
    assert_same(tmp_path / "out", expected)
    starts = {path.stem: path.stat().st_size for path in marks.glob("*.starts")}
    killed = [name for name in starts if name.endswith("-001")]
    assert starts[killed[0]] == 2
    # The dead worker may have had a second one in its queue, but that had not begun.
    assert all(count == 1 for name, count in starts.items() if name not in killed)


def test_recordings_come_from_elsewhere(nights: Path, expected: Path, tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    edf = sorted(nights.glob("*-001.edf"))[0]
    memory.pipe(f"/lab/{edf.name}", edf.read_bytes())
    urls = [f"memory://lab/{edf.name}", "memory://lab/none.edf"]
    with pytest.warns(UserWarning, match="1 of 2 recordings failed"):
        table = ng.run(urls, tmp_path / "out")
    assert table.index.tolist() == [edf.stem]
    assert "FileNotFoundError" in table.attrs["failed"][0]["error"]
    found = (tmp_path / "out" / edf.stem / "events.tsv").read_bytes()
    assert found == (expected / edf.stem / "events.tsv").read_bytes()
    memory.rm("/lab", recursive=True)


def test_a_worker_without_noctemg_is_a_failure_not_a_wait(
    nights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "noctemg").mkdir()
    (tmp_path / "noctemg" / "__init__.py").write_text("__version__ = '0.0.0'\n")
    monkeypatch.syspath_prepend(str(tmp_path))  # which new processes inherit
    one = sorted(nights.glob("*-001.edf"))[0]
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as client,
        pytest.warns(UserWarning, match="1 of 1 recordings failed"),
    ):
        table = ng.run(one, tmp_path / "out", client=client)
    assert "noctemg 0.0.0 on the worker" in table.attrs["failed"][0]["error"]
