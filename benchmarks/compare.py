"""compare.py OLD.json NEW.json [--limit 1.1]: what became slower or larger between two commits.

Takes what Google Benchmark writes and what `python -m night --json` writes. Prints new / old of
every figure that both have, and ends with 1 when one of them is beyond the limit, with 2 when the
files have nothing in common. Two runs of one commit on one machine tell how much is noise.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

Json = dict[str, Any]
NS_PER = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}
# Sizes and times below these are rounding and start-up.
LEAST = {"wall_s": 0.002, "user_s": 0.02, "peak_mib": 1.0, "ns": 0.0}


@dataclass(frozen=True)
class Change:
    """One figure of both files; less is better."""

    name: str
    old: float
    new: float

    @property
    def ratio(self) -> float:
        return self.new / self.old

    def regressed(self, limit: float) -> bool:
        return self.ratio > limit


def micro_figures(results: Json) -> Iterator[tuple[str, float]]:
    """Time per iteration in ns: the median that Google Benchmark gives, or that of its repeats."""
    runs: dict[str, list[float]] = {}
    medians: dict[str, float] = {}
    for one in results["benchmarks"]:
        if one.get("error_occurred"):
            continue
        name = one.get("run_name", one["name"])
        kind = one.get("run_type", "iteration")
        if kind == "iteration":
            runs.setdefault(name, []).append(one["real_time"] * NS_PER[one["time_unit"]])
        elif one.get("aggregate_name") == "median":
            medians[name] = one["real_time"] * NS_PER[one["time_unit"]]
    everything = {**{name: median(times) for name, times in runs.items()}, **medians}
    return ((f"{name}, ns", ns) for name, ns in everything.items())


def night_figures(results: Json) -> Iterator[tuple[str, float]]:
    """Wall and user time and peak memory of noctemg's own programs; peers are not ours to mend."""
    programs = {**results["programs"], **results.get("batch", {}).get("programs", {})}
    for name, figures in programs.items():
        for key in ("wall_s", "user_s", "peak_mib"):
            if figures[key] >= LEAST[key]:
                yield f"{name}, {key}", figures[key]
    for row in results.get("layouts", [])[:1]:
        yield "HDF5 as noctemg writes it, bytes", row["bytes"]


def figures(results: Json) -> dict[str, float]:
    """Of either kind of file."""
    if "benchmarks" in results:
        return dict(micro_figures(results))
    if "programs" in results:
        return dict(night_figures(results))
    raise ValueError("neither Google Benchmark's JSON nor that of python -m night")


def changes(old: Json, new: Json) -> list[Change]:
    """Figures of both files, in the order of the new one."""
    before, after = figures(old), figures(new)
    return [Change(name, before[name], after[name]) for name in after if before.get(name)]


def only_in_one(old: Json, new: Json) -> tuple[list[str], list[str]]:
    """Names that only the old or only the new file has."""
    before, after = figures(old), figures(new)
    return [n for n in before if n not in after], [n for n in after if n not in before]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="compare.py", description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--limit", type=float, default=1.1, help="largest new / old that is fine")
    flags = parser.parse_args(arguments)
    old, new = (json.loads(path.read_text(encoding="utf-8")) for path in (flags.old, flags.new))
    found = changes(old, new)
    for change in sorted(found, key=lambda change: -change.ratio):
        mark = "  slower or larger" if change.regressed(flags.limit) else ""
        print(f"{change.ratio:6.2f}  {change.old:12.4g} -> {change.new:<12.4g} {change.name}{mark}")
    for path, names in zip((flags.old, flags.new), only_in_one(old, new), strict=True):
        for name in names:
            print(f"only in {path}: {name}")
    if not found:
        print("the files have no figure in common", file=sys.stderr)
        return 2
    worse = sum(change.regressed(flags.limit) for change in found)
    print(f"{worse} of {len(found)} figures beyond {flags.limit:g}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
