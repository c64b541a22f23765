"""Runs report jobs in a few threads of this process, each job once however many people ask for it."""

import queue
import threading
import traceback
from typing import Any, Final, Protocol

import msgspec
import structlog

from reporter.errors import Cancelled, ReporterError
from reporter.jobs.job import Job, Made, Make, ReportId, key_of
from reporter.model.ids import Mint
from reporter.model.pack import Pack, Parameters
from reporter.model.progress import Progress
from reporter.model.report import Report

PARTIAL: Final = 4  # a report with missing answers: no error, yet told apart
REMEMBERED: Final = 200  # finished jobs kept in memory; their reports stay on disk
INTERNAL: Final = "internal error; the details are in the log of this program"
STOPPED: Final = "stopped on request; what was read is kept, and a new run continues from it"

_log = structlog.get_logger(__name__)


class Shelf(Protocol):
    """Where finished reports go."""

    def save(self, report: Report, pack: Pack) -> ReportId:
        """Keep a report with its pack."""
        ...


class Runner:
    """Job table and worker threads. Every public method may be called from any thread.

    `make` is the default maker; a submitted job may bring its own (as when a user reads through an endpoint of their own).
    At most `workers` jobs run at once, the others wait in the order they came. Threads are daemons: a stopped program does
    not wait for them, because whatever was read lies in the archive and the next run continues from it.
    """

    def __init__(self, make: Make, shelf: Shelf, *, workers: int = 2) -> None:
        self._make = make
        self._shelf = shelf
        self._workers = workers
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._makers: dict[str, Make] = {}
        self._stops: dict[str, threading.Event] = {}
        self._waiting: queue.SimpleQueue[tuple[str, threading.Event] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def submit(self, parameters: Parameters, make: Make | None = None) -> Job:
        """The job for these parameters: the one that waits or runs already, else a new one."""
        key = key_of(parameters)
        with self._lock:
            known = self._jobs.get(key)
            if known is not None and not known.finished:
                return known
            self._jobs.pop(key, None)  # a repeated job goes to the end of the table
            self._forget_oldest()
            job = self._jobs[key] = Job(key, parameters)
            stop = self._stops[key] = threading.Event()
            self._makers[key] = make or self._make
            self._start_thread()
        self._waiting.put((key, stop))
        return job

    def get(self, key: str) -> Job | None:
        """The job of this key as it stands now."""
        with self._lock:
            return self._jobs.get(key)

    def of_mint(self, mint: Mint) -> Job | None:
        """The job last asked for with this mint, an unfinished one before any finished one."""
        with self._lock:
            jobs = [job for job in reversed(self._jobs.values()) if job.parameters.mint == mint]
        return min(jobs, key=lambda job: job.finished, default=None)

    def cancel(self, key: str) -> None:
        """Ask a job to stop. A waiting one stops at once, a running one at its next step."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.finished:
                return
            self._stops[key].set()
            if job.state == "waiting":
                del self._makers[key]
                self._jobs[key] = msgspec.structs.replace(job, state="cancelled", message=STOPPED, code=Cancelled.exit_code)
            else:
                self._jobs[key] = msgspec.structs.replace(job, cancelling=True)

    def close(self, timeout: float = 10.0) -> None:
        """Cancel everything, end the threads and wait up to `timeout` seconds for each."""
        with self._lock:
            keys = list(self._jobs)
            threads, self._threads = self._threads, []
        for key in keys:
            self.cancel(key)
        for _ in threads:
            self._waiting.put(None)
        for thread in threads:
            thread.join(timeout)

    def _start_thread(self) -> None:
        if len(self._threads) < self._workers:
            thread = threading.Thread(target=self._work, name=f"report-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _forget_oldest(self) -> None:
        finished = [key for key, job in self._jobs.items() if job.finished]
        for key in finished[: max(0, len(finished) - REMEMBERED)]:
            del self._jobs[key], self._stops[key]

    def _work(self) -> None:
        while (item := self._waiting.get()) is not None:
            key, stop = item
            claimed = self._claim(key, stop)
            if claimed is not None:
                self._finish(key, **self._run(key, stop, *claimed))

    def _claim(self, key: str, stop: threading.Event) -> tuple[Parameters, Make] | None:
        """Take a waiting job; None when it was cancelled in the meantime."""
        with self._lock:
            if stop.is_set():
                return None
            job = self._jobs[key] = msgspec.structs.replace(self._jobs[key], state="active")
            return job.parameters, self._makers.pop(key)

    def _run(self, key: str, stop: threading.Event, parameters: Parameters, make: Make) -> dict[str, Any]:
        """Make and keep one report; the changes that tell how it ended."""

        def watch(progress: Progress) -> None:
            if stop.is_set():
                raise Cancelled(STOPPED)
            with self._lock:
                self._jobs[key] = self._jobs[key].advanced(progress)

        try:
            made: Made = make(parameters, watch)
            kept = self._shelf.save(made.report, made.pack)
        except Cancelled:
            return {"state": "cancelled", "message": STOPPED, "code": Cancelled.exit_code}
        except ReporterError as error:
            return {"state": "failed", "message": str(error), "code": error.exit_code}
        except Exception as error:  # noqa: BLE001 — the job boundary: whatever breaks, the job must end and say so
            _log.error("report job failed", job=key, error=type(error).__name__, where=_where(error))
            return {"state": "failed", "message": INTERNAL, "code": ReporterError.exit_code}
        if made.report.coverage.partial:
            return {"state": "partial", "report": kept, "code": PARTIAL}
        return {"state": "completed", "report": kept}

    def _finish(self, key: str, **changes: Any) -> None:
        with self._lock:
            self._jobs[key] = msgspec.structs.replace(self._jobs[key], cancelling=False, **changes)


def _where(error: Exception) -> list[str]:
    """The code path of an error without its text, which may quote an endpoint's URL or the chain."""
    return [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
