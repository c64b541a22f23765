"""A worker: the one dbos instance of this process, and what keeps it and its fellows honest.

Started once in a process, by `reporter worker`, or embedded where the app or the API runs. It shows that it lives; a fellow of
the same version takes over what a dead one left. Versions do not run each other's jobs: a job belongs to the version that was
asked for it, until none of that version is alive any more.
"""

import os
import secrets
import threading
from typing import Any, Final, Protocol

import structlog
from dbos import DBOS, DBOSConfig
from dbos._serialization import DBOSPortableJSON

from reporter import __version__
from reporter.errors import InputError, ReporterError
from reporter.jobs.durable import quiet
from reporter.jobs.durable.book import Book, Claim
from reporter.jobs.durable.database import Database
from reporter.jobs.durable.making import FIRST_PAUSE, Making, Open
from reporter.jobs.durable.queue import APPLICATION, QUEUE, WORKFLOW, Queue, own_queue
from reporter.jobs.durable.retention import Retention
from reporter.jobs.durable.rounds import LOST, Rounds
from reporter.jobs.durable.rows import Pace
from reporter.jobs.job import Request
from reporter.jobs.shelf import Shelf
from reporter.model.settling import settle

_PATIENCE: Final = 60  # seconds running jobs get to reach a place where they can be given back

_log = structlog.get_logger(__name__)


class _Runs(Protocol):
    def run(self, key: str, workflow: str) -> None:
        """Run one job."""
        ...


class _Process:
    """What dbos calls in this process: it knows functions, not objects."""

    worker: _Runs | None = None
    lock = threading.Lock()


@DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
def _report(key: str, workflow: str) -> str:
    """One job. How often it may be begun again is counted with the job."""
    worker = _Process.worker
    if worker is not None:
        worker.run(key, workflow)
    return key


def version_of(rules: str) -> str:
    """The version of a worker: the program's and that of the rules it follows."""
    return f"{__version__}+{rules}"


class Worker:
    """Runs the jobs of a database in `jobs` threads; `open_work` begins a report."""

    def __init__(  # noqa: PLR0913 — what a worker works with, and its measures
        self,
        database: Database,
        queue: Queue,
        shelf: Shelf,
        open_work: Open,
        *,
        jobs: int = 2,
        pace: Pace | None = None,
        pause: float = FIRST_PAUSE,
        retention: Retention | None = None,
    ) -> None:
        self.id = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._database = database
        self._queue = queue
        self._pace = pace or Pace()
        self._jobs = jobs
        self._held: dict[str, Request] = {}
        self._running: set[str] = set()
        self._stopping = threading.Event()
        self._book = Book(database, queue)
        self._making = Making(self._book, shelf, open_work, self._stopping, pause)
        self._rounds = Rounds(database, queue, self.id, self._pace, lambda: frozenset(self._running))
        self._rounds.sweep = None if retention is None else retention.sweep
        self._started = False

    def start(self) -> None:
        """Begin to work. Raises ReporterError when another worker runs in this process."""
        with _Process.lock:
            if _Process.worker is not None:
                raise ReporterError("a worker runs in this process already")
            _Process.worker = self
        self._started = True
        # A process that ends without closing us waits for the threads of dbos; they stop at the next call, like at a signal.
        threading._register_atexit(self._stopping.set)  # type: ignore[attr-defined]  # atexit itself runs after that wait
        quiet.dbos()
        settle()  # several jobs begin at the same moment
        self._rounds.start()
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": self._database.url.render_as_string(hide_password=False),
            "application_version": self._queue.version,
            "executor_id": self.id,
            "serializer": DBOSPortableJSON,
            "run_migrations": False,
            "enable_otlp": False,
            "log_level": "ERROR",
        }
        DBOS(config=config)
        names = (QUEUE, own_queue(self.id))
        DBOS.listen_queues(names)
        for name in names:  # before the launch, which looks for queues at once and then only now and then
            self._queue.register(name, self._jobs, self._pace.poll)
        DBOS.launch()
        self._rounds.recover = DBOS._recover_pending_workflows  # the one call that takes only a dead worker's pending work
        _log.info("worker started", worker=self.id, version=self._queue.version)

    def run(self, key: str, workflow: str) -> None:
        """What a workflow does. It returns once the job has ended, was given back, or turned out to be no business of ours."""
        self._running.add(key)
        try:
            claim = self._book.claim(key, workflow, self.id)
            if claim is not None:
                self._making.run(claim)
        finally:
            self._running.discard(key)
            self._held.pop(key, None)

    def hold(self, key: str, request: Request) -> str:
        """Keep in memory what must not be stored of a request. Returns who holds it."""
        self._held[key] = request
        return self.id

    def held(self, claim: Claim) -> Request | None:
        """The request of a job that brought endpoints of its own, None for any other. Raises InputError when it is lost."""
        if not claim.held:
            return None
        request = self._held.get(claim.key)
        if request is None:
            raise InputError(LOST)
        return request

    def close(self) -> None:
        """Give back what runs, stop, and tell that this worker is gone."""
        if not self._started:
            return
        self._started = False
        self._stopping.set()
        DBOS.destroy(workflow_completion_timeout_sec=_PATIENCE if self._running else 0)
        self._rounds.close(gone=not self._running)
        with _Process.lock:
            _Process.worker = None

    def __enter__(self) -> "Worker":
        self.start()
        return self

    def __exit__(self, *_error: Any) -> None:
        self.close()
