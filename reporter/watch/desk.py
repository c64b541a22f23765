"""Where launches are asked for: the desk that everybody's reports are ordered at, behind whoever asks for one by hand."""

from collections.abc import Callable
from typing import Protocol

from reporter.jobs.desk import Desk
from reporter.jobs.job import BULK, Request
from reporter.model.ids import Mint
from reporter.model.pack import Parameters


class LaunchDesk(Protocol):
    """Takes requests for reports on launches. Every method may block."""

    def request(self, mint: Mint) -> str:
        """Ask for a report; the job's key. Raises InputError for a mint no report can be asked for."""
        ...

    def job_of(self, mint: Mint) -> str | None:
        """The key of a job on this mint, None when nobody asked for any."""
        ...

    def waiting(self) -> int:
        """How many jobs nobody has begun."""
        ...


class ReportDesk:
    """A LaunchDesk on the desk of an installation."""

    def __init__(self, desk: Desk, parameters: Callable[[Mint], Parameters]) -> None:
        self._desk = desk
        self._parameters = parameters

    def request(self, mint: Mint) -> str:
        """See LaunchDesk. The same request is the same job, so that asking twice makes no second one."""
        return self._desk.submit(Request(self._parameters(mint), priority=BULK)).key

    def job_of(self, mint: Mint) -> str | None:
        """See LaunchDesk."""
        job = self._desk.of_mint(mint)
        return None if job is None else job.key

    def waiting(self) -> int:
        """See LaunchDesk."""
        return self._desk.counts().get("waiting", 0)
