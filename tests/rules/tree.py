"""The text files of a repository, as the rules see them."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

CPP_ENDINGS = {".cpp", ".hpp", ".hpp.in", ".h"}
TEXT_ENDINGS = CPP_ENDINGS | {
    ".cmake", ".in", ".json", ".md", ".py", ".pyi", ".sh", ".toml", ".tsv", ".txt", ".yml", "",
}  # fmt: skip
SKIPPED_FOLDERS = re.compile(
    r"build.*|\.git|\.venv.*|\.cache|\.hypothesis|\..*_cache|__pycache__|.*\.egg-info"
)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


@dataclass(frozen=True)
class Include:
    line: int
    name: str
    angled: bool


@dataclass(frozen=True)
class SourceFile:
    path: PurePosixPath  # from the top of the repository
    lines: tuple[str, ...]

    @property
    def is_cpp(self) -> bool:
        return self.path.suffix in CPP_ENDINGS or self.path.name.endswith(".hpp.in")

    @property
    def is_header(self) -> bool:
        return self.path.suffix in {".hpp", ".h"} or self.path.name.endswith(".hpp.in")

    def below(self, *folders: str) -> bool:
        return any(self.path.is_relative_to(folder) for folder in folders)

    def includes(self) -> Iterator[Include]:
        for number, text in enumerate(self.lines, start=1):
            if match := INCLUDE.match(text):
                yield Include(number, match[2], match[1] == "<")


def load_tree(root: Path) -> list[SourceFile]:
    """All text files below `root` that people write: no build trees, caches or hidden folders."""
    files = []
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(s for s in subfolders if not SKIPPED_FOLDERS.fullmatch(s))
        for name in sorted(names):
            if name == ".git":  # of a linked work tree: a file that names a folder of this machine
                continue
            file = Path(folder, name)
            if file.suffix in TEXT_ENDINGS and not file.is_symlink():
                text = read_text(file)
                if text is not None:
                    path = PurePosixPath(file.relative_to(root).as_posix())
                    files.append(SourceFile(path, tuple(text.splitlines())))
    return files


def read_text(file: Path) -> str | None:
    """Nothing for files that are no UTF-8 text, such as fuzz seeds and recordings."""
    content = file.read_bytes()
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
