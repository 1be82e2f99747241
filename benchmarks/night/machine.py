"""What the figures were measured on."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

LOOK_S = 5.0


def _first(pattern: str, text: str, otherwise: str = "unknown") -> str:
    found = re.search(pattern, text, re.MULTILINE)
    return found[1].strip() if found else otherwise


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def available_gib() -> float:
    """Memory that can be had without swapping; much where nobody says."""
    kib = _first(r"^MemAvailable:\s+(\d+)", _read("/proc/meminfo"), "")
    return int(kib) / 1024**2 if kib else 1e6


def busy_share() -> float:
    """Of all cores' time, what others take while this program sleeps. The load average would count
    our own work of the minute before."""

    def ticks() -> tuple[int, int]:
        words = _first(r"^cpu (.*)$", _read("/proc/stat"), "0 0 0 0 0").split()
        numbers = [int(word) for word in words]
        return sum(numbers), numbers[3] + numbers[4]

    total, idle = ticks()
    time.sleep(LOOK_S)
    total_after, idle_after = ticks()
    passed = total_after - total
    return 1 - (idle_after - idle) / passed if passed else 0.0


def built_how(benchmarks: Path) -> dict[str, str]:
    """What the micro benchmarks' program knows of its own making."""
    words = ("--benchmark_filter=DesignButterworth", "--benchmark_min_time=0.001")
    told = _output(str(benchmarks), *words, "--benchmark_format=json")
    context = json.loads(told)["context"]
    return {
        "compiler": context["noctemg_compiler"],
        "build_type": context["noctemg_build_type"],
        "kernels": context["noctemg_kernels"],
    }


def machine(benchmarks: Path, noctemg: Path) -> dict[str, Any]:
    cpu_info = _read("/proc/cpuinfo")
    memory_kib = int(_first(r"^MemTotal:\s+(\d+)", _read("/proc/meminfo"), "0"))
    here = Path(__file__).resolve().parent
    return {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
        "cpu": _first(r"^model name\s*:(.*)$", cpu_info, platform.machine()),
        "virtual": " hypervisor" in _first(r"^flags\s*:(.*)$", cpu_info),
        "cores": os.cpu_count() or 1,
        "memory_gib": round(memory_kib / 1024**2, 1),
        "kernel": f"{platform.system()} {platform.release()}",
        "noctemg": _output(str(noctemg), "--version"),
        "commit": _output("git", "-C", str(here), "describe", "--always", "--dirty"),
        **built_how(benchmarks),
    }


def sentence(machine: dict[str, Any]) -> str:
    where = ", virtual machine" if machine["virtual"] else ""
    return (
        f"{machine['date']}, commit {machine['commit']}: {machine['cpu']}{where}, "
        f"{machine['cores']} cores, {machine['memory_gib']:g} GiB, {machine['kernel']}; "
        f"{machine['compiler']}, {machine['build_type']}; kernels usable here: "
        f"{machine['kernels'].replace(' ', ', ')}, the last one used unless said otherwise. "
        f"Other work kept {100 * machine['busy_before']:.0f} % of the cores busy before the start "
        f"and {100 * machine['busy_after']:.0f} % after the end."
    )
