"""A night's results as files, seen through the same face as the C++ side's own."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import _noctemg


def _h5py() -> Any:
    try:
        import h5py
    except ImportError as error:
        raise ImportError("features and overview of saved results need h5py") from error
    return h5py


class SavedNight:
    """Reads events.tsv and night.json at once, night.h5 when it is asked for."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._folder = Path(folder)
        self._events = (self._folder / "events.tsv").read_text(encoding="utf-8")
        self._json = (self._folder / "night.json").read_text(encoding="utf-8")

    def events_tsv(self) -> str:
        return self._events

    def json(self) -> str:
        return self._json

    def warnings(self) -> list[tuple[str, str]]:
        return [(w["place"], w["message"]) for w in json.loads(self._json)["warnings"]]

    def episode_count(self) -> int:
        return self._events.rstrip("\n").count("\n")

    def features_into(self, result: NDArray[np.float64]) -> None:
        with _h5py().File(self._folder / "night.h5") as file:
            for i, (name, _, _) in enumerate(_noctemg.episode_features()):
                result[:, i] = file["episodes"][name][:]

    def overview(self) -> dict[str, Any]:
        channels = json.loads(self._json)["recording"]["channels"]
        with _h5py().File(self._folder / "night.h5") as file:
            group = file["overview"]
            view: dict[str, Any] = {
                "ch_names": [channels[int(index)]["label"] for index in group["channel"][:]],
                "onset_s": group["onset_s"][:],
            }
            for name in ("min_uv", "max_uv", "rms_uv", "rest_uv"):
                view[name] = group[name][:]
        for name in list(view)[1:]:
            view[name].setflags(write=False)
        return view

    def save(
        self, folder: str, keep_identity: bool, annotations_edf: bool, luna_annot: bool
    ) -> None:
        if keep_identity or annotations_edf or luna_annot:
            raise ValueError(
                "results that were loaded can only be copied as they are: analyse the recording "
                "for keep_identity, annotations_edf or luna_annot"
            )
        if Path(folder).resolve() == self._folder.resolve():
            return
        # As the C++ side does it: the folder appears when all of it is there.
        partial = Path(f"{folder}.{os.getpid()}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(self._folder, partial)
        if Path(folder).exists():
            shutil.rmtree(folder)
        partial.rename(folder)
