"""pyEDFlib reads all channels, one whole signal after the other."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

import pyedflib

if __name__ == "__main__":
    with pyedflib.EdfReader(sys.argv[1]) as reader:
        signals = [reader.readSignal(i) for i in range(reader.signals_in_file)]
    total = sum(float(signal[0]) for signal in signals)
    print(json.dumps({"sum": total, "pyedflib": version("pyedflib")}))
