"""Breaks every rule once, in a small tree of its own, and expects exactly that rule to be named."""

import tempfile
import unittest
from pathlib import Path

from check_rules import check
from rules import ALL_RULES

GUARD = "#pragma once\n/// \\file\n"
HOME = "/ho" + "me/someone/night.edf"  # split, so that this file keeps the rule itself

# path, content, a piece of the message that must appear
BREAKS = [
    ("libanalysis/src/signal/fft.cpp", '#include "emg/rows.hpp"\n', "signal/ must not include emg"),
    ("libanalysis/src/emg/rows.cpp", '#include "io/edf.hpp"\n', "emg/ must not include io/"),
    ("libanalysis/src/io/edf.cpp", '#include "signal/zpk.hpp"\n', "io/ must not include signal/"),
    ("libanalysis/src/io/edf.cpp", '#include "run/line.hpp"\n', "io/ must not include run/"),
    ("libanalysis/src/eval/a.cpp", '#include "io/known.hpp"\n', "eval/ must not include io/"),
    ("libanalysis/src/io/a.cpp", '#include "eval/a.hpp"\n', "io/ must not include eval/"),
    ("libanalysis/src/emg/rows.cpp", '#include "../run/line.hpp"\n', "not with .."),
    ("libanalysis/src/signal/a.cpp", '#include "noctemg/night.hpp"\n', "signal/ must not know"),
    ("libanalysis/include/noctemg/a.hpp", GUARD + "#include <fmt/core.h>\n", "public header must"),
    ("libanalysis/include/noctemg/a.hpp", GUARD + '#include "io/edf.hpp"\n', "public header must"),
    ("libanalysis/include/noctemg/a.hpp", GUARD + "#include <string.h>\n", "public header must"),
    ("libanalysis/include/noctemg/a.hpp", "#pragma once\n", "opens with a /// \\file"),
    ("libanalysis/src/io/edf.hpp", "// nothing\n", "needs #pragma once"),
    ("cli/main.cpp", '#include "io/known.hpp"\n', "is private to libanalysis/src"),
    ("python/night.cpp", '#include "../libanalysis/src/io/known.hpp"\n', "is private"),
    ("benchmarks/night/read.cpp", '#include "io/known.hpp"\n', "is private to libanalysis/src"),
    ("libanalysis/src/run/a.cpp", "#include <CLI/CLI.hpp>\n", "CLI11 belongs to cli/"),
    ("cli/main.cpp", "#include <pybind11/pybind11.h>\n", "pybind11 belongs to python/"),
    ("libanalysis/src/emg/a.cpp", "#include <fftw3.h>\n", "FFTW belongs"),
    ("libanalysis/src/io/night_h5.cpp", "#include <hdf5.h>\n", "HDF5 belongs"),
    ("libanalysis/src/io/a.cpp", "#include <H5Ppublic.h>\n", "HDF5 belongs"),
    ("cli/main.cpp", "#include <toml++/toml.h>\n", "toml++ belongs"),
    ("cli/main.cpp", "#include <openssl/evp.h>\n", "OpenSSL belongs"),
    ("libanalysis/src/io/edf.cpp", "#include <zlib.h>\n", "zlib belongs"),
    ("cli/main.cpp", "#include <xxhash.h>\n", "xxHash belongs"),
    ("libanalysis/src/io/a.cpp", "#include <tbb/parallel_for.h>\n", "TBB belongs"),
    ("libanalysis/src/io/a.cpp", "#include <Eigen/Dense>\n", "Eigen belongs"),
    ("libanalysis/src/signal/a.cpp", "#include <nlohmann/json.hpp>\n", "nlohmann-json belongs"),
    ("libanalysis/src/io/a.cpp", "#include <gtest/gtest.h>\n", "GoogleTest belongs"),
    ("tests/unit/a_test.cpp", "#include <benchmark/benchmark.h>\n", "Google Benchmark belongs"),
    ("libanalysis/src/io/long.cpp", "\n" * 401, "more than 400 lines"),
    ("libanalysis/src/io/a.cpp", "class NightManager {\n};\n", "NightManager"),
    ("python/noctemg/a.py", "class FileHelper:\n    pass\n", "FileHelper"),
    ("libanalysis/src/io/a.cpp", "template <class T> struct RowData {\n};\n", "RowData"),
    ("libanalysis/src/io/edf_utils.cpp", "\n", "must say what is inside"),
    ("README.md", f"Open {HOME} first.\n", "a path of one machine"),
]  # fmt: skip

GOOD = {
    "libanalysis/src/io/known.hpp": "#pragma once\n",
    "libanalysis/src/signal/fft.cpp": '#include <fftw3.h>\n#include "signal/fft.hpp"\n',
    "libanalysis/src/emg/rows.cpp": '#include "emg/rows.hpp"\n#include "signal/fft.hpp"\n',
    "libanalysis/src/run/line.cpp": '#include "emg/rows.hpp"\n#include "io/known.hpp"\n',
    "libanalysis/include/noctemg/night.hpp": GUARD + '#include <map>\n#include "noctemg/a.hpp"\n',
    "cli/main.cpp": '#include <CLI/CLI.hpp>\n#include "noctemg/night.hpp"\n#include "info.hpp"\n',
    "benchmarks/micro/stage.cpp": '#include "io/known.hpp"\n',
    "README.md": "Results go to /tmp/out and ~/nights; see https://example.org/home/x.\n",
    "build/x.cpp": "#include <pybind11/pybind11.h>\n",
}


def check_files(files: dict[str, str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return check(Path(folder))


class CheckRules(unittest.TestCase):
    def test_a_good_tree_breaks_nothing(self) -> None:
        self.assertEqual(check_files(GOOD), [])

    def test_each_break_is_found_alone(self) -> None:
        for path, content, message in BREAKS:
            with self.subTest(path=path, message=message):
                findings = check_files({**GOOD, path: content})
                self.assertEqual(len(findings), 1, findings)
                self.assertIn(message, findings[0])
                self.assertTrue(findings[0].startswith(path + ":"), findings[0])

    def test_a_second_door_is_found(self) -> None:
        second = {"libanalysis/src/signal/other.cpp": "#include <fftw3.h>\n"}
        findings = check_files({**GOOD, **second})
        self.assertEqual(len(findings), 1, findings)
        self.assertIn("already the door", findings[0])

    def test_every_rule_has_a_break(self) -> None:
        self.assertGreaterEqual(len(BREAKS), len(ALL_RULES))


if __name__ == "__main__":
    unittest.main()
