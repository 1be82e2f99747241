"""The rules. Each is a function from the list of files to its findings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from std_headers import STD_HEADERS
from tree import SourceFile

SOURCES = "libanalysis/src"
PUBLIC = ("libanalysis/include", "datasets/include")
USERS = ("cli", "python", "benchmarks", "datasets")
# Stages can only be measured from inside, as unit tests look at them.
INSIDERS = ("benchmarks/micro",)
MAX_LINES = 400

# layer -> layers it may include. `signal` knows arrays and Hz, `eval` lists of events, `io` bytes,
# `run` knows all.
LAYERS = {
    "signal": {"signal"},
    "emg": {"emg", "signal"},
    "eval": {"eval"},
    "io": {"io"},
    "run": {"run", "emg", "eval", "io", "signal"},
}
# The only public headers that `signal` may see: it must not learn what a recording is.
SIGNAL_MAY_INCLUDE = {"noctemg/signal.hpp", "noctemg/error.hpp"}

# One door for each third party: header -> files that may include it.
DOORS = (
    (r"CLI/.*", r"cli/.*", "CLI11 belongs to cli/"),
    (r"pybind11/.*", r"python/.*", "pybind11 belongs to python/"),
    (r"fftw3\.h", rf"{SOURCES}/signal/[^/]+\.cpp", "FFTW belongs to one file of signal/"),
    (r"hdf5(_hl)?\.h|H5.*\.h", rf"{SOURCES}/io/h5(_(attributes|calls|dataset|late))?\.[ch]pp",
     "HDF5 belongs to the wrapper io/h5*"),
    (r"zlib\.h", rf"{SOURCES}/io/h5_[^/]+\.cpp", "zlib belongs to one file of io/h5_*"),
    # Two doors: options are the analysis's, scenarios the simulator's; neither sees the other.
    (r"toml\+\+/.*", rf"{SOURCES}/run/options_toml\.cpp|datasets/src/scenario_toml\.cpp",
     "toml++ belongs to run/options_toml.cpp and datasets/src/scenario_toml.cpp"),
    (r"openssl/.*", r"datasets/src/sha256\.cpp", "OpenSSL belongs to datasets/src/sha256.cpp"),
    (r"xxhash\.h|xxh3\.h", rf"{SOURCES}/io/[^/]+\.cpp", "xxHash belongs to one file of io/"),
    (r"(o?neapi/)?tbb/.*", rf"({SOURCES}/(signal|emg|run)|datasets/src|tests)/.*",
     "TBB belongs to signal/, emg/, run/ and datasets/src/"),
    (r"Eigen/.*", rf"{SOURCES}/(signal|emg)/.*", "Eigen belongs to signal/ and emg/"),
    (r"nlohmann/.*", rf"({SOURCES}/(io|run)|cli|datasets/src|tests)/.*",
     "nlohmann-json belongs to writers, never to headers that users see"),
    (r"g(test|mock)/.*", r"tests/.*", "GoogleTest belongs to tests/"),
    (r"benchmark/.*", r"benchmarks/.*", "Google Benchmark belongs to benchmarks/"),
)  # fmt: skip
SINGLE_FILE_DOORS = (r"fftw3\.h", r"xxhash\.h|xxh3\.h", r"zlib\.h")

# "Sleep context" is the field's own term for stage and arousal around an event.
AGREED_TYPES = {"SleepContext"}

VAGUE_TYPE = re.compile(
    r"^\s*(?:template\s*<.*>\s*)?(?:class|struct)\s+"
    r"(\w*(?:Manager|Helper|Util|Utils|Processor|Engine|Context|Data))\b(?!\s*;)"
)
VAGUE_FILE = re.compile(r"(?:.*[_-])?(manager|helpers?|utils?|processor|engine|context)(?:[_-].*)?")
MACHINE_PATH = re.compile(r"(?<![\w.}])/(?:home|root|work|Users|mnt|media|scratch)/\w")


@dataclass(frozen=True, order=True)
class Finding:
    path: PurePosixPath
    line: int
    message: str


def layer_of(name: str) -> str:
    """The layer that an include such as "io/h5.hpp" names, or ""."""
    head = name.split("/")[0]
    return head if "/" in name and head in LAYERS else ""


def layers_point_down(files: list[SourceFile]) -> Iterator[Finding]:
    for layer, allowed in LAYERS.items():
        for file in files:
            if not (file.is_cpp and file.below(f"{SOURCES}/{layer}")):
                continue
            for include in file.includes():
                target = layer_of(include.name)
                if ".." in include.name:
                    yield Finding(
                        file.path, include.line, "include from libanalysis/src, not with .."
                    )
                elif target and target not in allowed:
                    yield Finding(file.path, include.line, f"{layer}/ must not include {target}/")


def signal_knows_only_arrays(files: list[SourceFile]) -> Iterator[Finding]:
    for file in files:
        if file.is_cpp and file.below(f"{SOURCES}/signal"):
            for include in file.includes():
                if include.name.startswith("noctemg/") and include.name not in SIGNAL_MAY_INCLUDE:
                    yield Finding(file.path, include.line, f"signal/ must not know {include.name}")


def public_headers_need_only_the_standard_library(files: list[SourceFile]) -> Iterator[Finding]:
    for file in files:
        if not (file.is_header and file.below(*PUBLIC)):
            continue
        for include in file.includes():
            own = not include.angled and include.name.startswith("noctemg/")
            if not own and not (include.angled and include.name in STD_HEADERS):
                yield Finding(
                    file.path, include.line, f"a public header must not include {include.name}"
                )


def users_include_only_public_headers(files: list[SourceFile]) -> Iterator[Finding]:
    private = {f.path.relative_to(SOURCES).as_posix() for f in files if f.below(SOURCES)}
    for file in files:
        if not (file.is_cpp and file.below(*USERS)) or file.below(*INSIDERS):
            continue
        for include in file.includes():
            if include.name in private or f"{SOURCES}/" in include.name:
                yield Finding(
                    file.path, include.line, f"{include.name} is private to libanalysis/src"
                )


def third_parties_use_their_door(files: list[SourceFile]) -> Iterator[Finding]:
    for file in files:
        if not file.is_cpp:
            continue
        for include in file.includes():
            for header, door, message in DOORS:
                if re.fullmatch(header, include.name) and not re.fullmatch(door, str(file.path)):
                    yield Finding(file.path, include.line, message)


def some_doors_are_one_file(files: list[SourceFile]) -> Iterator[Finding]:
    for header in SINGLE_FILE_DOORS:
        door = next(door for name, door, _ in DOORS if name == header)
        users = [
            (file.path, include.line)
            for file in files
            if file.is_cpp and re.fullmatch(door, str(file.path))
            for include in file.includes()
            if re.fullmatch(header, include.name)
        ]
        for path, line in users[1:]:
            yield Finding(path, line, f"{users[0][0]} is already the door to this library")


def headers_have_guards_and_say_what_they_are(files: list[SourceFile]) -> Iterator[Finding]:
    for file in files:
        if file.is_header:
            if "#pragma once" not in file.lines:
                yield Finding(file.path, 1, "a header needs #pragma once")
            if file.below(*PUBLIC) and not any("\\file" in line for line in file.lines[:6]):
                yield Finding(file.path, 1, "a public header opens with a /// \\file comment")


def files_stay_small(files: list[SourceFile]) -> Iterator[Finding]:
    for file in files:
        code = file.is_cpp or file.path.suffix in {".py", ".pyi", ".cmake"}
        if code and len(file.lines) > MAX_LINES:
            yield Finding(file.path, len(file.lines), f"more than {MAX_LINES} lines")


def names_say_something(files: list[SourceFile]) -> Iterator[Finding]:
    for file in files:
        if not (file.is_cpp or file.path.suffix == ".py"):
            continue
        if VAGUE_FILE.fullmatch(file.path.name.split(".")[0].lower()):
            yield Finding(file.path, 1, "a file name must say what is inside")
        for number, text in enumerate(file.lines, start=1):
            match = VAGUE_TYPE.match(text)
            if match and match[1] not in AGREED_TYPES:
                yield Finding(file.path, number, f"{match[1]}: the name says nothing; what is it?")


def no_machine_paths(files: list[SourceFile]) -> Iterator[Finding]:
    for file in files:
        for number, text in enumerate(file.lines, start=1):
            if match := MACHINE_PATH.search(text):
                yield Finding(file.path, number, f"a path of one machine: {match[0]}...")


ALL_RULES = (
    layers_point_down,
    signal_knows_only_arrays,
    public_headers_need_only_the_standard_library,
    users_include_only_public_headers,
    third_parties_use_their_door,
    some_doors_are_one_file,
    headers_have_guards_and_say_what_they_are,
    files_stay_small,
    names_say_something,
    no_machine_paths,
)
