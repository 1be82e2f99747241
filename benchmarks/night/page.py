"""Figures as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .asked import READ, Results, answers
from .machine import sentence

NOTHING = "–"
Row = dict[str, Any]
# Share of the cores from which on others disturb.
BUSY = 0.1


def table(header: str, rows: Iterable[Iterable[str]]) -> str:
    """Columns divided by |, all but the first aligned right."""
    columns = header.split("|")
    lines = [f"| {' | '.join(columns)} |", "|---|" + "---:|" * (len(columns) - 1)]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def seconds(value: float | None) -> str:
    if value is None:
        return NOTHING
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def shown(name: str) -> str:
    return name.replace("1 threads", "1 thread")


def real_time(samples: int, wall_s: float, channels: int, rate_hz: float) -> str:
    return f"{samples / channels / rate_hz / wall_s:.0f}"


def asked(results: Results) -> str:
    word = {True: "yes", False: "**no**", None: NOTHING}
    rows = ((a.asked, a.measured, word[a.good]) for a in answers(results))
    return table("asked|measured|reached", rows)


def night(results: Results) -> str:
    """The programs that see the whole night."""
    programs = results["programs"]
    whole = programs[READ]["samples"]
    floor_s = programs[READ]["wall_s"]
    own = ("read", "analyze")
    rows = [
        [
            shown(name),
            f"{p['wall_s']:.3f} ({p['least_wall_s']:.3f}–{p['most_wall_s']:.3f})",
            f"{p['user_s']:.3f}",
            f"{p['sys_s']:.3f}",
            f"{p['peak_mib']:.0f}",
            f"{results['hours'] * 3600 / p['wall_s']:.0f}",
            f"{1e9 * p['wall_s'] / whole:.2f}",
            f"{p['wall_s'] / floor_s:.2f}",
        ]
        for name, p in programs.items()
        if name.startswith(own)
    ]
    return table(
        "program|wall s (least–most)|user s|sys s|peak MiB|x real time|ns per sample|"
        "/ read+convert",
        rows,
    )


def scaling(results: Results) -> str:
    """Hours, channels, threads: what a sample costs, and what memory is needed."""
    programs = results["programs"]
    own = ("hours", "threads")
    rows = [
        [
            shown(name),
            seconds(p["wall_s"]),
            seconds(p["user_s"]),
            f"{1e9 * p['wall_s'] / p['samples']:.2f}",
            f"{p['peak_mib']:.1f}",
        ]
        for name, p in programs.items()
        if name.startswith(own) or " channels" in name
    ]
    return table("what|wall s|user s|ns per sample|peak MiB", rows)


def batch(results: Results) -> str:
    batch = results["batch"]
    rows = [
        [
            name,
            seconds(p["wall_s"]),
            seconds(p["user_s"]),
            f"{p['peak_mib']:.0f}",
            f"{batch['nights'] / p['wall_s']:.1f}",
            f"{batch['nights'] * batch['hours'] * 3600 / p['wall_s']:.0f}",
        ]
        for name, p in batch["programs"].items()
    ]
    return table("what|wall s|user s|peak MiB|nights a second|x real time", rows)


def peers(results: Results) -> str:
    """Whole night each; scaled ones say so."""
    ours = results["programs"]["analyze, 1 threads"]
    reading = results["programs"][READ]
    rows = []
    for name, p in results["peers"].items():
        title = f"{name}: {p['does']}"
        if "failed" in p:
            rows.append([title, p["failed"], *([NOTHING] * 6)])
            continue
        base = reading if p["reads_only"] else ours
        note = "" if p["scaled_by"] == 1 else f"; scaled x {p['scaled_by']:.0f}"
        rows.append(
            [
                f"{title}{note}",
                p["version"] or NOTHING,
                str(p["repeats"]),
                seconds(p["wall_s"]),
                seconds(p["user_s"]),
                seconds(p["sys_s"]),
                f"{p['peak_mib']:.0f}",
                f"{p['wall_s'] / base['wall_s']:.1f} / {p['user_s'] / base['user_s']:.1f}",
            ]
        )
    header = "peer, one thread|version|runs|wall s|user s|sys s|peak MiB|x noctemg, wall / user"
    return table(header, rows)


def filters(results: Results) -> str:
    """noctemg.signal beside SciPy, in one process."""
    rows = []
    for run in results["signal"]:
        word = "1 core" if run["cores"] == 1 else f"{run['cores']} cores"
        if "failed" in run:
            rows.append([word, run["failed"], NOTHING, NOTHING])
            continue
        rows += [
            [
                f"{one['name']}; {word}",
                f"{1e3 * one['ours_s']:.1f}",
                f"{1e3 * one['theirs_s']:.1f}",
                f"{one['theirs_s'] / one['ours_s']:.1f}",
            ]
            for one in run["rows"]
        ]
    return table("function|noctemg.signal, ms|SciPy, ms|SciPy / noctemg", rows)


def layouts(results: Results) -> str:
    rows = [
        [
            row["name"],
            f"{row['bytes'] / 1e6:.1f}",
            f"{row['bytes'] / results['layouts_raw_bytes']:.2f}",
            seconds(row["write_s"]),
            seconds(row["read_s"]),
        ]
        for row in results["layouts"]
    ]
    return table("chunk, filter|MB|of the raw size|write s|read + convert s", rows)


def micro_rates(micro: Row) -> dict[str, float]:
    """ns per sample of every benchmark that counts samples; the median where there are several."""
    found: dict[str, list[float]] = {}
    medians: dict[str, float] = {}
    for one in micro["benchmarks"]:
        if "items_per_second" not in one:
            continue
        ns = 1e9 / one["items_per_second"]
        name = one.get("run_name", one["name"])
        if one.get("aggregate_name") == "median":
            medians[name] = ns
        elif one.get("run_type", "iteration") == "iteration":
            found.setdefault(name, []).append(ns)
    return {**{name: sorted(ns)[len(ns) // 2] for name, ns in found.items()}, **medians}


def stages(micro: Row) -> str:
    """Two tables: kernels by processor, and the rest."""
    rates = {name.removesuffix("/manual_time"): ns for name, ns in micro_rates(micro).items()}
    kernels = micro["context"]["noctemg_kernels"].split()
    split = {name: name.rsplit("/", 1) for name in rates}
    by_kernel = [name for name, parts in split.items() if parts[-1] in kernels]
    stems = list(dict.fromkeys(split[name][0] for name in by_kernel))
    rows = [
        [stem, *(f"{rates[f'{stem}/{k}']:.3f}" if f"{stem}/{k}" in rates else NOTHING
                 for k in kernels)]
        for stem in stems
    ]  # fmt: skip
    text = table("kernel, ns per sample|" + "|".join(kernels), rows)
    others = [[n.removesuffix("/real_time"), f"{ns:.3f}"] for n, ns in rates.items()
              if n not in by_kernel]  # fmt: skip
    return text + "\n" + table("stage or function|ns per sample", others)


def section(results: Results, micro: Row | None) -> str:
    """Everything between the marks of the page."""
    hours = results["hours"]
    text = f"{sentence(results['machine'])}\n\n"
    text += (
        f"A night of {hours:g} h, 8 channels, 2 kHz, EDF; medians of {results['repeats']} runs "
        "in turn, the file read once before each so that it lies in the page cache. Peak memory is "
        "the kernel's figure of the largest run; less than the "
        f"{results['harness_mib']:.0f} MiB of the measuring program itself cannot be told.\n"
    )
    if hours != 8:
        text += "\n**A quick run: what is asked below is asked of nights of 8 h.**\n"
    if max(results["machine"]["busy_before"], results["machine"]["busy_after"]) > BUSY:
        text += "\n**The machine had other work to do: the figures are not to be relied on.**\n"
    text += "\n### Asked and measured\n\n" + asked(results)
    text += "\n### One night\n\n" + night(results)
    text += "\n### Hours, channels, threads\n\n" + scaling(results)
    if "batch" in results:
        text += (
            f"\n### {results['batch']['nights']} nights of {results['batch']['hours']:g} h, two "
        )
        text += "channels at 256 Hz\n\n" + batch(results)
    if results["peers"]:
        text += "\n### Peers, the same night\n\n" + peers(results)
    if "signal" in results:
        text += "\n### noctemg.signal and SciPy, 8 million samples\n\n"
        text += (
            "Four sections, arrays in and out; SciPy uses one core. The least of calls in turn, "
            "since in a few milliseconds the machine's other work can double a time.\n\n"
        )
        text += filters(results)
    if "layouts" in results:
        text += f"\n### HDF5: chunks and filters, {results['layouts_hours']:g} h\n\n"
        text += layouts(results)
    if micro is not None:
        text += "\n### Stages\n\n" + stages(micro)
    return text
