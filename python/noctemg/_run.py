"""Many recordings: one folder of results each, one table for the cohort."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from . import _noctemg
from ._options import Options, Value
from ._progress import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

Path_: TypeAlias = "str | os.PathLike[str]"
# id, file, montage, hypnogram
Row: TypeAlias = "tuple[str, str, str, str]"
# id, file, stage, error
Failure: TypeAlias = "tuple[str, str, str, str]"


def read_nights(path: Path_) -> pd.DataFrame:
    """Read a nights.tsv: one row per recording, index ``id``; n/a is missing."""
    table = pd.read_csv(
        path,
        sep="\t",
        na_values=["n/a"],
        keep_default_na=False,
        dtype={"id": "string", "start": "string"},
    )
    table["start"] = pd.to_datetime(table["start"], errors="coerce")
    return table.set_index("id")


def is_url(name: str) -> bool:
    """Is this a recording for fsspec: ``s3://``, ``ssh://``, ``https://``, ...?"""
    scheme, separator, _ = name.partition("://")
    return bool(separator) and scheme.replace("+", "").isalnum()


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise ImportError("URLs need fsspec: pip install noctemg[dask]") from error
    return fsspec


def _rows_of_urls(urls: Sequence[str], taken: set[str]) -> list[Row]:
    rows: list[Row] = []
    for url in urls:
        stem = url.split("?")[0].rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
        name, number = stem, 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name)
        rows.append((name, url, "", ""))
    return rows


def find_recordings(inputs: Path_ | Iterable[Path_]) -> list[Row]:
    """Expand files, folders, sample lists and URLs to (id, file, montage, hypnogram), ids unique.

    Raises
    ------
    FileNotFoundError
        A file or folder is not there.
    """
    names = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    texts = [os.fspath(name) for name in names]
    local = [text for text in texts if not is_url(text)]
    rows = list(_noctemg.find_recordings(local)) if local else []
    return rows + _rows_of_urls([t for t in texts if is_url(t)], {row[0] for row in rows})


def analyze_row(row: Row, toml: str, out: str, threads: int, force: bool) -> list[Failure]:
    """Analyse one recording into ``out``, as a worker of a cluster does.

    What is complete already is kept: a task that a scheduler runs again, because the worker that
    had done it went away, costs a look at the result.

    Returns
    -------
    What failed, if anything: an error of a recording is no error of the worker.
    """
    options = Options.from_toml(toml)
    batch = _noctemg.BatchOptions(
        out, jobs=1, threads=threads, resume=not force, force=force, tables=False
    )
    if not is_url(row[1]):
        _, _, failed = _noctemg.run_batch([row], options._options, batch, None)
        return failed
    name, url, montage, hypnogram = row
    with tempfile.TemporaryDirectory() as folder:
        local = str(Path(folder) / url.split("?")[0].rsplit("/", 1)[-1])
        try:
            with _fsspec().open(url, "rb") as source, open(local, "wb") as target:
                while block := source.read(1 << 22):
                    target.write(block)
        except Exception as error:  # whatever a file system of somebody else raises
            return [(name, url, "read", f"{type(error).__name__}: {error}")]
        fetched = (name, local, montage, hypnogram)
        _, _, failed = _noctemg.run_batch([fetched], options._options, batch, None)
        return [(name, url, stage, text) for name, _, stage, text in failed]


def run(
    inputs: Path_ | Iterable[Path_],
    out: Path_,
    *,
    jobs: int = 1,
    threads: int = 0,
    resume: bool = False,
    force: bool = False,
    preset: str | None = None,
    config: Path_ | None = None,
    options: Options | None = None,
    client: Any = None,
    progress: Callable[[float], object] | bool | None = None,
    **settings: Value,
) -> pd.DataFrame:
    """Analyse many recordings, as ``noctemg analyze`` does.

    ``out/<id>/`` holds the results of each, ``out/nights.tsv`` one row per recording,
    ``out/failed.tsv`` what could not be analysed: one broken file costs no other's result.

    Parameters
    ----------
    inputs
        Recordings, folders (searched in depth), sample lists, or URLs that fsspec knows
        (``s3://``, ``ssh://``, ``https://``), which are fetched where they are analysed.
    out
        Folder for results. With a cluster: a path that client and workers share.
    jobs, threads
        Recordings side by side, threads within each; 0 = all cores.
    resume
        Keep results that are complete, of the same options and the same bytes.
    force
        Replace results that are there. Without one of both they are an error.
    preset, config, options, **settings
        As for :func:`analyze`.
    client
        A ``dask.distributed.Client``: recordings become its tasks, one each, so that any cluster
        that Dask knows does the work. A worker that dies costs what it was working on, which is
        done again elsewhere.
    progress
        As for :func:`analyze`.

    Returns
    -------
    The rows of nights.tsv, index ``id``. ``attrs["failed"]`` lists what failed: dictionaries with
    ``id file stage error``, which ``pandas.DataFrame`` makes a table of.

    Raises
    ------
    ValueError
        Options against their rules, results that are there already, no recording.
    FileNotFoundError
        An input is not there.
    KeyboardInterrupt
        Ctrl-C; with ``resume=True`` the same call goes on.

    Warns
    -----
    UserWarning
        Some recordings failed.

    Examples
    --------
    >>> import noctemg as ng
    >>> made = ng.datasets.sample_night("demo", hours=0.1)
    >>> ng.run(made.recording, "results").index.tolist()
    ['demo-1-001']
    """
    chosen = options.copy() if options is not None else Options()
    chosen.set(settings, preset=preset, config=config)
    rows = find_recordings(inputs)
    if not rows:
        raise ValueError("inputs: no recording found")
    batch = _noctemg.BatchOptions(
        os.fspath(out), jobs=jobs, threads=threads, resume=resume, force=force
    )
    away = client is not None or any(is_url(row[1]) for row in rows)
    with shown(progress, f"{len(rows)} recordings") as hook:
        if not away:
            _, _, failed = _noctemg.run_batch(rows, chosen._options, batch, hook)
        else:
            if not (resume or force):
                _noctemg.plan_batch(rows, chosen._options, batch)  # refuses before any work
            toml = chosen.to_toml()
            _noctemg.write_batch_tables(rows, [], chosen._options, batch)
            failed = []
            work = _spread(client, rows, toml, os.path.abspath(out), threads, force)
            for done, failures in enumerate(work, 1):
                failed += failures
                if hook is not None and hook(done / len(rows)) is False:
                    raise KeyboardInterrupt
            _noctemg.write_batch_tables(rows, failed, chosen._options, batch)
    table = read_nights(Path(out) / "nights.tsv")
    # No table itself: pandas compares attrs when it shows a wide table, which tables do not allow.
    names = ("id", "file", "stage", "error")
    table.attrs["failed"] = [dict(zip(names, one, strict=True)) for one in failed]
    if failed:
        warnings.warn(
            f"{len(failed)} of {len(rows)} recordings failed: see {Path(out) / 'failed.tsv'}",
            stacklevel=2,
        )
    return table


def _spread(
    client: Any, rows: list[Row], toml: str, out: str, threads: int, force: bool
) -> Iterator[list[Failure]]:
    if client is None:
        for row in rows:
            yield analyze_row(row, toml, out, threads, force)
        return
    try:
        from distributed import as_completed
    except ImportError as error:
        raise ImportError("client= needs Dask: pip install noctemg[dask]") from error

    version = str(_noctemg.version)

    # Within a function, so that it travels by value: a worker without noctemg answers with an
    # ImportError. A reference to noctemg is resolved where such an error stops the worker itself,
    # which is started again, and so on without end.
    def task(*arguments: Any) -> list[Failure]:
        import importlib

        theirs = importlib.import_module("noctemg").__version__
        if theirs != version:
            raise RuntimeError(f"noctemg {theirs} on the worker, {version} here")
        failures: list[Failure] = importlib.import_module("noctemg._run").analyze_row(*arguments)
        return failures

    absolute = [(i, f if is_url(f) else os.path.abspath(f), m, h) for i, f, m, h in rows]
    futures = [
        client.submit(task, row, toml, out, threads or 1, force, pure=False) for row in absolute
    ]
    row_of = dict(zip((future.key for future in futures), absolute, strict=True))
    try:
        arriving: Any = as_completed
        for future in arriving(futures):
            if future.status == "error":
                # The recording that kills every worker it meets, or a cluster that is gone.
                row = row_of[future.key]
                cause = future.exception()
                text = f"worker: {type(cause).__name__}: {cause}"
                yield [(row[0], row[1], "analyze", text)]
            else:
                yield future.result()
    finally:
        client.cancel(futures)
