"""What watching remembers, in a database: launches found, what became of each, and how far each address was read.

A launch is written down before anything is asked for, and its mint is the key: that is what makes it be asked for once, through
kills, restarts and two watchers at the same time. A launch on its way is marked first; whoever starts again looks whether the
job exists before it asks.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeAlias

import sqlalchemy as sql
from sqlalchemy.dialects import postgresql, sqlite

from reporter.errors import ReporterError
from reporter.model.ids import Address, Slot
from reporter.watch.launches import Launch
from reporter.watch.tables import launches as _launches
from reporter.watch.tables import marks as _marks
from reporter.watch.tables import salts as _salts

State: TypeAlias = Literal["held", "sending", "enqueued", "passed", "dropped"]


class Register:
    """Every call is one short transaction; any number of processes may share the database."""

    def __init__(self, engine: sql.Engine) -> None:
        """Take an engine whose tables are there (`tables.opened`)."""
        self._engine = engine
        with engine.begin() as connection:
            connection.execute(self._ignoring(_salts), {"id": 1, "salt": secrets.token_bytes(32)})
            self.salt: bytes = connection.execute(sql.select(_salts.c.salt)).scalar_one()

    def mark(self, address: Address) -> Slot | None:
        """The slot up to which everything that names `address` was read; None before the first time."""
        with self._begin() as connection:
            found: Slot | None = connection.execute(sql.select(_marks.c.slot).where(_marks.c.address == address)).scalar()
        return found

    def advance(self, address: Address, slot: Slot) -> None:
        """Move the mark of `address` forward; never back."""
        with self._begin() as connection:
            connection.execute(self._ignoring(_marks), {"address": address, "slot": slot})
            further = sql.update(_marks).where(_marks.c.address == address, _marks.c.slot < slot)
            connection.execute(further.values(slot=slot))

    def note(self, launch: Launch, now: float, *, taken: bool) -> bool:
        """Write a launch down, to be asked for if `taken`; True when it was not known yet.

        A launch whose block has no time counts from `now`.
        """
        row = {
            "mint": launch.mint,
            "platform": launch.platform,
            "signature": launch.signature,
            "slot": launch.slot,
            "time": int(now) if launch.time is None else launch.time,
            "state": "held" if taken else "passed",
            "job": "",
        }
        with self._begin() as connection:
            return connection.execute(self._ignoring(_launches), row).rowcount == 1

    def ready(self, until: float, limit: int) -> list[Launch]:
        """Held launches from before `until`, newest first."""
        return self._of("held", limit, _launches.c.time <= int(until))

    def sending(self) -> list[Launch]:
        """Launches that were about to be asked for when whoever did it ended."""
        return self._of("sending", None)

    def claim(self, launch: Launch) -> bool:
        """Mark a held launch as being asked for; False when somebody else does or did."""
        return self._move(launch, "held", "sending")

    def release(self, launch: Launch) -> None:
        """Hold a launch again that could not be asked for."""
        self._move(launch, "sending", "held")

    def enqueued(self, launch: Launch, job: str) -> None:
        """Note the job a launch was given."""
        self._move(launch, "sending", "enqueued", job=job)

    def drop(self, launch: Launch) -> None:
        """Give up a launch that no report can be asked for."""
        self._move(launch, "sending", "dropped")

    def drop_beyond(self, most: int) -> int:
        """Drop all but the `most` newest held launches; how many were dropped."""
        c = _launches.c
        if self.counts().get("held", 0) <= most:
            return 0
        kept = sql.select(c.mint).where(c.state == "held").order_by(c.slot.desc(), c.mint).limit(most).subquery()
        surplus = sql.update(_launches).where(c.state == "held", c.mint.not_in(sql.select(kept.c.mint)))
        with self._begin() as connection:
            return connection.execute(surplus.values(state="dropped")).rowcount

    def forget(self, platform: str, below: Slot) -> None:
        """Delete launches from below a slot that nothing more will happen to; no such slot may ever be read again."""
        c = _launches.c
        done = sql.delete(_launches).where(c.platform == platform, c.slot < below, c.state.not_in(("held", "sending")))
        with self._begin() as connection:
            connection.execute(done)

    def counts(self) -> dict[str, int]:
        """How many launches there are of each state."""
        counted = sql.select(_launches.c.state, sql.func.count()).group_by(_launches.c.state)
        with self._begin() as connection:
            return {row[0]: row[1] for row in connection.execute(counted)}

    def _of(self, state: State, limit: int | None, *further: sql.ColumnElement[bool]) -> list[Launch]:
        c = _launches.c
        wanted = sql.select(c.mint, c.platform, c.signature, c.slot, c.time).where(c.state == state, *further)
        with self._begin() as connection:
            return [Launch(*row) for row in connection.execute(wanted.order_by(c.slot.desc(), c.mint).limit(limit))]

    def _move(self, launch: Launch, old: State, new: State, **values: Any) -> bool:
        moved = sql.update(_launches).where(_launches.c.mint == launch.mint, _launches.c.state == old)
        with self._begin() as connection:
            return connection.execute(moved.values(state=new, **values)).rowcount == 1

    @contextmanager
    def _begin(self) -> Iterator[sql.Connection]:
        """One transaction. Raises ReporterError, without what the driver says of the address, when the database is away."""
        away = False
        try:
            with self._engine.begin() as connection:
                yield connection
        except sql.exc.OperationalError:
            away = True
        if away:
            raise ReporterError("the database does not answer")

    def _ignoring(self, table: sql.Table) -> sql.Executable:
        """An insert that leaves a row alone that is there already."""
        insert: Any = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        statement: sql.Executable = insert(table).on_conflict_do_nothing()
        return statement
