"""Runs clang-tidy over many sources in little time.

Usage: tidy.py [-j N] BUILD_FOLDER SOURCE_FOLDER...
Most of the time goes into the headers that every source includes. So the sources of a folder are
included into one file, some thirty at a time, and clang-tidy sees each header a few times
instead of each time. Sources that cannot stand beside others, mostly because two of them use a
name for different things, are looked at apart.
Prints each finding once and exits with 1 when there is any. BUILD_FOLDER must be configured; it
need not be built.
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

CLANG_TIDY = "clang-tidy-14"
BATCH_SIZE = 40
# Of the compiler's arguments these matter: they decide what a source means.
MEANINGFUL = re.compile(r"-(D|I|U|isystem|include|std=|f|m)")
FINDING = re.compile(r"^(?P<file>/[^:\n]+):(?P<place>\d+:\d+): (?:error|warning): ", re.MULTILINE)
NOT_COMPILED = "[clang-diagnostic-error]"


@dataclass(frozen=True)
class Batch:
    """Sources of one folder that are compiled with the same arguments."""

    arguments: tuple[str, ...]
    sources: tuple[str, ...]


def meaningful(command: str) -> tuple[str, ...]:
    words = iter(shlex.split(command))
    kept: list[str] = []
    for word in words:
        if MEANINGFUL.match(word):
            kept.append(word)
            if word in ("-isystem", "-include", "-I", "-D", "-U"):
                kept.append(next(words))
    return tuple(kept)


def batches(database: list[dict[str, str]], folders: list[Path]) -> list[Batch]:
    """The sources below `folders`, batch by batch; batches of a folder are about equally large."""
    alike: dict[tuple[Path, tuple[str, ...]], list[str]] = {}
    for entry in database:
        source = Path(entry["directory"], entry["file"])
        if any(folder in source.parents for folder in folders):
            key = (source.parent, meaningful(entry["command"]))
            alike.setdefault(key, []).append(str(source))
    result = []
    for (_, arguments), sources in alike.items():
        count = -(-len(sources) // BATCH_SIZE)
        result += [Batch(arguments, tuple(sorted(sources)[i::count])) for i in range(count)]
    return result


def split_findings(output: str) -> list[str]:
    """Each finding with its notes and source lines."""
    starts = [match.start() for match in FINDING.finditer(output)] + [len(output)]
    return [output[a:b].rstrip() for a, b in pairwise(starts)]


def run_clang_tidy(batch: Batch, file: Path) -> list[str]:
    include = '// NOLINTNEXTLINE(bugprone-suspicious-include)\n#include "{}"\n'
    file.write_text("".join(include.format(source) for source in batch.sources), encoding="utf-8")
    # The path-sensitive analyzer doubles the time; sanitizers and tests look for the same defects.
    checks = "--checks=-clang-analyzer-*"
    command = [CLANG_TIDY, "--quiet", checks, str(file), "--", *batch.arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    findings = split_findings(done.stdout)
    if done.returncode != 0 and not findings:
        findings = [f"{file}: {CLANG_TIDY} failed: {done.stdout}{done.stderr}"]
    return findings


def culprits(batch: Batch, findings: list[str]) -> tuple[str, ...]:
    """Sources that findings say do not compile beside the others."""
    guilty: set[str] = set()
    broken = False
    for finding in findings:
        if NOT_COMPILED not in finding:
            continue
        first = finding.split(":", 1)[0]
        # An error within a header names the source further down, in a note.
        named = [first] if first in batch.sources else re.findall(r"^(/[^:\n]+):", finding, re.M)
        broken = True
        guilty |= set(batch.sources) & set(named)
    return tuple(sorted(guilty)) if guilty or not broken else batch.sources


def tidy(batch: Batch, file: Path) -> list[str]:
    """Findings of a batch."""
    findings = run_clang_tidy(batch, file)
    apart = culprits(batch, findings)
    if not apart or len(batch.sources) == 1:
        return findings
    print(f"apart: {' '.join(Path(source).name for source in apart)}", file=sys.stderr)
    rest = tuple(source for source in batch.sources if source not in apart)
    # They clash with the others, and seldom among themselves.
    groups = [apart, rest] if rest else [(source,) for source in apart]
    parts = [Batch(batch.arguments, group) for group in groups]
    return [finding for part in parts for finding in tidy(part, file)]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("-j", type=int, default=os.cpu_count(), dest="jobs")
    parser.add_argument("build_folder", type=Path)
    parser.add_argument("source_folders", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    database = json.loads((options.build_folder / "compile_commands.json").read_text())
    todo = batches(database, [folder.resolve() for folder in options.source_folders])
    if not todo:
        parser.error("no source below these folders is in compile_commands.json")
    # clang-tidy looks for its configuration beside and above each file.
    out = options.build_folder / "tidy"
    out.mkdir(exist_ok=True)
    files = [(out / f"batch_{i}.cpp").resolve() for i in range(len(todo))]
    with ThreadPoolExecutor(options.jobs) as pool:
        found = [finding for part in pool.map(tidy, todo, files) for finding in part]
    # A header's findings come with every batch that includes it.
    findings = sorted({finding.replace(f"{Path.cwd()}/", "") for finding in found})
    print("\n".join(findings) if findings else "clang-tidy finds nothing")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
