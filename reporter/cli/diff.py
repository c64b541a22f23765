"""`reporter diff`: two packs or two report documents of one mint, compared in words."""

import shutil
import sys
from pathlib import Path

import msgspec

from reporter.cli.document import NARROWEST, WIDEST, has_colour
from reporter.cli.output import emit
from reporter.cli.request import Format
from reporter.errors import InputError
from reporter.ledger.pack import read_pack
from reporter.model.difference import Difference
from reporter.model.pack import Pack
from reporter.model.report import Report
from reporter.report.analyse import analyse
from reporter.report.diff import by_packs, by_reports
from reporter.report.render import diff_text, json_document


def run(old: Path, new: Path, published: Path | None, shape: Format) -> int:
    """Print what differs; 0 whether or not anything does. Raises InputError, PackError, PackVersionError."""
    a, b = _read(old), _read(new)
    earlier = json_document.read(published.read_bytes()) if published is not None else None
    if isinstance(a, Pack) and isinstance(b, Pack):
        found = by_packs(a, b, earlier)
    elif earlier is not None:
        raise InputError("--published tells what the program changed, and needs two evidence packs for it")
    else:
        found = by_reports(_report(a), _report(b))
    emit(_document(found, shape))
    return 0


def _read(path: Path) -> Pack | Report:
    """A pack, which is a ZIP, or else a report's JSON."""
    with path.open("rb") as file:
        is_pack = file.read(2) == b"PK"
    return read_pack(path) if is_pack else json_document.read(path.read_bytes())


def _report(given: Pack | Report) -> Report:
    return analyse(given) if isinstance(given, Pack) else given


def _document(found: Difference, shape: Format) -> bytes:
    if shape == "json":
        return msgspec.json.format(msgspec.json.encode(found, order="deterministic"), indent=2) + b"\n"
    if not sys.stdout.isatty():
        return diff_text.render(found).encode()
    width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
    return diff_text.render(found, width=width, color=has_colour()).encode()
