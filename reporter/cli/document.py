"""A report as the bytes that `reporter report` prints and `reporter verify` compares."""

import os
import shutil
import sys
from typing import Final

from reporter.cli.request import ReportFormat
from reporter.model.report import Report
from reporter.report.explorer import DEFAULT
from reporter.report.render import text
from reporter.report.render.formats import render

NARROWEST: Final = 60  # below, tables break anyway
WIDEST: Final = 120  # above, lines are hard to read


def document(report: Report, shape: ReportFormat, explorer: str = DEFAULT) -> bytes:
    """The rendered report. Documents are the same everywhere; text fits a terminal where standard output is one."""
    if shape != "text" or not sys.stdout.isatty():
        return render(report, shape, explorer)
    width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
    return text.render(report, width=width, color=has_colour()).encode()


def has_colour() -> bool:
    """False where the user (no-color.org) or the terminal wants none."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
