"""The runner of the CLI cases, run against `echo`-like commands: it must fail when it should."""

import contextlib
import io
import unittest

from run_case import SKIPPED, CaseError, parse_case, run

PLACES = {"noctemg": "true", "samples": "/nowhere", "shared": "/nowhere"}


def outcome(line: str) -> int:
    with contextlib.redirect_stdout(io.StringIO()):
        return run(parse_case(line, "test"), PLACES)


class RunCase(unittest.TestCase):
    def test_passes_when_code_and_output_match(self) -> None:
        self.assertEqual(outcome("a | 0 | echo one two | ^one && two$"), 0)
        self.assertEqual(outcome("a | 3 | exit 3"), 0)

    def test_fails_on_another_exit_code(self) -> None:
        self.assertEqual(outcome("a | 0 | exit 1"), 1)
        self.assertEqual(outcome("a | 1 | {noctemg}"), 1)

    def test_fails_when_a_pattern_is_missing(self) -> None:
        self.assertEqual(outcome("a | 0 | echo one | one && two"), 1)

    def test_fails_when_a_forbidden_pattern_is_there(self) -> None:
        self.assertEqual(outcome("a | 0 | echo one | !one"), 1)
        self.assertEqual(outcome("a | 0 | echo one | !two"), 0)

    def test_reads_stderr_too(self) -> None:
        self.assertEqual(outcome("a | 0 | echo oops >&2 | oops"), 0)

    def test_fails_on_a_sanitizer_report_whatever_is_expected(self) -> None:
        self.assertEqual(outcome("a | 1 | echo ERROR: AddressSanitizer; exit 1"), 1)

    def test_a_failing_first_step_ends_the_command(self) -> None:
        self.assertEqual(outcome("a | 0 | false; true"), 1)
        self.assertEqual(outcome("a | 0 | false|true"), 1)

    def test_tmp_is_a_fresh_folder(self) -> None:
        self.assertEqual(outcome("a | 0 | touch {tmp}/x; ls | ^x$"), 0)
        self.assertEqual(outcome('a | 0 | test -z "$(ls -A {tmp})"'), 0)

    def test_shared_is_skipped_when_absent(self) -> None:
        self.assertEqual(outcome("a | 0 | cat {shared}/night.edf"), SKIPPED)

    def test_wrong_lines_are_refused(self) -> None:
        for line in ("only words", "Name | 0 | x", "a | zero | x"):
            with self.subTest(line=line), self.assertRaises(CaseError):
                parse_case(line, "test")


if __name__ == "__main__":
    unittest.main()
