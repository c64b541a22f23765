"""The rounds a worker makes while it lives: show that it does, and see to jobs that nobody works on any more."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import sqlalchemy as sa
import structlog

from reporter.errors import InputError
from reporter.jobs.durable.database import Database
from reporter.jobs.durable.queue import Queue
from reporter.jobs.durable.rows import UNFINISHED, Pace, change, locked
from reporter.jobs.durable.tables import jobs, workers

OVERDUE: Final = 4  # lapses after which a waiting job is looked after, and a version without a worker counts as gone
SWEEP: Final = 600.0  # seconds between two looks for what is old
LOST: Final = "the endpoint that came with this request is kept by no process any more; ask again"

_log = structlog.get_logger(__name__)


class Rounds:
    """A thread. `recover` gives the pending workflows of dead workers of this version back to the queue, `sweep` lets go of
    some of what is old and returns how much."""

    def __init__(
        self, database: Database, queue: Queue, worker: str, pace: Pace, running: Callable[[], frozenset[str]]
    ) -> None:
        self._database = database
        self._queue = queue
        self._worker = worker
        self._pace = pace
        self._running = running
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.recover: Callable[[list[str]], Sequence[Any]] | None = None
        self.sweep: Callable[[], int] | None = None
        self._swept = 0.0

    def start(self) -> None:
        """Show that this worker lives, then keep doing so."""
        self.beat()
        self._thread = threading.Thread(target=self._go, name="rounds", daemon=True)
        self._thread.start()

    def close(self, *, gone: bool) -> None:
        """Stop; `gone` when nothing is left running, so that nobody has to wait for the silence to lapse."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(10)
        if gone:
            self._queue.forget_queue(self._worker)
            self._database.run(lambda c: c.execute(sa.delete(workers).where(workers.c.id == self._worker)), patience=2.0)

    def beat(self) -> None:
        """Show that this worker lives."""

        def work(connection: sa.Connection) -> None:
            mine, now = workers.c.id == self._worker, self._database.now
            if not connection.execute(sa.update(workers).where(mine).values(beat=now)).rowcount:
                row = {"id": self._worker, "version": self._queue.version, "started": now, "beat": now}
                connection.execute(sa.insert(workers).values(**row))

        self._database.run(work)

    def look(self) -> None:
        """One round after the beat."""
        self._take_over()
        self._restart_lost()
        self._adopt()
        self._end_orphans()
        if self.sweep is not None and time.monotonic() - self._swept >= SWEEP:
            self._swept = time.monotonic() if self.sweep() == 0 else 0.0

    def _go(self) -> None:
        while not self._stop.wait(self._pace.beat):
            try:
                self.beat()
                self.look()
            except Exception as error:  # noqa: BLE001 — a database that is away must not end the rounds: it comes back
                _log.warning("a worker's round failed", error=type(error).__name__)

    def _take_over(self) -> None:
        """Give back to the queue what workers of our version left that were silent for too long."""
        if self.recover is None:
            return
        holding = self._queue.holding()  # read first: who takes a job has shown before that it lives
        silent = workers.c.beat < self._database.now - self._pace.lapse
        known = self._database.read(sa.select(workers.c.id, silent.label("silent")).where(self._ours))
        ended = [row.id for row in known if row.id != self._worker and self._ended(row.id)]
        living = {self._worker, *(row.id for row in known if not row.silent)} - {*ended}
        dead = sorted((holding | {row.id for row in known}) - living)
        if not dead:
            return
        if self.recover(dead):
            _log.warning("a worker is gone; its jobs go on elsewhere", workers=dead)
        # Its row goes last: whoever finds it again only repeats what changes nothing the second time. One that was only slow
        # has shown in the meantime that it lives, and keeps its row.
        gone = workers.c.id.in_(dead) & (silent | workers.c.id.in_(ended))
        self._database.run(lambda c: c.execute(sa.delete(workers).where(gone)))
        for worker in dead:
            self._queue.forget_queue(worker)

    def _ended(self, worker: str) -> bool:
        """True for a process of this machine that is no more: whoever starts the app again need not wait for its silence."""
        if self._database.shared:
            return False
        try:
            os.kill(int(worker.partition("-")[0]), 0)
        except ProcessLookupError:
            return True
        except (ValueError, OSError):
            return False
        return False

    @property
    def _ours(self) -> sa.ColumnElement[bool]:
        return workers.c.version == self._queue.version

    def _restart_lost(self) -> None:
        """Queue again what no workflow will run any more: one that failed to write down its end, here or before it began."""
        here = jobs.c.worker == self._worker
        running = self._running()
        lost = [
            row.key
            for row in self._database.read(sa.select(jobs.c.key).where(jobs.c.state == "active", here))
            if row.key not in running
        ]
        late = jobs.c.created < self._database.now - OVERDUE * self._pace.lapse
        waiting = sa.select(jobs.c.key, jobs.c.workflow).where(jobs.c.state.in_(UNFINISHED), late).limit(200)
        known = {row.workflow: row.key for row in self._database.read(waiting) if row.key not in running}
        over = self._queue.ended(list(known)) if known else set()
        for key, workflow in [*((key, None) for key in lost), *((known[name], name) for name in over)]:
            self._queue_again(key, workflow)

    def _queue_again(self, key: str, workflow: str | None) -> None:
        def work(connection: sa.Connection) -> None:
            row = locked(connection, key)
            ours = row is not None and row.state == "active" and row.worker == self._worker and key not in self._running()
            dead = row is not None and row.state in UNFINISHED and row.workflow == workflow and key not in self._running()
            if ours or dead:
                _log.warning("a job was lost and is queued again", job=key)
                self._queue.put_again(connection, row)

        self._database.run(work)

    def _adopt(self) -> None:
        """Take on what belongs to a version of which no worker is alive any more: after an upgrade nothing waits for ever."""
        alive = sa.select(workers.c.version).where(workers.c.beat > self._database.now - OVERDUE * self._pace.lapse)
        late = jobs.c.created < self._database.now - OVERDUE * self._pace.lapse
        left = sa.select(jobs.c.key).where(jobs.c.state.in_(UNFINISHED), jobs.c.holder.is_(None), late).limit(100)
        left = left.where(jobs.c.version.not_in(alive))
        for row in self._database.read(left):
            self._database.run(partial(self._adopt_one, key=row.key, alive=alive))

    def _adopt_one(self, connection: sa.Connection, key: str, alive: sa.Select[str]) -> None:
        row = locked(connection, key)
        versions = {found.version for found in connection.execute(alive)}
        if row is not None and row.state in UNFINISHED and row.version not in versions:
            _log.warning("a job of a version without workers is taken on", job=key, version=row.version)
            self._queue.put_again(connection, row)

    def _end_orphans(self) -> None:
        """End what only a process could run that is gone: endpoints of an asker's own were in its memory alone."""
        alive = sa.select(workers.c.id).where(workers.c.beat > self._database.now - OVERDUE * self._pace.lapse)
        # Without anybody alive, NULL is in SQL not in nothing: jobs that nobody holds have to be named as what they are.
        held = (jobs.c.holder.is_not(None), jobs.c.holder.not_in(alive))
        left = sa.select(jobs.c.key).where(jobs.c.state.in_(UNFINISHED), *held).limit(100)
        for row in self._database.read(left):
            self._database.run(partial(self._end_orphan, key=row.key, alive=alive))

    def _end_orphan(self, connection: sa.Connection, key: str, alive: sa.Select[str]) -> None:
        row = locked(connection, key)
        living = {found.id for found in connection.execute(alive)}
        if row is not None and row.state in UNFINISHED and row.holder is not None and row.holder not in living:
            change(connection, row, state="failed", message=LOST, code=InputError.exit_code, ended=self._database.now)
