"""The C++ side of noctemg; the package around it is the interface for users."""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

version: str

class ChannelInfo(TypedDict):
    label: str
    unit: str
    rate_hz: float
    rate: tuple[int, int]
    frames: int
    muscle: str
    side: str
    role: str
    uv_per_unit: float
    step: float

class OptionInfo(TypedDict):
    name: str
    type: str
    value: str
    standard: str
    unit: str
    range: str
    help: str
    source: str
    changes_results: bool

class Reader:
    @property
    def id(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def duration(self) -> float: ...
    def channels(self) -> list[ChannelInfo]: ...
    def annotations(self) -> list[tuple[float, float, str]]: ...
    def segments(self) -> list[tuple[float, float, list[int]]]: ...
    def warnings(self) -> list[tuple[str, str]]: ...
    def info_json(self) -> str: ...
    def read_into(
        self,
        segment: int,
        channels: Sequence[int],
        first: int,
        count: int,
        out: NDArray[np.float64],
    ) -> None: ...

class Options:
    def copy(self) -> Options: ...
    def apply(self, preset: str, file: str, assignments: Sequence[tuple[str, str]]) -> None: ...
    def describe(self) -> list[OptionInfo]: ...
    def toml(self) -> str: ...
    def hash(self) -> str: ...

class EpisodeModel:
    @staticmethod
    def parse(text: str, place: str) -> EpisodeModel: ...
    @staticmethod
    def load(path: str) -> EpisodeModel: ...
    @staticmethod
    def shipped() -> EpisodeModel: ...
    def inputs(self) -> list[str]: ...
    def labels(self) -> list[str]: ...
    def identity(self) -> str: ...
    def probabilities_into(
        self, values: NDArray[np.float64], result: NDArray[np.float64]
    ) -> None: ...

class Night:
    def events_tsv(self) -> str: ...
    def json(self) -> str: ...
    def warnings(self) -> list[tuple[str, str]]: ...
    def features_into(self, result: NDArray[np.float64]) -> None: ...
    def overview(self) -> dict[str, Any]: ...
    def episode_count(self) -> int: ...
    def save(
        self, folder: str, keep_identity: bool, annotations_edf: bool, luna_annot: bool
    ) -> None: ...

def open_recording(path: str, assume_unit: str, accept_truncated: bool) -> Reader: ...
def open_array(
    samples: NDArray[np.float64],
    rate_hz: float,
    labels: Sequence[str],
    unit: str,
    start: Sequence[int],
) -> Reader: ...
def episode_features() -> list[tuple[str, str, str]]: ...
def presets() -> list[tuple[str, str, str]]: ...
def analyze(
    reader: Reader,
    options: Options,
    montage: str,
    hypnogram: str,
    progress: Callable[[float], object] | None,
    threads: int,
) -> Night: ...
def find_recordings(names: Sequence[str]) -> list[tuple[str, str, str, str]]: ...

class BatchOptions:
    def __init__(
        self,
        out: str,
        jobs: int = 1,
        threads: int = 0,
        resume: bool = False,
        force: bool = False,
        tables: bool = True,
    ) -> None: ...

def plan_batch(
    inputs: Sequence[Sequence[str]], options: Options, batch: BatchOptions
) -> list[tuple[str, str]]: ...
def run_batch(
    inputs: Sequence[Sequence[str]],
    options: Options,
    batch: BatchOptions,
    progress: Callable[[float], object] | None,
) -> tuple[int, int, list[tuple[str, str, str, str]]]: ...
def write_batch_tables(
    inputs: Sequence[Sequence[str]],
    failed: Sequence[Sequence[str]],
    options: Options,
    batch: BatchOptions,
) -> None: ...
def evaluate(
    truth: str,
    found: str,
    ignore_unknown_labels: bool,
    missing_as_empty: bool,
    hours: float,
    resamples: int,
    seed: int,
) -> str: ...
def filter_recording(
    source: str,
    target: str,
    options: Options,
    montage: str,
    progress: Callable[[float], object] | None,
) -> list[tuple[str, str]]: ...
def butter(
    order: int, edges_hz: Sequence[float], btype: str, rate_hz: float
) -> list[list[float]]: ...
def iirnotch(frequency_hz: float, q: float, rate_hz: float) -> list[float]: ...
def sosfilt_zi(sos: NDArray[np.float64]) -> list[list[float]]: ...
def sosfilt(
    sos: NDArray[np.float64],
    x: NDArray[np.float64],
    out: NDArray[np.float64],
    length: int,
    memory: NDArray[np.float64],
    by_frame: bool,
) -> None: ...
def sosfiltfilt(
    sos: NDArray[np.float64],
    x: NDArray[np.float64],
    out: NDArray[np.float64],
    length: int,
    extension: str,
    padding: int | None,
    by_frame: bool,
) -> None: ...
def rms_envelope(
    x: NDArray[np.float64], out: NDArray[np.float64], length: int, half: int
) -> None: ...
def resting_level(
    levels_uv: NDArray[np.float64],
    out: NDArray[np.float64],
    window_s: float,
    percentile: float,
    min_uv: float,
) -> None: ...
def simulate(
    folder: str,
    scenario: str,
    hours: float,
    channels: int | None,
    rate_hz: float | None,
    seed: int,
    number: int,
    file_format: str | None,
    montage: str,
    settings: list[str],
    progress: Callable[[float], object] | None,
) -> tuple[str, str, str, str]: ...
def plan_night(
    scenario: str,
    hours: float,
    channels: int | None,
    seed: int,
    number: int,
    montage: str,
    settings: list[str],
) -> str: ...
def plan_discharges(
    channel: int,
    scenario: str,
    hours: float,
    channels: int | None,
    seed: int,
    number: int,
    montage: str,
    settings: list[str],
) -> tuple[list[float], list[int]]: ...
def scenarios() -> list[tuple[str, str]]: ...
