"""A report as the bytes that `reporter report` prints and `reporter verify` compares."""

import os
import shutil
import sys
from typing import Final

from reporter.cli.request import Format
from reporter.model.report import Report
from reporter.report.render import json_document, text

NARROWEST: Final = 60  # below, tables break anyway
WIDEST: Final = 120  # above, lines are hard to read


def document(report: Report, shape: Format) -> bytes:
    """The rendered report. JSON is the same everywhere; text fits a terminal where standard output is one."""
    if shape == "json":
        return json_document.render(report)
    if not sys.stdout.isatty():
        return text.render(report).encode()
    width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
    return text.render(report, width=width, color=has_colour()).encode()


def has_colour() -> bool:
    """False where the user (no-color.org) or the terminal wants none."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
