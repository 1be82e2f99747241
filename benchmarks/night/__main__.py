"""python -m night: measures whole programs on whole nights, and rewrites benchmarks/README.md.

Best through `./run bench`. The machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import page
from .edf_bytes import EdfFile, open_edf, write_length
from .machine import busy_share, machine
from .peer_programs import PeerRunner, rewrite_layout, signal_filters
from .processes import Figures, Program, measure
from .programs import LAYOUTS, Builder

HERE = Path(__file__).resolve().parent.parent
BEGIN = "<!-- written by ./run bench: begin -->"
END = "<!-- written by ./run bench: end -->"
MOST_LAYOUT_HOURS = 1.0
# What takes milliseconds can be done often.
START_REPEATS = 21


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def figures_of(programs: list[Program], repeats: int) -> dict[str, dict[str, Any]]:
    found: dict[str, Figures] = measure(programs, repeats, tell)
    return {name: asdict(figures) for name, figures in found.items()}


@contextmanager
def scratch_folder(asked: Path | None) -> Iterator[Path]:
    """A folder of its own within the one asked for, gone afterwards."""
    if asked is not None:
        asked.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="noctemg-bench-", dir=asked) as folder:
        yield Path(folder)


def layouts(
    builder: Builder, python: Path, night: EdfFile, repeats: int
) -> tuple[dict[str, Any], float]:
    """HDF5 with other chunks and filters: how large, how long to write and to read."""
    hours = min(MOST_LAYOUT_HOURS, night.hours)
    short, ours = builder.scratch / "layout.edf", builder.scratch / "layout.h5"
    write_length(night, short, hours)
    raw_bytes = 2 * open_edf(short).samples
    samples = raw_bytes // 2
    convert = Program(
        "convert",
        (str(builder.noctemg), "convert", "--force", str(short), str(ours)),
        short,
        samples=samples,
    )
    costs = figures_of([convert], repeats)
    targets = {"noctemg convert, as it is": ours}
    write_s = {"noctemg convert, as it is": costs["convert"]["wall_s"]}
    for k, layout in enumerate(LAYOUTS):
        seconds, across, filter_name = layout
        name = f"h5py: {seconds:g} s x {across}, {filter_name}"
        targets[name] = builder.scratch / f"layout{k}.h5"
        said = [rewrite_layout(python, ours, targets[name], layout) for _ in range(min(3, repeats))]
        write_s[name] = sorted(one["inside_s"] for one in said)[len(said) // 2]
    programs = [builder.read(name, file, samples, 1) for name, file in targets.items()]
    read = figures_of(programs, repeats)
    rows = [
        {
            "name": name,
            "bytes": file.stat().st_size,
            "write_s": write_s[name],
            "read_s": read[name]["wall_s"],
        }
        for name, file in targets.items()
    ]
    for file in (short, *targets.values()):
        file.unlink()
    return {"layouts": rows, "layouts_raw_bytes": raw_bytes}, hours


def run(flags: argparse.Namespace, scratch: Path) -> dict[str, Any]:
    build: Path = flags.build.resolve()
    cores = os.cpu_count() or 1
    builder = Builder(build / "cli" / "noctemg", build / "benchmarks", scratch, cores)
    about = machine(builder.benchmarks / "noctemg_benchmarks", builder.noctemg)
    about["busy_before"] = busy_share()
    tell("making the night")
    night = open_edf(flags.night.resolve() if flags.night else builder.night(flags.hours))
    peer_runner = PeerRunner(flags.peer_python, scratch, flags.repeats, tell)
    with builder.main_series(night, about["kernels"].split()) as series:
        programs = figures_of(series, flags.repeats)
    programs |= figures_of([builder.info(night.path)], START_REPEATS)
    programs |= figures_of(builder.threads_series(night), flags.repeats)
    few = min(3, flags.repeats)
    with builder.hours_series(night) as series:
        programs |= figures_of(series, max(few, min(5, flags.repeats)))
    with builder.channels_series(night) as series:
        programs |= figures_of(series, few)
    results = {
        "kind": "noctemg whole programs",
        "machine": about,
        "hours": night.hours,
        "repeats": flags.repeats,
        "harness_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "programs": programs,
        "peers": peer_runner.all(night) if flags.peers else {},
    }
    if flags.batch_nights:
        series = builder.batch_series(flags.batch_nights, flags.hours)
        batch = figures_of(series, 1)
        about_batch = {"nights": flags.batch_nights, "hours": flags.hours}
        results["batch"] = {**about_batch, "programs": batch}
    if peer_runner.importable("h5py"):
        found, hours = layouts(builder, flags.peer_python, night, few)
        results |= {**found, "layouts_hours": hours}
    else:
        tell("h5py is not installed: no other HDF5 layouts")
    if flags.peers:
        tell("noctemg.signal and SciPy")
        results["signal"] = [
            signal_filters(flags.peer_python, build / "python", START_REPEATS, cores)
            for cores in sorted({1, min(2, cores)})
        ]
    about["busy_after"] = busy_share()
    return results


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(prog="night", description=__doc__)
    build = HERE.parent / "build" / "bench"
    parser.add_argument("--build", type=Path, default=build, help="folder of the built programs")
    parser.add_argument(
        "--hours", type=float, default=8, help="length of the night; 8 is asked for"
    )
    parser.add_argument("--night", type=Path, help="an EDF file instead of a simulated night")
    parser.add_argument("--repeats", type=int, default=7, help="of the night; others less often")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--peer-python", type=Path, default=Path(sys.executable))
    parser.add_argument("--batch-nights", type=int, default=100, help="0: none")
    parser.add_argument("--scratch", type=Path, help="where files may lie meanwhile; 10 GB")
    parser.add_argument("--micro", type=Path, help="JSON of the micro benchmarks, for the page")
    parser.add_argument("--json", type=Path, help="all figures, for compare.py")
    parser.add_argument("--page", type=Path, default=HERE / "README.md")
    flags = parser.parse_args()
    with scratch_folder(flags.scratch) as scratch:
        results = run(flags, scratch)
    if flags.json:
        flags.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    micro = json.loads(flags.micro.read_text(encoding="utf-8")) if flags.micro else None
    before, _, rest = flags.page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    text = page.section(results, micro)
    flags.page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
