"""What is asked of whole programs, beside what was measured. All ratios are of one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Results = dict[str, Any]
READ = "read+convert, 1 thread"
COUNTS = {1: "1 thread", 2: "2 threads"}


@dataclass(frozen=True)
class Answer:
    asked: str
    measured: str
    # None: cannot be told here, and `measured` says why.
    good: bool | None


def at_most(asked: str, value: float | None, limit: float, unit: str, why_not: str = "") -> Answer:
    if value is None:
        return Answer(f"{asked}: at most {limit:g}{unit}", why_not or "not measured", None)
    return Answer(f"{asked}: at most {limit:g}{unit}", f"{value:.2f}{unit}", value <= limit)


def at_least(asked: str, value: float | None, limit: float, why_not: str = "") -> Answer:
    if value is None:
        return Answer(f"{asked}: at least {limit:g} x", why_not or "not measured", None)
    return Answer(f"{asked}: at least {limit:g} x", f"{value:.1f} x", value >= limit)


def wall_s(results: Results, name: str) -> float:
    return float(results["programs"][name]["wall_s"])


def of_kernels(results: Results, kernels: str, threads: int) -> str | None:
    """The program that ran with these kernels; they may be the ones used by default."""
    usable = results["machine"]["kernels"].split()
    if kernels not in usable:
        return None
    name = f"analyze, {threads} threads"
    return name if usable[-1] == kernels else f"{name}, {kernels}"


def against_reading(results: Results) -> list[Answer]:
    answers = []
    for kernels, text, limits in (
        ("avx512", "AVX-512", {2: 4.5, 1: 7.5}),
        ("avx2", "AVX2", {2: 6.5, 1: 11.0}),
    ):
        for threads, limit in limits.items():
            name = of_kernels(results, kernels, threads)
            ratio = wall_s(results, name) / wall_s(results, READ) if name else None
            asked = f"whole analysis / read + convert on one core; {text}, {COUNTS[threads]}"
            answers.append(at_most(asked, ratio, limit, " x", f"no {text} here"))
    return answers


def against_peers(results: Results) -> list[Answer]:
    peers = results["peers"]
    ours = results["programs"]["analyze, 1 threads"]
    scipy = peers.get("SciPy", {"failed": "not measured"})
    why = scipy.get("failed", "")
    wall = None if why else scipy["wall_s"] / ours["wall_s"]
    user = None if why else scipy["user_s"] / ours["user_s"]
    readers = {n: p["inside_s"] for n, p in peers.items() if p["reads_only"] and "failed" not in p}
    fastest = min(readers, key=lambda name: readers[name], default=None)
    reading = readers[fastest] / wall_s(results, READ) if fastest else None
    asked = f"reading all to floats, faster than the fastest peer ({fastest or 'none there'})"
    return [
        at_least("faster than the SciPy chain, wall, one thread each", wall, 40, why),
        at_least("faster than the SciPy chain, user, one thread each", user, 25, why),
        at_least(asked, reading, 5),
    ]


def of_memory(results: Results) -> list[Answer]:
    programs = results["programs"]
    hours = [p["peak_mib"] for name, p in programs.items() if name.startswith("hours: ")]
    wide = [p["peak_mib"] for name, p in programs.items() if name.startswith("128 channels")]
    typical = [
        p["typical_peak_mib"]
        for name, p in programs.items()
        if name.startswith("hours: ") and float(name.removeprefix("hours: ")) <= 24
    ]
    spread = 100 * (max(typical) / min(typical) - 1) if typical else None
    wide_pairs = {
        n: [p["typical_peak_mib"] for name, p in programs.items() if name.startswith("128 channels")
            and name.endswith(f"{n} threads")]
        for n in (1, 2)
    }  # fmt: skip
    wide_spread = max((100 * (max(p) / min(p) - 1) for p in wide_pairs.values() if p), default=None)
    return [
        at_most("peak memory, 8 channels", max(hours, default=None), 64, " MiB"),
        at_most("peak memory, 128 channels", max(wide, default=None), 256, " MiB"),
        at_most(
            "median peak memory, largest over smallest, 1 to 24 h, 8 channels", spread, 5, " %"
        ),
        at_most("median peak memory, twice as long, 128 channels", wide_spread, 5, " %"),
    ]


def per_sample(results: Results) -> list[Answer]:
    programs = results["programs"]

    def cost(name: str) -> float:
        return float(programs[name]["wall_s"] / programs[name]["samples"])

    base = cost("analyze, 1 threads")
    slow = "7 channels at 300 Hz, 1 threads"
    wide = [
        name for name in programs if name.startswith("128 channels") and name.endswith("1 threads")
    ]
    asked = "time per sample / that of 8 channels at 2 kHz, one thread"
    slow_ratio = cost(slow) / base if slow in programs else None
    wide_ratio = cost(wide[-1]) / base if wide else None
    return [
        at_most(f"{asked}; 7 channels at 300 Hz", slow_ratio, 2, " x"),
        at_most(f"{asked}; 128 channels", wide_ratio, 2, " x"),
    ]


def of_filters(results: Results) -> list[Answer]:
    """The function of noctemg.signal that gains least, on as many cores as were used at most."""
    runs = results.get("signal", [])
    if not runs:
        return []
    asked = f"`noctemg.signal` on 8 million samples, faster than SciPy, {runs[-1]['cores']} cores"
    why = runs[-1].get("failed", "")
    ratios = [one["theirs_s"] / one["ours_s"] for one in runs[-1].get("rows", [])]
    return [at_least(asked, min(ratios, default=None), 4, why)]


def answers(results: Results) -> list[Answer]:
    whole = "analyze, 1 threads"
    flat = wall_s(results, "analyze half flat, 1 threads") / wall_s(results, whole)
    hdf5_s = wall_s(results, "analyze HDF5, 1 threads") - wall_s(results, whole)
    return [
        *against_reading(results),
        at_most("`noctemg info`, from start to end", 1e3 * wall_s(results, "info"), 20, " ms"),
        *against_peers(results),
        at_most("a night with half its minutes flat / a full one", flat, 1, " x"),
        at_most("HDF5 instead of EDF, one core, more by", hdf5_s, 1.6, " s"),
        *of_memory(results),
        *per_sample(results),
        *of_filters(results),
    ]
