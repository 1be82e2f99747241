"""Command: python -m realism [SHARED_DATA]. Rewrites the table of datasets/REALISM.md."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from . import events, pictures, real, signals, units
from .rows import Row, check, table

DATASETS = Path(__file__).resolve().parent.parent
BEGIN = "<!-- written by ./run realism: begin -->"
END = "<!-- written by ./run realism: end -->"


def rewritten(text: str, section: str) -> str:
    """The text with everything between the two marks replaced."""
    before, found, rest = text.partition(BEGIN)
    _, also_found, after = rest.partition(END)
    if not found or not also_found:
        raise ValueError(f"the page must hold both marks: {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{section.strip()}\n\n{END}{after}"


def section(parts: list[tuple[str, list[Row]]]) -> str:
    rows = [row for _, part in parts for row in part]
    check(rows)
    judged = [row for row in rows if row.is_measured and row.allowed]
    outside = [row for row in judged if not row.is_inside]
    unmeasured = len(rows) - sum(row.is_measured for row in rows)
    text = (
        f"{len(rows)} figures: {len(judged) - len(outside)} of {len(judged)} with a range lie"
        f" inside it, {len(outside)} outside, {unmeasured} not measured here.\n"
    )
    for title, part in parts:
        text += f"\n### {title}\n\n{table(part)}"
    return text


def main() -> int:
    parser = argparse.ArgumentParser(prog="realism", description=__doc__)
    parser.add_argument(
        "shared", nargs="?", type=Path, help="folder that holds real/*.edf; none: rows left out"
    )
    parser.add_argument("--page", type=Path, default=DATASETS / "REALISM.md")
    parser.add_argument("--pictures", type=Path, default=DATASETS / "pictures")
    flags = parser.parse_args()
    shared: Path | None = flags.shared if flags.shared and flags.shared.is_dir() else None
    if not shared:
        print("realism: no real recordings: their rows are not measured here", file=sys.stderr)
    begin = time.process_time()
    parts = [
        ("What happens in a night", events.rows()),
        ("Motor units", units.rows()),
        ("Signals", signals.rows()),
        ("Beside real recordings", real.rows(shared or Path("nowhere"))),
    ]
    page = flags.page.read_text(encoding="utf-8")
    flags.page.write_text(rewritten(page, section(parts)), encoding="utf-8")
    names = pictures.draw_all(flags.pictures, shared)
    used = time.process_time() - begin
    print(f"{flags.page} and {', '.join(names)} written in {used:.0f} s of CPU", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
