"""python -m training: draws nights, simulates and analyses them, fits the model, writes its file.

Best through `./run train`: it needs the built package noctemg.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd

from noctemg._model_text import model_text

from . import ablation
from .collect import RefusedError, collect
from .draw import draw_plan
from .fit import INPUTS, fit


def table_hash(table: pd.DataFrame) -> str:
    """SHA-256 of everything that the fit sees."""
    text = table[["night", "truth", "label", *INPUTS]].to_csv(sep="\t", index=False)
    return hashlib.sha256(text.encode()).hexdigest()


def one_night(noctemg: Path, seed: int, hours: float, scratch: Path) -> pd.DataFrame:
    """The night of a seed; a draw that the simulator refuses is drawn again."""
    redraw = 100_000_000
    for attempt in range(10):
        try:
            return collect(noctemg, draw_plan(noctemg, seed + attempt * redraw), hours, scratch)
        except RefusedError as refusal:
            print(f"\nseed {seed}: drawn again: {refusal}")
    raise RuntimeError(f"seed {seed}: refused ten times")


def gather(noctemg: Path, nights: int, first_seed: int, hours: float, jobs: int) -> pd.DataFrame:
    """The episodes of many nights."""
    seeds = range(first_seed, first_seed + nights)
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(jobs) as pool:
        parts = []
        futures = [pool.submit(one_night, noctemg, seed, hours, Path(scratch)) for seed in seeds]
        for done, future in enumerate(futures, 1):
            parts.append(future.result())
            print(f"\r{done} of {nights} nights", end="", flush=True)
    print()
    return pd.concat(parts, ignore_index=True)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--noctemg", type=Path, required=True, help="the program")
    parser.add_argument("--out", type=Path, required=True, help="model file to write")
    parser.add_argument("--table", type=Path, help="keep (or use, when there) the episodes here")
    parser.add_argument("--nights", type=int, default=480)
    parser.add_argument("--hours", type=float, default=3)
    parser.add_argument("--first-seed", type=int, default=2_000_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--ablation", type=Path, help="page to tell what each group is worth")
    options = parser.parse_args()
    noctemg = options.noctemg.resolve()
    if options.table and options.table.exists():
        table = pd.read_pickle(options.table)
    else:
        table = gather(noctemg, options.nights, options.first_seed, options.hours, options.jobs)
        if options.table:
            table.to_pickle(options.table)
    if options.ablation:
        ablation.write(table, options.ablation)
        print(f"{options.ablation}: what each group of features is worth")
        return
    fitted = fit(table)
    figures = " ".join(f"{name} {value:.4g}" for name, value in fitted.figures.items())
    notes = [f"training-data sha256 {table_hash(table)}", f"held-out {figures}"]
    text = model_text(fitted.model, INPUTS, fitted.calibration, notes, "episodes")
    options.out.write_text(text, encoding="utf-8")
    print(f"{options.out}: {len(text) // 1000} kB; held-out nights: {figures}")


if __name__ == "__main__":
    main()
