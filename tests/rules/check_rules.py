"""Checks the structure that the code review would otherwise have to watch.

Usage: check_rules.py REPOSITORY
Prints one line per broken rule (file:line: rule) and exits with 1 when there is any.
Only the standard library is used. The rules themselves: rules.py; the list of files: tree.py.
"""

import sys
from pathlib import Path

from rules import ALL_RULES
from tree import load_tree


def check(root: Path) -> list[str]:
    """Broken rules of the tree below `root`, sorted by file and line."""
    files = load_tree(root)
    findings = [finding for rule in ALL_RULES for finding in rule(files)]
    return [f"{f.path}:{f.line}: {f.message}" for f in sorted(findings)]


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    findings = check(Path(arguments[0]))
    print("\n".join(findings) if findings else "all rules hold")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
