"""The shelf in the database: reports and packs that every process of a fleet can read.

A document takes some 5 MB, a fifth of it compressed; a pack is compressed already.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
import sqlalchemy as sa
import zstandard

from reporter.errors import InputError
from reporter.jobs.disputes import shown
from reporter.jobs.durable.database import Database
from reporter.jobs.durable.tables import reports
from reporter.jobs.head import Head, head_of
from reporter.jobs.job import ReportId
from reporter.jobs.shelf import Shelf
from reporter.jobs.store import LONGEST_NOTES
from reporter.ledger.pack import write_pack
from reporter.model.dispute import Dispute
from reporter.model.ids import Mint
from reporter.model.pack import Pack
from reporter.model.report import Report
from reporter.publish import overlay
from reporter.report.render import json_document

_PATIENCE: Final = 5.0  # seconds a reader waits for a database that restarts
_ABSENT: Final = "no such report here; make it again"
Keep = Callable[[sa.Connection], ReportId]


class DatabaseShelf:
    """A `Shelf`. `owner` is empty for everybody's reports."""

    def __init__(self, database: Database, owner: str = "") -> None:
        self._database = database
        self._owner = owner

    def private(self, owner: str) -> "DatabaseShelf":
        """See `Shelf`."""
        if not owner:
            raise InputError("not the id of an API key")
        return DatabaseShelf(self._database, owner)

    def save(self, report: Report, pack: Pack) -> ReportId:
        """See `Shelf`."""
        return self._database.run(self.keeping(report, pack))

    def keeping(self, report: Report, pack: Pack) -> Keep:
        """What saves them within somebody's transaction; everything slow is done before."""
        document = json_document.render(report)
        head = head_of(document)
        values = {
            "slot": head.slot,
            "head": msgspec.json.encode(head).decode(),
            "document": zstandard.ZstdCompressor().compress(document),
            "pack": _pack_file(pack),
        }

        def keep(connection: sa.Connection) -> ReportId:
            known = connection.execute(sa.select(reports.c.number).where(*self._is(head.id))).scalar()
            if known is None:
                new = {"owner": self._owner, "mint": head.id.mint, "sha256": head.id.sha256, "notes": "", "frozen": False}
                connection.execute(sa.insert(reports).values(**new, **values))
            else:
                connection.execute(sa.update(reports).where(reports.c.number == known).values(**values))
            return head.id

        return keep

    def load(self, report: ReportId) -> Report:
        """See `Shelf`."""
        return json_document.read(self.document(report))

    def document(self, report: ReportId) -> bytes:
        """See `Shelf`."""
        return zstandard.ZstdDecompressor().decompress(self._one(reports.c.document, report))

    def pack(self, report: ReportId) -> bytes:
        """See `Shelf`."""
        found: bytes = self._one(reports.c.pack, report)
        return found

    def notes(self, report: ReportId) -> str:
        """See `Shelf`."""
        found = self._read(sa.select(reports.c.notes).where(*self._is(report)))
        return found[0].notes if found else ""

    def keep_notes(self, report: ReportId, text: str) -> None:
        """See `Shelf`."""
        if len(text) > LONGEST_NOTES:
            raise InputError(f"notes hold at most {LONGEST_NOTES:,} letters")
        self._change(report, notes=text.replace("\0", ""))  # PostgreSQL keeps no NUL

    def disputes(self, report: ReportId) -> list[Dispute]:
        """See `Shelf`."""
        found = self._read(sa.select(reports.c.disputes).where(*self._is(report)))
        content = found[0].disputes if found else None
        return shown(content.encode(), self.document(report), report) if content else []

    def keep_dispute(self, report: ReportId, dispute: Dispute) -> None:
        """See `Shelf`."""
        document = self.document(report)

        def keep(connection: sa.Connection) -> None:
            query = sa.select(reports.c.disputes).where(*self._is(report)).with_for_update()  # two may come at once
            before = connection.execute(query).scalar()
            content = overlay.add(overlay.read(before.encode(), document) if before else [], dispute)
            connection.execute(sa.update(reports).where(*self._is(report)).values(disputes=content.decode()))

        self._database.run(keep)

    def frozen(self, report: ReportId) -> bool:
        """See `Shelf`."""
        found = self._read(sa.select(reports.c.frozen).where(*self._is(report)))
        return bool(found and found[0].frozen)

    def freeze(self, report: ReportId) -> None:
        """See `Shelf`."""
        self._change(report, frozen=True)

    def thaw(self, report: ReportId) -> None:
        """See `Shelf`."""
        self._database.run(lambda c: c.execute(sa.update(reports).where(*self._is(report)).values(frozen=False)))

    def drop(self, report: ReportId) -> bool:
        """See `Shelf`."""
        gone = sa.delete(reports).where(*self._is(report), reports.c.frozen.is_(False))
        self._database.run(lambda connection: connection.execute(gone))
        return not self._read(sa.select(reports.c.number).where(*self._is(report)))

    def of_mint(self, mint: Mint) -> list[Head]:
        """See `Shelf`."""
        order = (reports.c.slot.desc(), reports.c.number.desc())
        return self._heads(sa.select(reports.c.head).where(*self._on(mint)).order_by(*order))

    def latest(self, mint: Mint) -> ReportId | None:
        """See `Shelf`."""
        found = self.of_mint(mint)[:1]
        return found[0].id if found else None

    def stamp(self, mint: Mint) -> int | None:
        """See `Shelf`."""
        last, count = sa.func.max(reports.c.number), sa.func.count()
        [row] = self._read(sa.select(last, count).where(*self._on(mint)))
        return None if row[0] is None else row[0] * 1_000_000 + row[1]  # reports may go as well as come

    def recent(self, limit: int = 20) -> list[Head]:
        """See `Shelf`."""
        order = reports.c.number.desc()
        return self._heads(sa.select(reports.c.head).where(reports.c.owner == self._owner).order_by(order).limit(limit))

    def _is(self, report: ReportId) -> tuple[sa.ColumnElement[bool], ...]:
        return (*self._on(report.mint), reports.c.sha256 == report.sha256)

    def _on(self, mint: Mint) -> tuple[sa.ColumnElement[bool], ...]:
        return (reports.c.owner == self._owner, reports.c.mint == mint.replace("\0", ""))

    def _one(self, column: sa.Column[bytes], report: ReportId) -> bytes:
        found = self._read(sa.select(column).where(*self._is(report)))
        if not found:
            raise InputError(_ABSENT)
        value: bytes = found[0][0]
        return value

    def _heads(self, query: sa.Select[*tuple[Any, ...]]) -> list[Head]:
        return [msgspec.json.decode(row.head, type=Head) for row in self._read(query)]

    def _change(self, report: ReportId, **values: Any) -> None:
        changed = self._database.run(lambda c: c.execute(sa.update(reports).where(*self._is(report)).values(**values)).rowcount)
        if not changed:
            raise InputError(_ABSENT)

    def _read(self, query: sa.Select[*tuple[Any, ...]]) -> list[Any]:
        return self._database.read(query, patience=_PATIENCE)


def keeping(shelf: Shelf, report: Report, pack: Pack) -> Keep:
    """What keeps a report while a job is being ended. In the database it is one transaction with that end; files are written
    while the job is held, so that nobody else ends it meanwhile, and a repeated end writes the same files."""
    return shelf.keeping(report, pack) if isinstance(shelf, DatabaseShelf) else lambda _connection: shelf.save(report, pack)


def _pack_file(pack: Pack) -> bytes:
    with tempfile.TemporaryDirectory(prefix="pack-") as folder:
        path = Path(folder) / "pack"
        write_pack(path, pack)
        return path.read_bytes()
