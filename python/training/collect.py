"""Simulates a drawn night, analyses it, and pairs what was found with what is true."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import h5py
import numpy as np
import pandas as pd

from .draw import Plan

# Found and true belong together from this intersection over union on.
LEAST_OVERLAP = 0.3
# An episode that overlaps too little with anything true, and one of these that holds a part of a
# true cramp: neither a cramp nor none.
UNMATCHED = ""
PARTIAL = "partial"


class RefusedError(RuntimeError):
    """A draw whose numbers are at odds with each other."""


def run(command: list[str]) -> None:
    """Runs a command; its messages are part of the error when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    usage = 2
    if done.returncode == usage:
        raise RefusedError(done.stderr)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")


def read_features(path: Path) -> pd.DataFrame:
    """Episodes of a night.h5 that were measured (twitches and faults are not)."""
    with h5py.File(path, "r") as file:
        group = file["episodes"]
        count = len(group["onset_ns"])
        columns = {}
        for name, data in group.items():
            if len(data) != count or name.endswith("_offset") or data.ndim != 1:
                continue
            columns[name] = data.asstr()[:] if data.dtype.kind == "O" else data[:]
    table = pd.DataFrame(columns)
    table.insert(0, "onset_s", table.pop("onset_ns") / 1e9)
    return table[table["level_ratio"].notna()].reset_index(drop=True)


def match_truth(found: pd.DataFrame, truth: pd.DataFrame) -> list[str]:
    """The true label of every found episode: that of the true event of the same leg with the
    largest intersection over union, UNMATCHED or PARTIAL below LEAST_OVERLAP."""
    truth = truth[truth["trial_type"] != "twitch"]
    begin = truth["onset"].to_numpy(float)
    end = begin + truth["duration"].to_numpy(float)
    labels = truth["trial_type"].to_numpy(str)
    sides = truth["side"].to_numpy(str)
    one_leg = np.isin(sides, ["left", "right"])
    starts = found["onset_s"].to_numpy(float)
    stops = starts + found["duration_s"].to_numpy(float)
    legs = found["side"].to_numpy(str)
    bilateral = found["bilateral"].to_numpy(int) == 1
    result = []
    for first, last, leg, both in zip(starts, stops, legs, bilateral, strict=True):
        any_leg = both or leg not in ("left", "right")
        same = (end > first) & (begin < last) & (any_leg | ~one_leg | (sides == leg))
        if not same.any():
            result.append(UNMATCHED)
            continue
        overlap = np.minimum(end, last) - np.maximum(begin, first)
        union = np.maximum(end, last) - np.minimum(begin, first)
        share = np.where(same, overlap / union, -1)
        best = int(share.argmax())
        if share[best] >= LEAST_OVERLAP:
            result.append(str(labels[best]))
        else:
            result.append(PARTIAL if (labels[same] == "cramp").any() else UNMATCHED)
    return result


def collect(noctemg: Path, plan: Plan, hours: float, scratch: Path) -> pd.DataFrame:
    """Features and true labels of one night; its files are deleted again."""
    folder = scratch / plan.name
    shutil.rmtree(folder, ignore_errors=True)
    try:
        simulate = [
            str(noctemg),
            "simulate",
            "-o",
            str(folder / "nights"),
            "--jobs",
            "1",
            "--quiet",
        ]
        run(simulate + plan.arguments(hours))
        analyze = [str(noctemg), "analyze", str(folder / "nights"), "-o", str(folder / "results")]
        analyze += ["--jobs", "1", "--threads", "1", "--quiet"]
        # Everything that a model will be asked about, undisturbed by a model's earlier answers.
        for setting in ("classifier=rules", "aftermath=false", "leave_out_sway=false"):
            analyze += ["--set", f"classify.{setting}"]
        run(analyze)
        truth = pd.read_csv(next((folder / "nights").glob("*.events.tsv")), sep="\t")
        truth["side"] = truth["side"].fillna("n/a")
        found = read_features(next((folder / "results").glob("*/night.h5")))
        found["truth"] = match_truth(found, truth)
        found["night"] = plan.name
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)
