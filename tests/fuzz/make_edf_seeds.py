#!/usr/bin/env python3
"""Writes the seeds of the EDF fuzz target: small valid files and one per kind of damage.

python3 make_edf_seeds.py seeds/edf
"""

import pathlib
import struct
import sys

SIGNAL = {
    "label": "EMG LAT",
    "unit": "uV",
    "physical_min": "-100",
    "physical_max": "100",
    "digital_min": "-2048",
    "digital_max": "2047",
    "prefilter": "",
    "samples": "4",
}
WIDTHS = {
    "label": 16,
    "transducer": 80,
    "unit": 8,
    "physical_min": 8,
    "physical_max": 8,
    "digital_min": 8,
    "digital_max": 8,
    "prefilter": 80,
    "samples": 8,
    "reserved": 32,
}


def padded(text, width):
    raw = text if isinstance(text, bytes) else text.encode("utf-8")
    return raw[:width].ljust(width)


def header(signals, records, bdf=False, reserved="", duration="1", **changes):
    fields = {
        "version": b"\xffBIOSEMI" if bdf else "0",
        "patient": "X X X X",
        "recording": "Startdate 01-MAR-2026 X X X",
        "date": "01.03.26",
        "time": "22.58.03",
        "size": str(256 * (len(signals) + 1)),
        "reserved": reserved,
        "records": str(records),
        "duration": duration,
        "signal_count": str(len(signals)),
        **changes,
    }
    widths = (8, 80, 80, 8, 8, 8, 44, 8, 8, 4)
    out = b"".join(padded(v, w) for v, w in zip(fields.values(), widths, strict=True))
    for name, width in WIDTHS.items():
        out += b"".join(padded(signal.get(name, ""), width) for signal in signals)
    return out


def annotations(size, bdf=False):
    return {
        **SIGNAL,
        "label": "BDF Annotations" if bdf else "EDF Annotations",
        "unit": "",
        "samples": str(size // (3 if bdf else 2)),
    }


def tal(readable, size):
    raw = readable.translate({ord("|"): "\x14", ord("~"): "\x15", ord(";"): "\0"})
    return raw.encode("latin-1").ljust(size, b"\0")


EMG4 = struct.pack("<4h", 0, 1, -2048, 2047)
EMG3 = b"\x00\x00\x00\x01\x00\x00\xff\xff\xff\x00\x00\x80"


def seeds():
    plain = header([SIGNAL], 3) + EMG4 * 3
    yield "plain", plain
    yield "truncated", plain[:-3]
    yield "trailing", plain + b"xyz"
    yield "header_only", plain[:512]
    yield "half_header", plain[:300]
    yield "unknown_count", header([SIGNAL], -1) + EMG4 * 2
    yield "comma", header([{**SIGNAL, "physical_min": "-1,5"}], 1) + EMG4
    yield "flat_scale", header([{**SIGNAL, "physical_min": "7", "physical_max": "7"}], 1) + EMG4
    yield "reversed", header([{**SIGNAL, "digital_min": "9", "digital_max": "-9"}], 1) + EMG4
    yield "huge_samples", header([{**SIGNAL, "samples": "99999999"}], 99999999) + EMG4
    yield "many_signals", header([SIGNAL], 1, signal_count="9999") + EMG4
    yield "bad_start", header([SIGNAL], 1, date="42.00.00", time="2x:99-1") + EMG4
    yield (
        "mixed_rates",
        (
            header(
                [SIGNAL, {**SIGNAL, "label": "C\xe2nula", "unit": b"\x83\xcaV", "samples": "1"}], 2
            )
            + (EMG4 + b"\1\0") * 2
        ),
    )
    yield (
        "bdf",
        header(
            [SIGNAL, {**SIGNAL, "label": "Status", "unit": "Boolean"}],
            2,
            bdf=True,
            reserved="24BIT",
        )
        + EMG3 * 4,
    )
    texts = ["+0.25||;+1.5~0.5|Zo\xeb|b|;", "+1.25||;-3|odd|;4|x|;", "+2.25||;junk;+7"]
    with_texts = [SIGNAL, annotations(40)]
    yield (
        "plus",
        header(with_texts, 3, reserved="EDF+C") + b"".join(EMG4 + tal(t, 40) for t in texts),
    )
    for name, onsets in {"gaps": (0, 1, 5), "overlap": (0, 1, 1.5), "backward": (9, 3, 1)}.items():
        yield (
            name,
            header(with_texts, 3, reserved="EDF+D")
            + b"".join(EMG4 + tal(f"+{t}||;", 40) for t in onsets),
        )
    yield "no_stamp", header(with_texts, 1, reserved="EDF+D") + EMG4 + bytes(40)
    yield (
        "bdf_plus",
        header([SIGNAL, annotations(30, True)], 1, bdf=True, reserved="BDF+C")
        + EMG3
        + tal("+0||;+1|t|;", 30),
    )
    yield (
        "texts_only",
        header([annotations(60)], 1, reserved="EDF+C", duration="0")
        + tal("+0||;+30~30|Sleep stage W|;", 60),
    )


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in seeds():
        ending = "bdf" if content.startswith(b"\xff") else "edf"
        (folder / f"{name}.{ending}").write_bytes(content)


if __name__ == "__main__":
    main()
