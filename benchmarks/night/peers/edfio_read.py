"""edfio reads all channels: python -m night.peers.edfio_read FILE."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

import edfio

if __name__ == "__main__":
    total = sum(float(signal.data[0]) for signal in edfio.read_edf(sys.argv[1]).signals)
    print(json.dumps({"sum": total, "edfio": version("edfio")}))
