"""Disputes on disk: one JSON file beside the report's own, which never changes."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from reporter.errors import InputError
from reporter.model.dispute import DISPUTES_SCHEMA, Dispute, Disputes
from reporter.publish.dispute import holds
from reporter.report.render import json_document

SUFFIX: Final = ".disputes"
MOST: Final = 100  # wallets of one report
LARGEST: Final = 128 * 1024  # bytes of the file


def beside(report: Path) -> list[Dispute]:
    """The disputes beside a report's JSON file. Raises InputError as `read` does."""
    file = report.with_suffix(SUFFIX)
    return read(file.read_bytes(), report.read_bytes()) if file.exists() else []


def keep(report: Path, new: Dispute) -> None:
    """Put one more dispute beside a report's JSON file; the overlay appears whole or not at all. Raises as `add` does."""
    content = add(beside(report), new)
    with tempfile.NamedTemporaryFile(dir=report.parent, prefix=".", suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            part.chmod(0o644)
            part.replace(report.with_suffix(SUFFIX))
        finally:
            part.unlink(missing_ok=True)


def read(content: bytes, document: bytes) -> list[Dispute]:
    """The disputes of the report with these bytes, by wallet; every signature is checked again.

    Raises InputError when the overlay is damaged, or holds a dispute that is not one of this report.
    """
    try:
        found = msgspec.json.decode(content, type=Disputes) if len(content) <= LARGEST else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = None
    if found is None or found.schema != DISPUTES_SCHEMA or len(found.disputes) > MOST:
        raise InputError("the disputes beside this report are damaged")
    report, digest = json_document.read(document), hashlib.sha256(document).hexdigest()
    if not all(holds(one, report, digest) for one in found.disputes):
        raise InputError("a dispute beside this report was not signed for it")
    return sorted(found.disputes, key=lambda one: one.wallet)


def add(known: Iterable[Dispute], new: Dispute) -> bytes:
    """The overlay with one more dispute; of one wallet the later stands.

    Raises InputError when the wallet has a later one already, or the report has as many as it may.
    """
    kept = {one.wallet: one for one in known}
    before = kept.get(new.wallet)
    if before is not None and before.time >= new.time:
        raise InputError("this wallet has disputed the report already, at this time or later")
    if before is None and len(kept) >= MOST:
        raise InputError(f"a report takes {MOST} disputes at most")
    rows = sorted((kept | {new.wallet: new}).values(), key=lambda one: one.wallet)
    return msgspec.json.format(msgspec.json.encode(Disputes(DISPUTES_SCHEMA, rows)), indent=2) + b"\n"
