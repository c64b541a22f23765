"""The desk on a database: what it accepted survives the process, and any number of processes may share it."""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from reporter.errors import Cancelled, InputError
from reporter.jobs.desk import Bulk, Page
from reporter.jobs.durable.book import drafted
from reporter.jobs.durable.database import Database
from reporter.jobs.durable.queue import Queue, new_workflow
from reporter.jobs.durable.rows import UNFINISHED, Pace, change, job_of, locked, selected
from reporter.jobs.durable.tables import bulks, events, jobs
from reporter.jobs.ending import STOPPED
from reporter.jobs.events import Event
from reporter.jobs.job import Job, Request, State, key_of
from reporter.model.ids import Mint
from reporter.model.progress import Draft

ELSEWHERE: Final = "here reports are made by other processes, through their own endpoints; ask without one of yours"
LARGEST_PAGE: Final = 500
_HURRY: Final = 5.0  # seconds a reader waits for a database that restarts; workers have more patience


class DurableDesk:
    """A `Desk`. `worker` is the embedded one, if there is any: it alone can hold endpoints of an asker's own.

    `rules` names the rule set new reports follow.
    """

    def __init__(self, database: Database, queue: Queue, rules: str, *, pace: Pace | None = None, worker: Any = None) -> None:
        self._database = database
        self._queue = queue
        self._rules = rules
        self._pace = pace or Pace()
        self._worker = worker

    def submit(self, request: Request) -> Job:
        """See `Desk`."""
        if request.endpoints and self._worker is None:
            raise InputError(ELSEWHERE)
        return self._database.run(lambda connection: self._submit(connection, request))

    def submit_bulk(self, requests: Sequence[Request]) -> Bulk:
        """See `Desk`. All of them are accepted, or none."""
        if any(request.endpoints for request in requests):
            raise InputError("many requests at once are read through the endpoints of this installation")
        name, owner = secrets.token_hex(8), requests[0].owner if requests else None

        def work(connection: sa.Connection) -> None:
            keys = [self._submit(connection, request).key for request in requests]
            body = msgspec.json.encode(keys).decode()
            connection.execute(sa.insert(bulks).values(id=name, owner=owner, jobs=body, created=self._database.now))

        self._database.run(work)
        made = self.bulk(name)
        assert made is not None
        return made

    def bulk(self, bulk_id: str) -> Bulk | None:
        """See `Desk`."""
        found = self._read(sa.select(bulks).where(bulks.c.id == bulk_id))
        if not found:
            return None
        keys = msgspec.json.decode(found[0].jobs, type=tuple[str, ...])
        known = self._jobs(lambda query: query.where(jobs.c.key.in_(set(keys))))
        return Bulk(bulk_id, keys, dict(Counter(job.state for job in known)), found[0].owner)

    def get(self, key: str) -> Job | None:
        """See `Desk`."""
        return next(iter(self._jobs(lambda query: query.where(jobs.c.key == key))), None)

    def draft(self, key: str) -> Draft | None:
        """See `Desk`."""
        return drafted(self._database, key)

    def of_mint(self, mint: Mint) -> Job | None:
        """See `Desk`."""
        order = (jobs.c.state.in_(UNFINISHED).desc(), jobs.c.number.desc())
        public = jobs.c.owner.is_(None)
        found = self._jobs(lambda query: query.where(jobs.c.mint == mint, public).order_by(*order).limit(1))
        return found[0] if found else None

    def cancel(self, key: str) -> None:
        """See `Desk`."""

        def work(connection: sa.Connection) -> None:
            row = locked(connection, key)
            if row is None or row.state not in UNFINISHED or row.cancelling:
                return
            if row.state == "waiting":
                ended = {"message": STOPPED, "code": Cancelled.exit_code, "ended": self._database.now}
                change(connection, row, state="cancelled", **ended)
            else:
                connection.execute(sa.update(jobs).where(jobs.c.key == key).values(cancelling=True))

        self._database.run(work)

    def events(self, key: str, after: int = 0) -> Sequence[Event]:
        """See `Desk`."""
        after = min(max(0, after), 2**31 - 1)
        query = sa.select(events.c.body).where(events.c.job == key, events.c.seq > after).order_by(events.c.seq)
        return tuple(msgspec.json.decode(row.body, type=Event) for row in self._read(query))

    def history(self, *, before: str | None = None, limit: int = 50, owner: str | None = None) -> Page:
        """See `Desk`. At most 500 jobs a page; the cursor is a job's number."""
        limit = min(max(1, limit), LARGEST_PAGE)
        mine = jobs.c.owner.is_(None) if owner is None else jobs.c.owner == owner
        place = _number(before)
        found = self._read(
            selected(self._database.now, self._pace)
            .where(mine, sa.true() if place is None else jobs.c.number < place)
            .order_by(jobs.c.number.desc())
            .limit(limit + 1)
        )
        shown = found[:limit]
        return Page(tuple(job_of(row) for row in shown), str(shown[-1].number) if len(found) > limit else None)

    def counts(self) -> Mapping[State, int]:
        """See `Desk`."""
        inner = selected(self._database.now, self._pace).subquery()
        state = sa.case((sa.and_(inner.c.state == "active", sa.not_(inner.c.alive)), "stalled"), else_=inner.c.state)
        return {row[0]: row[1] for row in self._read(sa.select(state, sa.func.count()).group_by(state))}

    def ready(self) -> bool:
        """See `Desk`. False while the database does not answer."""
        try:
            self._database.read(sa.select(jobs.c.number).limit(1), patience=1.0)
        except sa.exc.SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """See `Desk`. The embedded worker gives back what it runs."""
        if self._worker is not None:
            self._worker.close()
        self._queue.close()
        self._database.close()

    def _submit(self, connection: sa.Connection, request: Request) -> Job:
        identity = key_of(request.parameters, self._rules, request.owner)
        if self._database.shared:  # two who ask at once for what nobody asked for yet must not both be first
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(int(identity, 16) - (1 << 63))))
        latest = sa.select(jobs).where(jobs.c.identity == identity).order_by(jobs.c.round.desc()).limit(1).with_for_update()
        row = connection.execute(latest).one_or_none()
        if row is not None and job_of(row).answers(request):
            if row.state == "waiting" and request.priority < row.priority and row.holder is None:
                return self._queue.put_again(connection, row, priority=request.priority)
            return job_of(row)
        return self._insert(connection, request, identity, 1 if row is None else row.round + 1)

    def _insert(self, connection: sa.Connection, request: Request, identity: str, number: int) -> Job:
        key = key_of(request.parameters, self._rules, request.owner, number)
        holder = None
        if request.endpoints:
            holder = self._worker.hold(key, request)
        values = {
            "key": key,
            "identity": identity,
            "round": number,
            "mint": request.parameters.mint,
            "owner": request.owner,
            "kind": request.kind,
            "priority": request.priority,
            "parameters": msgspec.json.encode(request.parameters).decode(),
            "state": "waiting",
            "cancelling": False,
            "message": "",
            "code": 0,
            "steps": "[]",
            "created": self._database.now,
            "attempts": 0,
            "barren": 0,
            "workflow": new_workflow(key),
            "version": self._queue.version,
            "holder": holder,
            "seq": 0,
            "drafted": 0,
        }
        row = connection.execute(sa.insert(jobs).values(**values).returning(*jobs.c)).one()
        self._queue.put(connection, key, row.workflow, request.priority, holder)
        return change(connection, row)

    def _jobs(self, narrowed: Callable[[sa.Select[*tuple[Any, ...]]], sa.Select[*tuple[Any, ...]]]) -> list[Job]:
        return [job_of(row) for row in self._read(narrowed(selected(self._database.now, self._pace)))]

    def _read(self, query: sa.Select[*tuple[Any, ...]]) -> list[Any]:
        return self._database.read(query, patience=_HURRY)


def _number(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18:
        raise InputError("no such place in the history; begin at its start")
    return int(cursor)
