"""Recordings for the benchmarks, cut out of one simulated night: longer, wider, half flat.

All are plain EDF without the annotation signal, whose clock would not fit records that moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Label, transducer, unit, physical minimum and maximum, digital ones, prefilter, samples, reserved.
FIELD_BYTES = (16, 80, 8, 8, 8, 8, 8, 80, 8, 32)
LABEL, SAMPLES = 0, 8
MAIN_HEADER_BYTES = 256
ANNOTATIONS = b"EDF Annotations"


@dataclass(frozen=True)
class EdfFile:
    """An EDF file as bytes: the header's fields per signal, and where records lie."""

    path: Path
    main_header: bytes
    # [signal][field]
    signals: list[list[bytes]]
    record_count: int

    @property
    def record_bytes(self) -> list[int]:
        return [2 * int(signal[SAMPLES]) for signal in self.signals]

    @property
    def measured(self) -> list[int]:
        """Signals that are no annotations."""
        return [
            i for i, signal in enumerate(self.signals) if not signal[LABEL].startswith(ANNOTATIONS)
        ]

    @property
    def record_s(self) -> float:
        return float(self.main_header[244:252])

    @property
    def hours(self) -> float:
        return self.record_count * self.record_s / 3600

    @property
    def samples(self) -> int:
        """Of all signals that are no annotations."""
        return self.record_count * sum(self.record_bytes[i] for i in self.measured) // 2

    def records(self, begin: int, end: int) -> Iterator[list[bytes]]:
        """Bytes per measured signal of records [begin, end), counted on from the first one again
        behind the last."""
        size = sum(self.record_bytes)
        offsets = [sum(self.record_bytes[:i]) for i in range(len(self.signals) + 1)]
        with self.path.open("rb") as file:
            for record in range(begin, end):
                at = record % self.record_count
                file.seek(MAIN_HEADER_BYTES * (len(self.signals) + 1) + at * size)
                data = file.read(size)
                yield [data[offsets[i] : offsets[i + 1]] for i in self.measured]


def open_edf(path: Path) -> EdfFile:
    """Only well-formed files that noctemg has written: nothing is checked."""
    with path.open("rb") as file:
        main_header = file.read(MAIN_HEADER_BYTES)
        count = int(main_header[252:256])
        columns = [[file.read(width) for _ in range(count)] for width in FIELD_BYTES]
    signals = [list(fields) for fields in zip(*columns, strict=True)]
    return EdfFile(path, main_header, signals, int(main_header[236:244]))


def _field(value: object, width: int) -> bytes:
    return str(value).ljust(width).encode("ascii")


def write_edf(
    path: Path,
    pattern: EdfFile,
    signals: list[list[bytes]],
    records: Iterable[list[bytes]],
    record_count: int,
) -> None:
    header = bytearray(pattern.main_header)
    header[184:192] = _field(MAIN_HEADER_BYTES * (len(signals) + 1), 8)
    header[192:236] = b" " * 44
    header[236:244] = _field(record_count, 8)
    header[252:256] = _field(len(signals), 4)
    with path.open("wb") as file:
        file.write(header)
        for column in zip(*signals, strict=True):
            file.write(b"".join(column))
        for record in records:
            file.write(b"".join(record))


def write_length(night: EdfFile, path: Path, hours: float, channels: int | None = None) -> None:
    """The same night shorter, or over and over again; its first channels only."""
    count = round(hours * 3600 / night.record_s)
    kept = night.measured[:channels]
    records = (record[: len(kept)] for record in night.records(0, count))
    write_edf(path, night, [night.signals[i] for i in kept], records, count)


def write_half_flat(night: EdfFile, path: Path) -> None:
    """Every other minute is 0 on all channels, as when a cable is out."""

    def records() -> Iterator[list[bytes]]:
        for number, record in enumerate(night.records(0, night.record_count)):
            flat = int(number * night.record_s) // 60 % 2 == 1
            yield [bytes(len(signal)) for signal in record] if flat else record

    signals = [night.signals[i] for i in night.measured]
    write_edf(path, night, signals, records(), night.record_count)


def write_wide(night: EdfFile, path: Path, copies: int, hours: float) -> None:
    """Stretches of the night beside one another as if they were further channels."""
    count = round(hours * 3600 / night.record_s)
    step = max(1, night.record_count // copies)
    signals = []
    for copy in range(copies):
        for i in night.measured:
            label = night.signals[i][LABEL].decode("ascii").strip()
            name = _field(f"{label[:11]} {copy + 1}", FIELD_BYTES[LABEL])
            signals.append([name, *night.signals[i][1:]])

    def records() -> Iterator[list[bytes]]:
        sources = [night.records(copy * step, copy * step + count) for copy in range(copies)]
        for parts in zip(*sources, strict=True):
            yield [signal for part in parts for signal in part]

    write_edf(path, night, signals, records(), count)
