"""The package's source files, read once for all architecture tests."""

import ast
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "reporter"
FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in FILES}


def name_of(path: Path) -> str:
    """The path as it is written in messages and test ids."""
    return path.relative_to(REPOSITORY).as_posix()
