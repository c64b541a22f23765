"""Generated pages of docs/ stay equal to what the code says; UPDATE_DOCS=1 writes them anew."""

import os
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def assert_current(name: str, content: bytes) -> None:
    """Fail when docs/`name` is not `content`; write it instead under UPDATE_DOCS=1."""
    page = DOCS / name
    if os.environ.get("UPDATE_DOCS") == "1":
        page.write_bytes(content)
    assert page.is_file(), f"docs/{name} is missing: run the tests of tests/report with UPDATE_DOCS=1"
    assert page.read_bytes() == content, f"docs/{name} lags: run the tests of tests/report with UPDATE_DOCS=1"
