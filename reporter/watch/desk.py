"""The seam to whoever makes the reports."""

from typing import Protocol

from reporter.model.ids import Mint


class Desk(Protocol):
    """Takes requests for reports. Every method may block."""

    def request(self, mint: Mint) -> str:
        """Ask for a report; the job's key. The same mint may be asked for again and gets the same job."""
        ...

    def job_of(self, mint: Mint) -> str | None:
        """The key of the job that was asked for by watching this mint, None when there is none."""
        ...

    def waiting(self) -> int:
        """How many jobs nobody has begun."""
        ...
