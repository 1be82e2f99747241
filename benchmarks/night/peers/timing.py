"""How a peer times its own work and says so."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from importlib.metadata import version


def say(package: str, work: Callable[[], object]) -> None:
    """Runs `work` and prints, as JSON: its time without imports, the package's version, and what
    it returned, so that nothing of it can be left out."""
    begin_s, begin_cpu_s = time.perf_counter(), time.process_time()
    result = work()
    said = {
        "inside_s": time.perf_counter() - begin_s,
        "inside_cpu_s": time.process_time() - begin_cpu_s,
        "version": f"{package} {version(package)}",
        "result": result,
    }
    print(json.dumps(said))
