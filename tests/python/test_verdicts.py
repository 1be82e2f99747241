"""What the strict EDFlib and MNE say of the conformance files, and what `noctemg info` says."""

from __future__ import annotations

import csv
import json
import re

import pytest
from conftest import Run, shared_data


def verdicts() -> list[dict[str, str]]:
    folder = shared_data()
    table = folder / "conformance" / "verdicts.tsv" if folder else None
    if table is None or not table.exists():
        return []
    with table.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


ROWS = verdicts()
NO_DATA = pytest.mark.skip(reason="NOCTEMG_SHARED_DATA has no verdicts.tsv")
EVERY_ROW = [pytest.param(row, id=row["file"]) for row in ROWS] or [pytest.param({}, marks=NO_DATA)]


@pytest.mark.parametrize("row", EVERY_ROW)
def test_info_agrees_with_the_verdicts(row: dict[str, str], run: Run) -> None:
    folder = shared_data()
    assert folder is not None
    done = run("info", "--json", folder / "conformance" / row["file"])
    info = json.loads(done.stdout)
    strict = row["edflib_1.23"]
    if strict.startswith("OPEN"):
        said = dict(re.findall(r"(\w+)=([\d.]+)", strict))
        assert "error" not in info, info
        assert done.returncode == 0
        assert len(info["channels"]) == int(said["ns"])
        assert info["records"] == int(said["recs"])
        assert info["record_duration_s"] == pytest.approx(float(said["recdur"]), abs=1e-7)
        assert info["duration_s"] == pytest.approx(float(said["dur"]), abs=1e-6)
        assert info["annotations"] == int(said["annots"])
    elif row["mne_1.3"].startswith("FAIL"):
        assert set(info) == {"file", "error"}
        assert done.returncode != 0
    else:  # one opens it, one does not: an error, or the damage is named
        assert "error" in info or info["warnings"]
