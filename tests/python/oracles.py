"""Other people's readers, brought to one form: physical samples in µV, annotations as tuples."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np

VOLTS = {"uV": 1.0, "µV": 1.0, "μV": 1.0, "mV": 1e3, "V": 1e6, "nV": 1e-3}


class Channel(NamedTuple):
    label: str
    samples: np.ndarray
    step: float  # one digital step, in the unit of the samples


class Note(NamedTuple):
    onset: float
    text: str


def factor(unit: str) -> float:
    return VOLTS.get(unit.strip(), 1.0)


def edfio_module(path: Path) -> object:
    import edfio

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return (edfio.read_bdf if path.suffix == ".bdf" else edfio.read_edf)(path)


def edfio_channels(path: Path) -> list[Channel]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = []
        for s in edfio_module(path).signals:
            unit = factor(s.physical_dimension)
            step = (s.physical_max - s.physical_min) / (s.digital_max - s.digital_min)
            result.append(Channel(s.label, np.asarray(s.data, float) * unit, abs(step) * unit))
        return result


def edfio_notes(path: Path) -> list[Note]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [Note(a.onset, a.text) for a in edfio_module(path).annotations]


def pyedflib_channels(path: Path) -> list[Channel]:
    import pyedflib

    with pyedflib.EdfReader(str(path)) as file:
        result = []
        for i, head in enumerate(file.getSignalHeaders()):
            unit = factor(head["dimension"])
            digital = head["digital_max"] - head["digital_min"]
            step = abs(head["physical_max"] - head["physical_min"]) / digital * unit
            result.append(Channel(head["label"], file.readSignal(i) * unit, step))
        return result


def pyedflib_notes(path: Path) -> list[Note]:
    import pyedflib

    with pyedflib.EdfReader(str(path)) as file:
        onsets, _, texts = file.readAnnotations()
        return [Note(float(o), str(t)) for o, t in zip(onsets, texts, strict=True)]


def mne_raw(path: Path) -> object:
    import mne

    logging.getLogger("mne").setLevel(logging.ERROR)
    read = mne.io.read_raw_bdf if path.suffix == ".bdf" else mne.io.read_raw_edf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # stim_channel=None: by default MNE takes a last or "status" channel apart.
        return read(path, preload=True, stim_channel=None, infer_types=False, verbose="ERROR")
