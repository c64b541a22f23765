"""What is let go of: finished jobs with their reports beyond a number or an age, and what dbos remembers of ended workflows."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
import structlog

from reporter.jobs.durable.database import Database
from reporter.jobs.durable.queue import Queue
from reporter.jobs.durable.tables import events, jobs
from reporter.jobs.job import FINISHED, ReportId
from reporter.jobs.shelf import Shelf

DAY: Final = 86400.0
_WORKFLOWS: Final = timedelta(hours=1)  # a workflow is of no use once its job has ended; its steps help to see what went wrong
_AT_ONCE: Final = 200

_log = structlog.get_logger(__name__)


class Retention:
    """`keep_jobs` finished jobs for `keep_days` days; None keeps all of them, and for ever. Frozen reports always stay."""

    def __init__(self, database: Database, queue: Queue, shelf: Shelf, keep_jobs: int | None, keep_days: float | None) -> None:
        self._database = database
        self._queue = queue
        self._shelf = shelf
        self._keep_jobs = keep_jobs
        self._keep_days = keep_days

    def sweep(self, now: datetime | None = None) -> int:
        """Let go of some of what is due. Returns how many jobs went; there may be more."""
        self._queue.forget_old((now or datetime.now(UTC)) - _WORKFLOWS)
        due = self._due()
        for row in due:
            self._drop(row)
        if due:
            _log.info("old jobs were let go of", jobs=len(due))
        return len(due)

    def _due(self) -> list[Any]:
        over = jobs.c.state.in_(FINISHED)
        found: dict[str, Any] = {}
        if self._keep_days is not None:
            old = jobs.c.ended < self._database.now - self._keep_days * DAY
            found |= {row.key: row for row in self._read(sa.select(jobs).where(over, old))}
        if self._keep_jobs is not None:
            newest = sa.select(jobs.c.number).where(over).order_by(jobs.c.number.desc()).offset(self._keep_jobs - 1).limit(1)
            found |= {row.key: row for row in self._read(sa.select(jobs).where(over, jobs.c.number < newest.scalar_subquery()))}
        return list(found.values())

    def _read(self, query: sa.Select[*tuple[Any, ...]]) -> list[Any]:
        return self._database.read(query.order_by(jobs.c.number).limit(_AT_ONCE))

    def _drop(self, row: Any) -> None:
        """The report first: a job that is left without one is found again, a report without a job would stay for ever."""
        if row.report is not None and not self._wanted(row):
            shelf = self._shelf if row.owner is None else self._shelf.private(row.owner)
            shelf.drop(ReportId(row.mint, row.report))

        def work(connection: sa.Connection) -> None:
            connection.execute(sa.delete(events).where(events.c.job == row.key))
            connection.execute(sa.delete(jobs).where(jobs.c.key == row.key))

        self._database.run(work)

    def _wanted(self, row: Any) -> bool:
        """True while a later job ended with the same report."""
        same = (jobs.c.mint == row.mint, jobs.c.report == row.report, jobs.c.owner.is_not_distinct_from(row.owner))
        return bool(self._database.read(sa.select(jobs.c.key).where(*same, jobs.c.number > row.number).limit(1)))
