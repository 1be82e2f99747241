"""Writes a recording in noctemg's HDF5 layout anew with other chunks and another filter.

python -m night.peers.hdf5_layout FROM.h5 TO.h5 SECONDS ACROSS FILTER
FILTER is none, gzip-N or shuffle+gzip-N; ACROSS is `all` channels in a chunk or `one`. What is
timed is h5py's writing alone: the samples have been read before.
"""

from __future__ import annotations

import sys

import h5py

from night.peers.timing import say


def filters(name: str) -> dict[str, object]:
    if name == "none":
        return {}
    return {
        "shuffle": name.startswith("shuffle+"),
        "compression": "gzip",
        "compression_opts": int(name.rpartition("-")[2]),
    }


def main() -> None:
    source, target, seconds, across, filter_name = sys.argv[1:]
    with h5py.File(source, "r") as old, h5py.File(target, "w") as new:
        for key, value in old.attrs.items():
            new.attrs[key] = value
        for key in old:
            if key != "signals":
                old.copy(key, new)
        groups = {}
        for key, group in old["signals"].items():
            copied = new.create_group(f"signals/{key}")
            for name in group.attrs:
                # The types as they are: texts of variable length stay such.
                value = group.attrs.get_id(name)
                copied.attrs.create(name, group.attrs[name], value.shape, value.dtype)
            groups[key] = group["samples"][()]

        def write() -> int:
            for key, samples in groups.items():
                group = new["signals"][key]
                rate_hz = group.attrs["rate_frames"] / group.attrs.get("rate_seconds", 1)
                rows = min(len(samples), max(1, round(float(seconds) * rate_hz)))
                columns = samples.shape[1] if across == "all" else 1
                group.create_dataset(
                    "samples", data=samples, chunks=(rows, columns), **filters(filter_name)
                )
            new.flush()
            return len(groups)

        say("h5py", write)


if __name__ == "__main__":
    main()
