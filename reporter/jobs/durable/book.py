"""What a worker writes down about the job it runs. Every write is fenced: it needs the token the worker got when it began.

Who takes a job over gets a new token, so that a worker thought dead that comes back can change nothing any more.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec
import sqlalchemy as sa
import zstandard
from msgspec import Struct

from reporter.errors import Cancelled, Superseded
from reporter.jobs.durable.database import Database
from reporter.jobs.durable.queue import Queue
from reporter.jobs.durable.rows import UNFINISHED, change, locked
from reporter.jobs.durable.tables import checkpoints, drafts, jobs
from reporter.jobs.ending import STOPPED
from reporter.jobs.job import Job, ReportId
from reporter.model.progress import Draft
from reporter.model.questions import Answer

BARREN: Final = 8  # times a job may be begun without finishing one more phase; it may be what kills the process
GIVEN_UP: Final = "given up: its worker ended {} times in a row without getting further"
_LEVEL: Final = 3  # of zstd
_ANSWERS: Final = msgspec.msgpack.Decoder(list[Answer])


class Claim(Struct, frozen=True):
    """A job, begun by `worker` under `token`."""

    job: Job
    worker: str
    token: int
    held: bool  # it brought endpoints, which only the process that took the request knows

    @property
    def key(self) -> str:
        """The job's name."""
        return self.job.key


class Book:
    """The table of jobs as workers see it. All of it may be called from any thread."""

    def __init__(self, database: Database, queue: Queue) -> None:
        self._database = database
        self._queue = queue

    def claim(self, key: str, workflow: str, worker: str) -> Claim | None:
        """Begin a job; None when this workflow is not the one that may run it, or it has ended."""

        def work(connection: sa.Connection) -> Claim | None:
            row = locked(connection, key)
            if row is None or row.state not in UNFINISHED or row.workflow != workflow:
                return None
            if row.barren >= BARREN:
                told = {"message": GIVEN_UP.format(row.barren), "code": 1, "ended": self._database.now}
                change(connection, row, state="failed", **told)
                _forget(connection, key)
                return None
            begun = {"attempts": row.attempts + 1, "barren": row.barren + 1}
            job = change(connection, row, state="active", worker=worker, **begun)
            return Claim(job, worker, job.attempts, row.holder is not None)

        return self._database.run(work)

    def tell(self, claim: Claim, job: Job, draft: Draft | None = None) -> None:
        """Note how far the job came. Raises Cancelled when somebody asked it to stop, Superseded when it is ours no more."""

        def work(connection: sa.Connection) -> bool:
            row = _fenced(connection, claim)
            if row.cancelling:
                return True
            if draft is not None:
                body = _packed(msgspec.json.encode(draft))
                connection.execute(sa.delete(drafts).where(drafts.c.job == claim.key))
                connection.execute(sa.insert(drafts).values(job=claim.key, body=body))
            change(connection, row, job.steps, drafted=job.drafted)
            return False

        if self._database.run(work):
            raise Cancelled(STOPPED)

    def checkpoint(self, claim: Claim, phase: str, answers: Iterable[Answer], *, finished: bool = True) -> None:
        """Keep what a phase was answered, so that it is never asked again."""
        body = _packed(msgspec.msgpack.encode(list(answers)))

        def work(connection: sa.Connection) -> None:
            _fenced(connection, claim)
            mine = checkpoints.c.job == claim.key
            number = connection.execute(sa.select(sa.func.count()).where(mine).select_from(checkpoints)).scalar()
            values = {"job": claim.key, "number": number, "phase": phase, "finished": finished, "body": body}
            connection.execute(sa.insert(checkpoints).values(**values, at=self._database.now))
            connection.execute(sa.update(jobs).where(jobs.c.key == claim.key).values(barren=0))

        self._database.run(work)

    def restored(self, claim: Claim) -> tuple[list[Answer], set[str]]:
        """What earlier workers were answered, and the phases they finished."""
        query = sa.select(checkpoints).where(checkpoints.c.job == claim.key).order_by(checkpoints.c.number)
        rows = self._database.read(query)
        answers = [answer for row in rows for answer in _ANSWERS.decode(_unpacked(row.body))]
        return answers, {row.phase for row in rows if row.finished}

    def finish(self, claim: Claim, keep: Callable[[sa.Connection], ReportId] | None, ended: dict[str, Any]) -> None:
        """End the job. `keep` puts its report where reports lie, in the same transaction where that can be."""

        def work(connection: sa.Connection) -> None:
            row = _fenced(connection, claim)
            kept = None if keep is None else keep(connection)
            change(connection, row, report=None if kept is None else kept.sha256, ended=self._database.now, **ended)
            _forget(connection, claim.key)

        self._database.run(work)

    def excuse(self, claim: Claim) -> None:
        """Do not hold it against a job that its worker was slow to show that it lives: this one did not kill it."""
        mine = (jobs.c.key == claim.key) & (jobs.c.barren > 0)
        self._database.run(lambda c: c.execute(sa.update(jobs).where(mine).values(barren=jobs.c.barren - 1)))

    def give_back(self, claim: Claim) -> None:
        """Let another worker go on with the job."""
        self._database.run(lambda connection: self._queue.put_again(connection, _fenced(connection, claim), barren=0))


def _fenced(connection: sa.Connection, claim: Claim) -> Any:
    row = locked(connection, claim.key)
    if row is None or row.state != "active" or row.worker != claim.worker or row.attempts != claim.token:
        raise Superseded("another worker has this job now")
    return row


def _forget(connection: sa.Connection, key: str) -> None:
    """Drop what only a running job needs."""
    for table in (checkpoints, drafts):
        connection.execute(sa.delete(table).where(table.c.job == key))


def _packed(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=_LEVEL).compress(data)


def _unpacked(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(data)


def drafted(database: Database, key: str) -> Draft | None:
    """The latest draft of a running job."""
    rows = database.read(sa.select(drafts.c.body).where(drafts.c.job == key))
    return msgspec.json.decode(_unpacked(rows[0].body), type=Draft) if rows else None
