"""One job, run by a worker: phase by phase, each finished one written down, until there is a report or a reason for none."""

import random
import threading
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Final, Protocol

import structlog
from dbos import DBOS

from reporter.errors import Cancelled, EndpointBusy, EndpointUnreachable, Released, Superseded
from reporter.jobs.durable.book import Book, Claim
from reporter.jobs.durable.shelf import keeping
from reporter.jobs.ending import STOPPED, failure, success
from reporter.jobs.events import worth_telling
from reporter.jobs.job import Job, Made
from reporter.jobs.shelf import Shelf
from reporter.model.progress import PHASES, Draft, Progress, Watcher
from reporter.model.questions import Answer

RETRIES: Final = 3
FIRST_PAUSE: Final = 5.0  # seconds, doubled for each further one
_JITTER: Final = 0.25  # of a pause, either way: what failed together should not come back together
_PASSING: Final = (EndpointUnreachable, EndpointBusy)
FOUND: Final = "stopped on request; this is what was found until then"

_log = structlog.get_logger(__name__)


class Work(Protocol):
    """A report in the making: `reporter.collect.session.Session`."""

    @property
    def answers(self) -> Iterable[Answer]:
        """What was answered so far."""
        ...

    def restore(self, answers: Iterable[Answer]) -> None:
        """Begin from these."""
        ...

    def advance(self, phase: str) -> None:
        """Everything up to the end of a phase."""
        ...

    def made(self) -> Made:
        """The report from what was answered so far."""
        ...

    def finish(self) -> None:
        """Forget what only this run needed."""
        ...

    def __enter__(self) -> "Work": ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


Open = Callable[[Claim, Watcher], Work]


class Making:
    """Runs claimed jobs. `stopping` is set when the process is told to end: jobs are given back then, between two calls."""

    def __init__(self, book: Book, shelf: Shelf, open_work: Open, stopping: threading.Event, pause: float) -> None:
        self._book = book
        self._shelf = shelf
        self._open = open_work
        self._stopping = stopping
        self._pause = pause

    def run(self, claim: Claim) -> None:
        """Run a job to its end, or until it is given back. Raises nothing but what keeps it from being written down."""
        run = _Run(self._book, claim, self._stopping)
        with structlog.contextvars.bound_contextvars(job=claim.key):
            try:
                self._make(run)
            except Superseded:
                self._superseded(claim)
            except Released:
                self._book.give_back(claim)
            except Exception as error:  # noqa: BLE001 — the job boundary: whatever breaks, the job must end and say so
                self._end(claim, None, failure(claim.key, error))

    def _make(self, run: "_Run") -> None:
        claim = run.claim
        run.check()
        with self._open(claim, run.watch) as work:
            answers, finished = self._book.restored(claim)
            work.restore(answers)
            try:
                for phase in PHASES:
                    DBOS.run_step({"name": phase}, self._phase, run, work, phase, finished)
            except Cancelled:
                self._keep_what_was_found(claim, work)
                return
            made = work.made()
            self._book.finish(claim, *self._kept(claim, made))
            work.finish()

    def _phase(self, run: "_Run", work: Work, phase: str, finished: set[str]) -> str:
        """One phase with its retries; a step of the workflow, whose result is only that it was done."""
        if phase in finished:
            return phase
        known = {answer.question for answer in work.answers}
        try:
            self._patiently(run, work, phase)
        except Released:
            self._checkpoint(run.claim, work, phase, known, finished=False)
            raise
        self._checkpoint(run.claim, work, phase, known, finished=True)
        return phase

    def _checkpoint(self, claim: Claim, work: Work, phase: str, known: set[Any], *, finished: bool) -> None:
        new = [answer for answer in work.answers if answer.question not in known]
        if new or finished:
            self._book.checkpoint(claim, phase, new, finished=finished)

    def _patiently(self, run: "_Run", work: Work, phase: str) -> None:
        for retry in range(RETRIES + 1):
            try:
                work.advance(phase)
            except _PASSING:
                if retry == RETRIES:
                    raise
            else:
                return
            spread = random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 — no secret
            self._wait(run, self._pause * 2**retry * spread)

    def _wait(self, run: "_Run", seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._stopping.wait(min(left, 1.0))
            run.check()

    def _keep_what_was_found(self, claim: Claim, work: Work) -> None:
        ended = {"state": "cancelled", "message": FOUND, "code": Cancelled.exit_code}
        try:
            made = work.made()
            keep, _ = self._kept(claim, made)
        except Superseded:
            raise
        except Exception as error:  # noqa: BLE001 — what was found may be too little for any report; then there is none
            reason = type(error).__name__
            _log.info("nothing to keep of a cancelled job", reason=reason)
            self._end(claim, None, ended | {"message": STOPPED})
            return
        self._end(claim, keep, ended)

    def _kept(self, claim: Claim, made: Made) -> tuple[Any, dict[str, Any]]:
        shelf = self._shelf if claim.job.owner is None else self._shelf.private(claim.job.owner)
        ended = success(made.report)
        return keeping(shelf, made.report, made.pack), ended

    def _end(self, claim: Claim, keep: Any, ended: dict[str, Any]) -> None:
        try:
            self._book.finish(claim, keep, ended)
        except Superseded:
            self._superseded(claim)

    def _superseded(self, claim: Claim) -> None:
        _log.info("another worker has this job now")
        self._book.excuse(claim)


class _Run:
    """What one run tells on its way, and how it learns that it has to stop."""

    def __init__(self, book: Book, claim: Claim, stopping: threading.Event) -> None:
        self.claim = claim
        self._book = book
        self._stopping = stopping
        self._job: Job = claim.job
        self._told: Job = claim.job
        self._at = 0.0

    def watch(self, progress: Progress) -> None:
        """Take note of one step; between two calls a job may be stopped here."""
        if self._stopping.is_set():
            raise Released("the worker stops; another goes on with this job")
        self._job = self._job.advanced(progress)
        silent = time.monotonic() - self._at
        if worth_telling(self._job, self._told, silent):
            self._tell(progress.draft or None)

    def check(self) -> None:
        """Raise when the job has to stop."""
        if self._stopping.is_set():
            raise Released("the worker stops; another goes on with this job")
        self._tell(None)

    def _tell(self, draft: Draft | None) -> None:
        self._book.tell(self.claim, self._job, draft)
        self._told, self._at = self._job, time.monotonic()
