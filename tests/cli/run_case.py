"""Runs one line of a case file against the noctemg program. The format: README.md beside this file.

Usage: run_case.py --list FILE...
       run_case.py --run NAME --noctemg PROGRAM --samples DIR [--shared DIR] FILE...
Exit code: 0 passed, 1 failed, 2 a case file is wrong, 77 skipped.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SKIPPED = 77
# Whatever a case expects, these words on stdout or stderr are a defect.
NEVER = re.compile(r"terminate called|AddressSanitizer|LeakSanitizer|runtime error:|Segmentation")


class CaseError(Exception):
    """A line of a case file that cannot be read."""


@dataclass(frozen=True)
class Case:
    name: str
    exit_code: int
    command: str
    patterns: tuple[str, ...]  # each must be found; with a leading "!" it must not


def parse_case(line: str, place: str) -> Case:
    fields = [field.strip() for field in line.split(" | ", 3)]
    if len(fields) == 3:
        fields.append("")
    if len(fields) != 4 or not re.fullmatch(r"[a-z0-9_]+", fields[0]):
        raise CaseError(f"{place}: expected 'name | exit code | command | regex', got '{line}'")
    name, code, command, patterns = fields
    if not code.isdigit():
        raise CaseError(f"{place}: exit code must be a whole number, got '{code}'")
    return Case(name, int(code), command, tuple(p for p in patterns.split(" && ") if p))


def read_cases(files: list[str]) -> dict[str, Case]:
    """All cases by '<file stem>.<name>'."""
    cases: dict[str, Case] = {}
    for file in files:
        for number, line in enumerate(Path(file).read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            case = parse_case(
                line.rstrip(" |") if line.endswith(" |") else line, f"{file}:{number}"
            )
            key = f"{Path(file).stem}.{case.name}"
            if key in cases:
                raise CaseError(f"{file}:{number}: the name '{case.name}' is used twice")
            cases[key] = case
    return cases


def expand(text: str, places: dict[str, str], quote: bool) -> str:
    for word, value in places.items():
        text = text.replace("{" + word + "}", shlex.quote(value) if quote else re.escape(value))
    return text


def problems(case: Case, code: int, output: str, places: dict[str, str]) -> list[str]:
    found = []
    if code != case.exit_code:
        found.append(f"exit code {code}, expected {case.exit_code}")
    for pattern in case.patterns:
        wanted = not pattern.startswith("!")
        regex = expand(pattern if wanted else pattern[1:], places, quote=False)
        if bool(re.search(regex, output, re.MULTILINE)) != wanted:
            found.append(f"output {'lacks' if wanted else 'must not contain'}: {regex}")
    if match := NEVER.search(output):
        found.append(f"output contains '{match[0]}'")
    return found


def run(case: Case, places: dict[str, str]) -> int:
    """Runs the command in bash, in a fresh folder."""
    if "{shared}" in case.command and not os.path.isdir(places["shared"]):
        print("skipped: no shared recordings on this machine")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="noctemg-cli-") as tmp:
        places = {**places, "tmp": tmp}
        command = expand(case.command, places, quote=True)
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", command],
            cwd=tmp, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", check=False,
        )  # fmt: skip
        found = problems(case, done.returncode, done.stdout, places)
    if found:
        print(f"$ {command}\n{done.stdout}", *(f"FAILED: {text}" for text in found), sep="\n")
    return 1 if found else 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--run", metavar="NAME")
    parser.add_argument("--noctemg", default="noctemg")
    parser.add_argument("--samples", default="")
    parser.add_argument("--shared", default="")
    arguments = parser.parse_args()
    try:
        cases = read_cases(arguments.files)
    except CaseError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.list:
        print("\n".join(cases))
        return 0
    places = {name: getattr(arguments, name) for name in ("noctemg", "samples", "shared")}
    return run(cases[arguments.run], places)


if __name__ == "__main__":
    sys.exit(main())
