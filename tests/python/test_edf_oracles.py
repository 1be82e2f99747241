"""EDF and BDF against edfio, pyEDFlib and MNE, on every file that opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import oracles
import pytest
from conftest import parametrize_shared

import noctemg as ng

EVERY_FILE = "conformance/*/*.[eb]df"


def ours(path: Path) -> ng.Recording:
    try:
        return ng.read(path)
    except ValueError as error:
        pytest.skip(f"not openable: {error}")


def theirs(read: Callable[[Path], list], path: Path) -> list:
    try:
        return read(path)
    except Exception as error:
        pytest.skip(f"the oracle cannot: {type(error).__name__}: {error}")


def data_of(recording: ng.Recording, channel: int) -> np.ndarray:
    """All samples of a channel, segments one after the other."""
    parts = [recording.get_data(channel, segment=s) for s in range(len(recording.segments))]
    return np.concatenate(parts, axis=1)[0] if parts else np.empty(0)


def assert_same_channels(recording: ng.Recording, oracle: list[oracles.Channel]) -> None:
    assert [c.label for c in oracle] == recording.ch_names
    for i, channel in enumerate(oracle):
        samples = data_of(recording, i)
        assert len(samples) == len(channel.samples), channel.label
        np.testing.assert_allclose(
            samples, channel.samples, rtol=0, atol=1e-3 * channel.step, err_msg=channel.label
        )


@parametrize_shared(EVERY_FILE)
def test_samples_equal_edfios(path: Path) -> None:
    recording = ours(path)
    assert_same_channels(recording, theirs(oracles.edfio_channels, path))


@parametrize_shared(EVERY_FILE)
def test_samples_equal_pyedflibs(path: Path) -> None:
    recording = ours(path)
    assert_same_channels(recording, theirs(oracles.pyedflib_channels, path))


@parametrize_shared(EVERY_FILE)
def test_samples_equal_mnes(path: Path) -> None:
    """MNE resamples channels of lower rates: files with several rates are left out."""
    recording = ours(path)
    raw = theirs(oracles.mne_raw, path)
    table = recording.channels
    if table.empty or table["rate_hz"].nunique() != 1:
        pytest.skip("no signals, or several rates")
    if raw.info["sfreq"] != pytest.approx(table["rate_hz"][0]):
        pytest.skip("MNE takes another rate")
    oracle = oracles.edfio_channels(path) if path.suffix == ".edf" else None
    for i, name in enumerate(recording.ch_names):
        if raw.ch_names.count(name) != 1 or recording.ch_names.count(name) != 1:
            continue
        samples = data_of(recording, i)
        # MNE holds volts where it knows the unit, and the file's own numbers elsewhere.
        volts = raw.get_data(picks=[name])[0]
        unit = table["unit"][i]
        scale = 1e6 if unit in ("uV", "mV", "nV", "V") else 1.0
        step = oracle[i].step if oracle else np.ptp(samples) / 2**15 or 1.0
        np.testing.assert_allclose(
            samples, volts * scale, rtol=1e-9, atol=1e-3 * step, err_msg=name
        )


def assert_same_notes(recording: ng.Recording, oracle: list[oracles.Note]) -> None:
    table = recording.annotations
    assert len(table) == len(oracle)
    by_time = sorted(oracle, key=lambda note: note.onset)
    np.testing.assert_allclose(table["onset"], [n.onset for n in by_time], rtol=0, atol=1e-6)
    found = sorted(zip(table["onset"].round(5), table["description"].str.strip(), strict=True))
    assert found == sorted((round(n.onset, 5), n.text.strip()) for n in oracle)


@parametrize_shared(EVERY_FILE)
def test_annotations_equal_edfios(path: Path) -> None:
    recording = ours(path)
    assert_same_notes(recording, theirs(oracles.edfio_notes, path))


@parametrize_shared(EVERY_FILE)
def test_annotations_equal_pyedflibs(path: Path) -> None:
    recording = ours(path)
    assert_same_notes(recording, theirs(oracles.pyedflib_notes, path))


@parametrize_shared("real/*.edf")
def test_real_recordings_equal_edfios(path: Path) -> None:
    assert_same_channels(ng.read(path), oracles.edfio_channels(path))


def test_a_simulated_night_equals_edfios(demo_night: ng.SimulatedNight) -> None:
    assert_same_channels(
        ng.read(demo_night.recording), oracles.edfio_channels(demo_night.recording)
    )
