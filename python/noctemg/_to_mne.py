"""Recordings in MNE's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._recording import Picks, Recording

# MNE holds volts.
V_PER_UV = 1e-6


def _channels(recording: Recording, picks: Picks) -> list[int]:
    table = recording.channels
    if picks is not None:
        channels = recording._indices(picks)
    else:
        emg = table.index[table["role"] == "emg"]
        if len(emg) == 0:
            raise ValueError("picks: the recording has no EMG channel; name channels")
        same = table["rate_hz"] == table["rate_hz"][emg[0]]
        channels = [int(c) for c in emg if same[c]]
    for c in channels:
        if not np.isfinite(recording._channels[c]["uv_per_unit"]):
            raise ValueError(f"picks: '{table['label'][c]}' has no voltage: unit unknown")
    return channels


def _runs(missing: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(missing, prepend=False, append=False))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def raw_of(recording: Recording, picks: Picks) -> Any:
    """See :meth:`noctemg.Recording.to_mne`."""
    try:
        import mne
    except ImportError as error:
        raise ImportError("to_mne needs MNE: pip install noctemg[mne]") from error
    channels = _channels(recording, picks)
    rate_hz = recording._channels[channels[0]]["rate_hz"]
    segments = recording.segments
    firsts = [round(start * rate_hz) for start in segments["start_s"]]
    pieces = [recording.get_data(channels, segment=s) for s in range(len(segments))]
    total = max(first + piece.shape[1] for first, piece in zip(firsts, pieces, strict=True))
    values = np.full((len(channels), total), np.nan)
    for first, piece in zip(firsts, pieces, strict=True):
        values[:, first : first + piece.shape[1]] = piece
    skipped = _runs(np.asarray(np.isnan(values).any(axis=0)))
    np.nan_to_num(values, copy=False, nan=0.0)
    values *= V_PER_UV
    roles = recording.channels["role"]
    kinds = [
        role if (role := roles[c]) in ("emg", "ecg", "eeg", "eog") else "misc" for c in channels
    ]
    names = [recording.ch_names[c] for c in channels]
    raw = mne.io.RawArray(values, mne.create_info(names, rate_hz, kinds), verbose="error")
    start = recording.start
    if start is not None:
        raw.set_meas_date(start.tz_localize("UTC").to_pydatetime())
    notes = recording.annotations
    onset = [*notes["onset"], *(first / rate_hz for first, _ in skipped)]
    duration = [
        *notes["duration"].fillna(0),
        *((last - first) / rate_hz for first, last in skipped),
    ]
    description = [*notes["description"], *["BAD_ACQ_SKIP"] * len(skipped)]
    raw.set_annotations(mne.Annotations(onset, duration, description), verbose="error")
    return raw
