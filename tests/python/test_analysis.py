"""The analysis from Python: the same numbers as the command line, and manners."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import Run

import noctemg as ng


@pytest.fixture(scope="module")
def night(demo_night: ng.SimulatedNight) -> ng.Night:
    return ng.analyze(demo_night.recording, hypnogram=demo_night.hypnogram)


def test_python_and_the_command_line_give_the_same_bytes(
    demo_night: ng.SimulatedNight, run: Run, tmp_path: Path
) -> None:
    settings = {"filter.highpass_hz": 25, "filter.mains": "50"}
    flags = [f"--set={name}={value}" for name, value in settings.items()]
    done = run("analyze", demo_night.recording, "-o", tmp_path / "cli", "--quiet", *flags)
    assert done.returncode == 0, done.stderr
    ng.analyze(demo_night.recording, **settings).save(tmp_path / "python")
    for name in ("events.tsv", "events.json", "night.json"):
        by_cli = (tmp_path / "cli" / demo_night.id / name).read_bytes()
        assert by_cli == (tmp_path / "python" / name).read_bytes(), name


def test_events_are_the_table_of_the_file(night: ng.Night, tmp_path: Path) -> None:
    night.save(tmp_path / "out")
    lines = (tmp_path / "out" / "events.tsv").read_text().splitlines()
    assert list(night.events.columns) == lines[0].split("\t")
    assert len(night.events) == len(lines) - 1 > 0
    first = dict(zip(lines[0].split("\t"), lines[1].split("\t"), strict=True))
    assert night.events["onset"][0] == float(first["onset"])
    assert night.events["trial_type"][0] == first["trial_type"]


def test_events_have_types_to_compute_with(night: ng.Night) -> None:
    events = night.events
    assert events["onset"].dtype == np.float64
    assert events["peak_uV"].dtype == np.float64
    assert isinstance(events["trial_type"].dtype, pd.StringDtype)
    assert events["clock_time"].dtype == "datetime64[ns]"
    assert events["onset"].is_monotonic_increasing
    assert not events.isin(["n/a"]).any().any()


def test_summary_counts_what_events_list(night: ng.Night) -> None:
    counted = night.events["trial_type"].value_counts()
    for label, count in night.summary["counts"].items():
        assert counted.get(label, 0) == count, label
    assert night.summary["sleep"]["known"]


def test_coverage_has_a_row_per_channel(night: ng.Night) -> None:
    assert len(night.coverage) == 8
    assert (night.coverage["recorded_s"] == 720).all()
    assert (night.coverage["analysable_s"] <= night.coverage["recorded_s"]).all()


def test_threads_do_not_change_a_result(demo_night: ng.SimulatedNight) -> None:
    one = ng.analyze(demo_night.recording, threads=1)
    many = ng.analyze(demo_night.recording, threads=4)
    assert one._night.json() == many._night.json()
    pd.testing.assert_frame_equal(one.events, many.events)


def test_more_threads_than_cores_are_quiet_and_change_nothing(
    demo_night: ng.SimulatedNight, run: Run, tmp_path: Path
) -> None:
    for threads in (1, (os.cpu_count() or 1) + 3):
        out = tmp_path / str(threads)
        done = run("analyze", demo_night.recording, "-o", out, "--threads", threads, "--quiet")
        assert done.returncode == 0
        assert done.stderr == ""
    first, second = (
        {path.relative_to(out): path.read_bytes() for path in out.rglob("*.[tj]s*")}
        for out in sorted(tmp_path.iterdir())
    )
    assert len(first) > 4
    for files in (first, second):
        files.pop(Path("run.json"))
    assert first == second


def test_an_array_gives_the_events_of_its_file(demo_night: ng.SimulatedNight) -> None:
    recording = ng.read(demo_night.recording)
    from_file = ng.analyze(recording).events
    from_array = ng.analyze(recording.get_data(), sfreq=500, ch_names=recording.ch_names).events
    columns = ["trial_type", "channel", "side", "muscle"]
    # The file knows its rails, the array does not: what touched them may differ.
    quiet = from_file["trial_type"] != "artifact"
    kept = from_array["trial_type"] != "artifact"
    pd.testing.assert_frame_equal(
        from_file.loc[quiet, columns].reset_index(drop=True),
        from_array.loc[kept, columns].reset_index(drop=True),
    )


def test_an_array_may_be_in_volts(demo_night: ng.SimulatedNight) -> None:
    recording = ng.read(demo_night.recording)
    x = recording.get_data()
    in_uv = ng.analyze(x, 500, recording.ch_names).events
    in_mv = ng.analyze(x / 1024, 500, recording.ch_names, unit="mV").events
    assert len(in_uv) > 0
    assert in_mv["onset"].iloc[0] == pytest.approx(in_uv["onset"].iloc[0], abs=5)


def test_a_montage_may_be_a_table(demo_night: ng.SimulatedNight) -> None:
    montage = pd.DataFrame(
        {
            "channel": ["L TA", "L GM"],
            "muscle": ["tibialis_anterior", "soleus"],
            "side": ["left", "right"],
            "role": ["emg", "emg"],
        }
    )
    night = ng.analyze(demo_night.recording, montage=montage)
    used = {row["channel"]: row for row in night.summary["provenance"]["montage"]}
    assert used["L GM"]["muscle"] == "soleus"
    assert used["L GM"]["side"] == "right"
    assert used["R TA"]["role"] == "ignore"
    assert set(night.coverage["channel"]) == {"L TA", "L GM"}


def test_progress_rises_to_the_end(demo_night: ng.SimulatedNight) -> None:
    shares: list[float] = []
    ng.analyze(demo_night.recording, progress=shares.append)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


def test_progress_can_stop(demo_night: ng.SimulatedNight) -> None:
    with pytest.raises(KeyboardInterrupt):
        ng.analyze(demo_night.recording, progress=lambda share: False)


def test_exceptions_of_progress_come_through(demo_night: ng.SimulatedNight) -> None:
    def fail(share: float) -> None:
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        ng.analyze(demo_night.recording, progress=fail)


def test_ctrl_c_stops_without_a_hook(demo_night: ng.SimulatedNight) -> None:
    script = (
        "import os, signal, sys, noctemg as ng\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.05)\n"
        "signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGINT))\n"
        "try:\n"
        "    while True: ng.analyze(sys.argv[1])\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(demo_night.recording)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "stopped\n", done.stderr


def test_other_threads_run_meanwhile(demo_night: ng.SimulatedNight) -> None:
    beats: list[int] = []
    done = threading.Event()

    def beat() -> None:
        while not done.wait(0.001):
            beats.append(1)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        ng.analyze(demo_night.recording)
    finally:
        done.set()
        thread.join()
    assert len(beats) > 5


def test_what_cannot_be_analysed_is_a_value_error(demo_night: ng.SimulatedNight) -> None:
    with pytest.raises(ValueError, match="sfreq"):
        ng.analyze(np.zeros((2, 1000)))
    with pytest.raises(ValueError, match="n_channels"):
        ng.analyze(np.zeros((1000, 2)), sfreq=100, ch_names=["a", "b"])
    with pytest.raises(ValueError, match="sfreq"):
        ng.analyze(demo_night.recording, sfreq=500)
    with pytest.raises(ValueError, match=r"filter\.highpass_hz"):
        ng.analyze(demo_night.recording, **{"filter.highpass_hz": -1})
    with pytest.raises(FileNotFoundError):
        ng.analyze("nothing.edf")
    with pytest.raises(FileNotFoundError):
        ng.analyze(demo_night.recording, montage="nothing.tsv")


def test_results_that_cannot_be_written_are_os_errors(night: ng.Night, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        night.save(tmp_path / "file" / "out")


def test_night_json_is_the_summary(night: ng.Night, tmp_path: Path) -> None:
    night.save(tmp_path / "out")
    assert json.loads((tmp_path / "out" / "night.json").read_text()) == night.summary


def test_default_signal_handler_is_left_alone(demo_night: ng.SimulatedNight) -> None:
    before = signal.getsignal(signal.SIGINT)
    ng.analyze(demo_night.recording)
    assert signal.getsignal(signal.SIGINT) is before


def test_an_ecg_channel_tells_heart_beats_from_twitches(tmp_path: Path) -> None:
    """A heart that every leg electrode hears, with an ECG beside it and without."""
    loud = {"artifact.ecg_low_uv": 100.0, "artifact.ecg_high_uv": 150.0}
    made = ng.simulate(tmp_path, scenario="mixed", hours=0.5, seed=3, settings=loud)
    truth = pd.read_csv(made.events, sep="\t")
    montage = ng.read(made.recording).channels.rename(columns={"label": "channel"})
    montage = montage[["channel", "muscle", "side", "role"]].fillna("n/a")
    with_ecg = ng.analyze(made.recording)
    montage.loc[montage["role"] == "ecg", "role"] = "ignore"
    without = ng.analyze(made.recording, montage=montage)
    twitches = [(n.events["trial_type"] == "twitch").sum() for n in (with_ecg, without)]
    assert twitches[0] < twitches[1]
    assert twitches[0] <= (truth["trial_type"] == "twitch").sum() + 5  # of 1500 beats per site
    told = [w for w in with_ecg.warnings if "heart beats left out" in w]
    assert told
    assert all("ECG II" in w for w in told)
    assert not any("ECG II" in w for w in without.warnings)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell")
def test_analyses_in_a_loop_leave_nothing_behind(rng: np.random.Generator) -> None:
    """The memory that 400 analyses take after the first 100; a leak of 5 kB each fails."""
    samples = 3 * rng.normal(size=(4, 5000))
    samples[0, 2000:4500] *= 20

    def resident_mib() -> float:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE") / 2**20

    def analyze(times: int) -> float:
        for _ in range(times):
            night = ng.analyze(samples, 500, ["L GM", "L TA", "R GM", "R TA"])
            assert len(night.events) + len(night.summary) + len(night.features) > 0
        gc.collect()
        return resident_mib()

    before = analyze(100)
    assert analyze(400) - before < 1.9


def test_a_cramp_that_wakes_the_sleeper_is_one_of_sleep(
    night: ng.Night, demo_night: ng.SimulatedNight, tmp_path: Path
) -> None:
    events = night.events
    cramp = events[events["trial_type"] == "cramp"].iloc[0]
    woken = cramp["onset"] + 1
    hypnogram = tmp_path / "stages.tsv"
    hypnogram.write_text(f"onset\tduration\tstage\n0\t{woken}\tN3\n{woken}\t{720 - woken}\tW\n")
    staged = ng.analyze(demo_night.recording, hypnogram=hypnogram)
    at_cramp = staged.events["onset"] == cramp["onset"]
    assert staged.events.loc[at_cramp, "stage"].tolist() == ["N3"]
    cramps = staged.events[staged.events["trial_type"] == "cramp"]
    assert staged.summary["sleep"]["cramps_in_sleep"] == (cramps["stage"] == "N3").sum()
    assert staged.summary["sleep"]["cramps_in_wake"] == (cramps["stage"] == "W").sum()
