"""The measures and the page of `./run realism`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "datasets"))

from realism import __main__ as page  # noqa: E402
from realism import measures, rows  # noqa: E402


def row(value: float, low: float, high: float, reason: str = "") -> rows.Row:
    return rows.Row("figure", "Hz", [value], "a to b", (low, high), "someone", reason=reason)


def test_median_frequency_of_noise_is_that_of_its_band(rng: np.random.Generator) -> None:
    x = measures.banded(rng.standard_normal(60_000), 2000, (100, 200))
    assert measures.median_frequency_hz(x, 2000) == pytest.approx(150, abs=5)


def test_overlap_is_one_for_equal_spectra_and_small_for_others(rng: np.random.Generator) -> None:
    white = rng.standard_normal(60_000)
    low, high = (
        measures.spectrum(measures.banded(white, 2000, band), 2000)
        for band in ((30.0, 100.0), (200.0, 400.0))
    )
    assert measures.overlap(low, low) == pytest.approx(1)
    assert measures.overlap(low, high) < 0.05


def test_noise_is_as_steady_as_its_bandwidth_allows(rng: np.random.Generator) -> None:
    x = measures.banded(rng.standard_normal(400_000), 2000, (100, 250))
    assert measures.steadiness(x, 2000) == pytest.approx(1 / (2 * np.sqrt(150 * 0.25)), rel=0.15)


def test_trains_are_cut_at_silences_and_doublets_are_counted() -> None:
    regular = np.arange(0, 10, 0.1)
    times = np.concatenate([regular, regular + 20, [regular[5] + 0.008]])
    found = measures.trains(np.sort(times), np.zeros(times.size, dtype=np.int64))
    assert [train.size for train in found] == [101, 100]
    assert measures.doublets(found[0]) == pytest.approx(0.01)
    assert measures.interval_cv(found[0]) == pytest.approx(0, abs=1e-9)
    assert measures.rates_pps(found[1]) == pytest.approx(10)


def test_a_common_oscillation_is_found_and_correlates_units(rng: np.random.Generator) -> None:
    grid = np.arange(0, 60, 0.001)
    chance = 0.001 * 15 * (1 + 0.5 * np.sin(2 * np.pi * 1.4 * grid))
    units = [grid[rng.random(grid.size) < chance] for _ in range(4)]
    assert measures.common_hz(np.sort(np.concatenate(units)), 0, 60) == pytest.approx(1.4, abs=0.1)
    assert np.median(measures.rate_correlations(units)) > 0.3
    steady = [np.sort(rng.uniform(0, 60, 900)) for _ in range(4)]
    assert np.median(measures.rate_correlations(steady)) < 0.3


def test_a_row_outside_its_range_needs_a_reason() -> None:
    assert rows.verdict(row(5, 4, 6)) == "yes"
    assert rows.verdict(row(7, 4, 6, "because")) == "**no**: because"
    rows.check([row(5, 4, 6), row(7, 4, 6, "because")])
    with pytest.raises(ValueError, match=r"no reason is given: figure: 7, allowed \(4, 6\)$"):
        rows.check([row(5, 4, 6), row(7, 4, 6)])


def test_a_row_without_values_keeps_no_number() -> None:
    empty = rows.Row("figure", "Hz", [], "1 to 2", (1, 2), "someone", reason="7 was too much")
    line = rows.table([empty]).splitlines()[-1]
    assert "not measured here" in line
    assert "7" not in line


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.0167, "0.0167"), (1.5, "1.5"), (123.4, "123"), (1200, "1200")]
)
def test_numbers_have_three_digits(value: float, text: str) -> None:
    assert rows.number(value) == text


def test_only_the_marked_section_is_rewritten() -> None:
    old = f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n"
    new = page.rewritten(old, "new")
    assert new == f"before\n{page.BEGIN}\n\nnew\n\n{page.END}\nafter\n"
    assert page.rewritten(new, "new") == new
    with pytest.raises(ValueError, match="both marks"):
        page.rewritten("no marks", "new")


def test_the_committed_page_is_complete() -> None:
    text = (ROOT / "datasets" / "REALISM.md").read_text(encoding="utf-8")
    section = text.partition(page.BEGIN)[2].partition(page.END)[0]
    assert section.count("\n| ") > 40
    for name in ("spectra.svg", "cramp.png", "leg_movement.png", "intervals.svg"):
        picture = ROOT / "datasets" / "pictures" / name
        assert f"pictures/{name}" in text
        assert 1000 < picture.stat().st_size < 120_000
