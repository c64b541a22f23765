"""Finished reports on disk: `reports/<mint>/<pack_sha256>.json` with the evidence pack beside it as `.pack`."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import structlog

from reporter.errors import InputError
from reporter.jobs.disputes import shown
from reporter.jobs.head import Head, head_of
from reporter.jobs.job import ReportId
from reporter.ledger.pack import write_pack
from reporter.model.dispute import Dispute
from reporter.model.ids import Mint, is_address
from reporter.model.pack import Pack
from reporter.model.report import Report
from reporter.publish import overlay
from reporter.report.render import json_document

LONGEST_NOTES: Final = 20_000  # letters
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_OWNER: Final = re.compile(r"[0-9A-Za-z_-]{1,64}")

_log = structlog.get_logger(__name__)


class Store:
    """Reports below `data_dir`, a `Shelf`. Private ones lie under `private/<owner>/` there."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._root = data_dir / "reports"

    def private(self, owner: str) -> "Store":
        """The shelf of one API key's private investigations. Raises InputError for what is no key's id."""
        if not _OWNER.fullmatch(owner):
            raise InputError("not the id of an API key")
        return Store(self._data_dir / "private" / owner)

    def save(self, report: Report, pack: Pack) -> ReportId:
        """Keep a report and its pack; each file appears whole or not at all, the report only after its pack."""
        kept = ReportId(report.mint, report.snapshot.pack_sha256)
        path = self._path(kept)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_pack(path.with_suffix(".pack"), pack)
        _write_whole(path, json_document.render(report))
        return kept

    def load(self, report: ReportId) -> Report:
        """A stored report. Raises InputError when there is none or the file is damaged."""
        return json_document.read(self.document(report))

    def document(self, report: ReportId) -> bytes:
        """A stored report as JSON, byte for byte as it was kept. Raises InputError when there is none."""
        return _read(self._path(report), "no such report here; make it again")

    def pack(self, report: ReportId) -> bytes:
        """The pack file of a stored report. Raises InputError when there is none."""
        return _read(self._path(report).with_suffix(".pack"), "no evidence pack is stored for this report")

    def notes(self, report: ReportId) -> str:
        """What readers of this installation wrote beside a report; empty where nobody did. The report itself never changes."""
        try:
            return self._path(report).with_suffix(".notes").read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def keep_notes(self, report: ReportId, text: str) -> None:
        """Replace the notes beside a report. Raises InputError when there is no such report, or the text is too long."""
        if len(text) > LONGEST_NOTES:
            raise InputError(f"notes hold at most {LONGEST_NOTES:,} letters")
        self._beside(report, ".notes", text.encode())

    def disputes(self, report: ReportId) -> list[Dispute]:
        """What owners of wallets dispute, each signature checked."""
        file = self._path(report).with_suffix(overlay.SUFFIX)
        return shown(file.read_bytes(), self.document(report), report) if file.exists() else []

    def keep_dispute(self, report: ReportId, dispute: Dispute) -> None:
        """Put one more dispute beside a report. Raises InputError when there is no such report, or it takes no more."""
        self.document(report)
        overlay.keep(self._path(report), dispute)

    def frozen(self, report: ReportId) -> bool:
        """True for a snapshot that must be kept whatever else is cleaned up."""
        return self._path(report).with_suffix(".frozen").exists()

    def freeze(self, report: ReportId) -> None:
        """Keep this snapshot. Raises InputError when there is no such report."""
        self._beside(report, ".frozen", b"")

    def thaw(self, report: ReportId) -> None:
        """Keep it no longer than any other."""
        self._path(report).with_suffix(".frozen").unlink(missing_ok=True)

    def drop(self, report: ReportId) -> bool:
        """Remove a report with its pack, notes and disputes unless it is frozen. True when it is gone."""
        if self.frozen(report):
            return False
        path = self._path(report)
        for suffix in (".json", ".notes", overlay.SUFFIX, ".pack"):  # the report first: without it nothing lists the rest
            path.with_suffix(suffix).unlink(missing_ok=True)
        return True

    def _beside(self, report: ReportId, suffix: str, data: bytes) -> None:
        path = self._path(report)
        if not path.exists():
            raise InputError("no such report here; make it again")
        _write_whole(path.with_suffix(suffix), data)

    def of_mint(self, mint: Mint) -> list[Head]:
        """Every report on a mint, the latest snapshot first."""
        if not is_address(mint):
            return []
        return sorted((head for _, head in self._heads((self._root / mint).glob("*.json"))), key=lambda head: -head.slot)

    def latest(self, mint: Mint) -> ReportId | None:
        """The report of `mint` with the highest snapshot slot, of equals the one stored last."""
        if not is_address(mint):
            return None
        found = [
            (head.slot, path.stat().st_mtime_ns, head.id) for path, head in self._heads((self._root / mint).glob("*.json"))
        ]
        return max(found, key=lambda item: item[:2])[2] if found else None

    def stamp(self, mint: Mint) -> int | None:
        """A number that changes whenever reports on a mint come or go (ns of the folder's last change), None where none is."""
        try:
            return (self._root / mint).stat().st_mtime_ns if is_address(mint) else None
        except FileNotFoundError:
            return None

    def recent(self, limit: int = 20) -> list[Head]:
        """The reports stored last, newest first."""
        paths = sorted(self._root.glob("*/*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        return [head for _, head in self._heads(paths[:limit])]

    def _heads(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Head]]:
        for path in paths:
            try:
                head = head_of(path.read_bytes())
            except InputError:
                _log.warning("stored report is damaged", file=f"{path.parent.name}/{path.name}")
                continue
            yield path, head

    def _path(self, report: ReportId) -> Path:
        """The JSON file of a report; names from a link must not lead elsewhere."""
        if not is_address(report.mint) or not _SHA256.fullmatch(report.sha256):
            raise InputError("not the name of a stored report")
        return self._root / report.mint / f"{report.sha256}.json"


def _read(path: Path, absent: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(absent) from None


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside the target, flush to disk, then rename over it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
