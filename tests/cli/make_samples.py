"""Writes small recordings for the CLI cases, good and damaged, without any help from noctemg.

Usage: make_samples.py DIR. The files are listed in README.md beside this file. Standard library
only; the numbers come from a fixed seed, so that every machine gets the same bytes.
"""

import array
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

RATE_HZ = 500
RAIL_UV = 3276.8
UV_PER_STEP = 0.1


@dataclass
class Edf:
    """An EDF or EDF+ file in the making: 1 s records, one rate."""

    labels: tuple[str, ...] = ("EMG LGastroc", "EMG RGastroc", "EMG LTib", "EMG RTib")
    seconds: int = 60
    reserved: str = ""
    record_onsets: list[int] | None = None  # EDF+ only
    bursts: list[tuple[int, int, int, float]] = field(default_factory=list)  # channel, s, s, µV RMS

    def header(self) -> bytes:
        labels = list(self.labels) + (["EDF Annotations"] if self.record_onsets else [])
        n = len(labels)
        notes = [label == "EDF Annotations" for label in labels]
        per_signal = [
            (16, labels),
            (80, ["" if note else "surface electrode" for note in notes]),
            (8, ["" if note else "uV" for note in notes]),
            (8, ["-1" if note else f"{-RAIL_UV}" for note in notes]),
            (8, ["1" if note else f"{RAIL_UV - UV_PER_STEP:.1f}" for note in notes]),
            (8, ["-32768"] * n),
            (8, ["32767"] * n),
            (80, ["" if note else "HP:10Hz LP:200Hz" for note in notes]),
            (8, ["16" if note else str(RATE_HZ) for note in notes]),
            (32, [""] * n),
        ]
        fixed = [
            (8, "0"), (80, "X X X X"), (80, "Startdate 02-JAN-2024 X X X"), (8, "02.01.24"),
            (8, "22.30.00"), (8, str(256 * (n + 1))), (44, self.reserved), (8, str(self.seconds)),
            (8, "1"), (4, str(n)),
        ]  # fmt: skip
        text = "".join(f"{value:<{width}}" for width, value in fixed)
        text += "".join(f"{value:<{width}}" for width, values in per_signal for value in values)
        return text.encode("ascii")

    def level_uv(self, channel: int, second: int) -> float:
        for burst_channel, begin, end, level in self.bursts:
            if channel == burst_channel and begin <= second < end:
                return level
        return 2.0

    def records(self) -> bytes:
        rng = random.Random(20240102)
        content = bytearray()
        for second in range(self.seconds):
            for channel in range(len(self.labels)):
                steps = self.level_uv(channel, second) / UV_PER_STEP
                values = (round(rng.gauss(0.0, steps)) for _ in range(RATE_HZ))
                samples = array.array("h", (max(-32768, min(32767, v)) for v in values))
                if sys.byteorder == "big":
                    samples.byteswap()
                content += samples.tobytes()
            if self.record_onsets:
                content += f"+{self.record_onsets[second]}\x14\x14".encode().ljust(32, b"\0")
        return bytes(content)

    def to_bytes(self) -> bytes:
        return self.header() + self.records()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # Half a minute of strong steady activity of the left calf between two quiet minutes.
    cramp = Edf(seconds=150, bursts=[(0, 60, 90, 120.0)]).to_bytes()
    quiet = Edf().to_bytes()
    two_parts = Edf(
        seconds=40, reserved="EDF+D", record_onsets=[*range(20), *range(100, 120)]
    ).to_bytes()
    wrong_count = bytearray(quiet)
    wrong_count[252:256] = b"-3  "
    files = {
        "nights/cramp.edf": cramp,
        "nights/quiet.edf": quiet,
        "gap.edf": two_parts,
        "cut_short.edf": quiet[: len(quiet) // 2],
        "header_only_half.edf": quiet[:300],
        "bad_signal_count.edf": bytes(wrong_count),
        "empty.edf": b"",
        "notes.txt": b"Not a recording.\n",
        "no_emg.edf": Edf(labels=("EEG Fpz-Cz", "Resp nasal"), seconds=10).to_bytes(),
        "montage.tsv": b"channel\tmuscle\tside\trole\n"
        b"EMG LGastroc\tgastrocnemius_lateralis\tleft\temg\n"
        b"EMG RGastroc\tgastrocnemius_lateralis\tright\temg\n"
        b"EMG LTib\ttibialis_anterior\tleft\temg\n"
        b"EMG RTib\ttibialis_anterior\tright\temg\n",
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
