"""Where finished reports lie. On one machine they are files; the workers of a fleet share them in their database."""

from typing import Protocol

from reporter.jobs.head import Head
from reporter.jobs.job import ReportId
from reporter.model.dispute import Dispute
from reporter.model.ids import Mint
from reporter.model.pack import Pack
from reporter.model.report import Report


class Shelf(Protocol):
    """Reports with their evidence packs. Reading raises InputError where there is nothing of that name."""

    def private(self, owner: str) -> "Shelf":
        """The shelf of one API key's private investigations; nothing of it shows on this one."""
        ...

    def save(self, report: Report, pack: Pack) -> ReportId:
        """Keep a report and its pack, both or neither."""
        ...

    def load(self, report: ReportId) -> Report:
        """A stored report."""
        ...

    def document(self, report: ReportId) -> bytes:
        """A stored report as JSON, byte for byte as it was kept."""
        ...

    def pack(self, report: ReportId) -> bytes:
        """The pack file of a stored report."""
        ...

    def notes(self, report: ReportId) -> str:
        """What readers of this installation wrote beside a report; empty where nobody did."""
        ...

    def keep_notes(self, report: ReportId, text: str) -> None:
        """Replace the notes beside a report."""
        ...

    def disputes(self, report: ReportId) -> list[Dispute]:
        """What owners of wallets dispute, each signature checked; empty where nobody does."""
        ...

    def keep_dispute(self, report: ReportId, dispute: Dispute) -> None:
        """Put one more dispute beside a report. Raises InputError when there is no such report, or it takes no more."""
        ...

    def frozen(self, report: ReportId) -> bool:
        """True for a snapshot that must be kept whatever else is cleaned up."""
        ...

    def freeze(self, report: ReportId) -> None:
        """Keep this snapshot."""
        ...

    def thaw(self, report: ReportId) -> None:
        """Keep it no longer than any other."""
        ...

    def drop(self, report: ReportId) -> bool:
        """Remove a report with its pack and notes unless it is frozen. True when it is gone."""
        ...

    def of_mint(self, mint: Mint) -> list[Head]:
        """Every report on a mint, the latest snapshot first."""
        ...

    def latest(self, mint: Mint) -> ReportId | None:
        """The report of `mint` with the highest snapshot slot, of equals the one stored last."""
        ...

    def stamp(self, mint: Mint) -> int | None:
        """A number that changes whenever reports on a mint come or go (UTC ns of the last change), None where none is."""
        ...

    def recent(self, limit: int = 20) -> list[Head]:
        """The reports stored last, newest first."""
        ...
