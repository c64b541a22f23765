"""Who asked for which job, and what those jobs cost: the daily cap on ledger calls, and whom to tell when a job ends."""

import time
from collections.abc import Callable, Sequence
from typing import Final

import sqlalchemy as sa
from msgspec import Struct

from reporter.api.database import asked as table
from reporter.api.problem import Problem

DAY: Final = 86_400.0  # seconds
KEPT: Final = 30 * DAY


class Wish(Struct, frozen=True):
    """One caller's wish for a job; `key_id` is empty for a caller without a key, `at` is UTC seconds."""

    job: str
    key_id: str
    at: float = 0.0


class Asked:
    """The wishes of one installation. For any thread and any number of processes."""

    def __init__(self, engine: sa.Engine, cap: int, clock: Callable[[], float] = time.time) -> None:
        """`cap` is how many ledger calls a day all requests together may spend."""
        self._engine = engine
        self._cap = cap
        self._clock = clock

    def room(self, calls: int) -> None:
        """Raises Problem when `calls` more would pass the cap. Unfinished jobs count with all they may spend."""
        if self.spent() + calls > self._cap:
            raise Problem("budget-spent", "this installation has no ledger calls left for today", retry_after=DAY / 24)

    def spent(self) -> int:
        """Ledger calls of the last 24 hours."""
        query = sa.select(sa.func.coalesce(sa.func.sum(table.c.calls), 0)).where(table.c.at > self._clock() - DAY)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def note(self, jobs: Sequence[str], key_id: str, calls: int) -> None:
        """Remember a caller's wishes for jobs that may cost `calls` each. What somebody asked for before is paid already."""
        keys = list(dict.fromkeys(jobs))
        with self._engine.begin() as connection:
            rows = connection.execute(table.select().where(table.c.job.in_(keys))).all()
            paid, mine = {row.job for row in rows}, {row.job for row in rows if row.key_id == key_id}
            known = {"key_id": key_id, "at": self._clock(), "open": True}
            new = [{"job": job, "calls": 0 if job in paid else calls, **known} for job in keys if job not in mine]
            if new:
                connection.execute(table.insert(), new)

    def of(self, job: str) -> frozenset[str]:
        """The ids of the keys that asked for a job, the empty one for callers without a key."""
        with self._engine.connect() as connection:
            return frozenset(connection.execute(sa.select(table.c.key_id).where(table.c.job == job)).scalars())

    def waiting(self, after: float = 0.0, limit: int = 200) -> list[Wish]:
        """Wishes made later than `after` whose end nobody was told yet, the oldest first."""
        query = table.select().where(table.c.open, table.c.at > after).order_by(table.c.at).limit(limit)
        with self._engine.connect() as connection:
            return [Wish(row.job, row.key_id, row.at) for row in connection.execute(query)]

    def settle(self, job: str, calls: int | None) -> None:
        """Close the wishes for a job that ended after so many calls; None: it is not known how many."""
        with self._engine.begin() as connection:
            if calls is not None:
                paid = sa.and_(table.c.job == job, table.c.calls > 0, table.c.open)
                connection.execute(table.update().where(paid).values(calls=calls))
            connection.execute(table.update().where(table.c.job == job).values(open=False))

    def forget(self) -> None:
        """Drop closed wishes after a month."""
        with self._engine.begin() as connection:
            connection.execute(table.delete().where(~table.c.open, table.c.at < self._clock() - KEPT))
