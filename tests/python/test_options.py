"""Options in Python: the same names, checks and text as on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run

import noctemg as ng


def test_members_are_attributes() -> None:
    options = ng.Options(**{"filter.highpass_hz": 25})
    assert options.filter.highpass_hz == 25
    options.filter.highpass_hz = 30
    assert options.filter.highpass_hz == 30
    assert ng.Options().filter.highpass_hz == 20


def test_every_option_survives_its_own_toml(tmp_path: Path) -> None:
    options = ng.Options(**{"filter.highpass_hz": 25.5, "filter.mains": "60"})
    path = tmp_path / "options.toml"
    path.write_text(options.to_toml())
    assert ng.Options(config=path) == options
    assert ng.Options(config=path) != ng.Options()


def test_preset_then_file_then_settings(tmp_path: Path) -> None:
    path = tmp_path / "options.toml"
    path.write_text("[filter]\nhighpass_hz = 22\nlowpass_hz = 300\n")
    options = ng.Options(config=path, **{"filter.lowpass_hz": 310})
    assert options.filter.highpass_hz == 22
    assert options.filter.lowpass_hz == 310


def test_all_violations_are_reported_and_nothing_changes() -> None:
    options = ng.Options()
    before = options.to_toml()
    with pytest.raises(ValueError, match=r"filter\.highpass_hz") as caught:
        options.set({"filter.highpass_hz": 9999, "filter.highpas": 3})
    assert "filter.highpas" in str(caught.value).replace("filter.highpass_hz", "")
    assert options.to_toml() == before


def test_unknown_members_are_attribute_errors() -> None:
    with pytest.raises(AttributeError):
        _ = ng.Options().filter.highpas
    with pytest.raises(AttributeError):
        _ = ng.Options().filters


def test_hash_follows_what_changes_results() -> None:
    assert ng.Options().hash == ng.Options().hash
    assert ng.Options(**{"filter.highpass_hz": 25}).hash != ng.Options().hash


def test_every_option_is_described() -> None:
    table = ng.Options().describe()
    assert set(table["name"]) == set(ng.Options().to_dict())
    assert (table["help"].str.len() > 0).all()


def test_every_preset_can_be_applied() -> None:
    for name in ng.presets()["name"]:
        ng.Options(preset=name)


def test_the_command_line_lists_the_same_options(run: Run) -> None:
    listing = run("options").stdout
    for name in ng.Options().to_dict():
        assert name.split(".")[1] in listing
