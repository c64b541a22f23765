"""A desk in the memory of this process: runs jobs in a few threads, each job once however many people ask for it.

Nothing of it survives the process but the reports and the archive of answers; `reporter.jobs.durable` is the desk that does.
"""

import itertools
import queue
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec

from reporter.errors import Cancelled, InputError
from reporter.jobs.desk import Bulk, Page
from reporter.jobs.ending import STOPPED, failure, success
from reporter.jobs.events import Event, event, worth_telling
from reporter.jobs.job import Job, Maker, ReportId, Request, State, key_of
from reporter.jobs.shelf import Shelf
from reporter.model.ids import Mint
from reporter.model.progress import Draft, Progress
from reporter.model.settling import settle

REMEMBERED: Final = 200  # finished jobs kept in memory; their reports stay on disk
_LAST: Final = (1 << 62, 0, "")  # ends a worker: behind everything that waits


class _Entry:
    """One job with what belongs to it alone."""

    def __init__(self, job: Job, request: Request, identity: str) -> None:
        self.job = job
        self.request: Request | None = request  # forgotten once the job ends: endpoints are secrets
        self.identity = identity
        self.stop = threading.Event()
        self.events: list[Event] = []
        self.told: Job | None = None
        self.told_at = 0.0
        self.draft: Draft | None = None


class Runner:
    """Job table and worker threads, a `Desk`.

    At most `workers` jobs run at once. Threads are daemons: a stopped program does not wait for them, because whatever was
    read lies in the archive and the next run continues from it. `rules` names the rule set new reports follow.
    """

    def __init__(
        self, maker: Maker, shelf: Shelf, *, rules: str = "", workers: int = 2, clock: Callable[[], float] = time.time
    ) -> None:
        settle()  # several jobs may begin at the same moment
        self._maker = maker
        self._shelf = shelf
        self._rules = rules
        self._workers = workers
        self._clock = clock
        self._lock = threading.RLock()
        self._table: dict[str, _Entry] = {}  # by key, in the order they were asked for
        self._latest: dict[str, tuple[int, str]] = {}  # how often an identity was begun, and the key of the last
        self._bulks: dict[str, Bulk] = {}
        self._order = itertools.count()
        self._waiting: queue.PriorityQueue[tuple[int, int, str]] = queue.PriorityQueue()
        self._threads: list[threading.Thread] = []

    def submit(self, request: Request) -> Job:
        """See `Desk`. Endpoints of the asker's own are held until the job ends."""
        identity = key_of(request.parameters, self._rules, request.owner)
        with self._lock:
            number, last = self._latest.get(identity, (0, ""))
            known = self._table.get(last)
            if known is not None and known.job.answers(request):
                return self._hurried(known, request.priority)
            self._forget_oldest()
            job = Job(
                key_of(request.parameters, self._rules, request.owner, number + 1),
                request.parameters,
                kind=request.kind,
                priority=request.priority,
                owner=request.owner,
                created=self._clock(),
            )
            self._table[job.key] = _Entry(job, request, identity)
            self._latest[identity] = (number + 1, job.key)
            self._change(job.key)
            self._start_thread()
            self._waiting.put((job.priority, next(self._order), job.key))
        return job

    def submit_bulk(self, requests: Sequence[Request]) -> Bulk:
        """See `Desk`."""
        keys = tuple(self.submit(request).key for request in requests)
        made = Bulk(secrets.token_hex(8), keys, {}, requests[0].owner if requests else None)
        with self._lock:
            self._bulks[made.id] = made
        return self.bulk(made.id) or made

    def bulk(self, bulk_id: str) -> Bulk | None:
        """See `Desk`."""
        with self._lock:
            made = self._bulks.get(bulk_id)
            if made is None:
                return None
            states = Counter(self._table[key].job.state for key in set(made.jobs) if key in self._table)
        return msgspec.structs.replace(made, states=dict(states))

    def get(self, key: str) -> Job | None:
        """See `Desk`."""
        with self._lock:
            entry = self._table.get(key)
        return None if entry is None else entry.job

    def draft(self, key: str) -> Draft | None:
        """See `Desk`."""
        with self._lock:
            entry = self._table.get(key)
        return None if entry is None else entry.draft

    def of_mint(self, mint: Mint) -> Job | None:
        """See `Desk`."""
        with self._lock:
            jobs = [e.job for e in reversed(self._table.values()) if e.job.parameters.mint == mint and e.job.owner is None]
        return min(jobs, key=lambda job: job.finished, default=None)

    def cancel(self, key: str) -> None:
        """See `Desk`."""
        with self._lock:
            entry = self._table.get(key)
            if entry is None or entry.job.finished:
                return
            entry.stop.set()
            if entry.job.state == "waiting":
                self._end(key, state="cancelled", message=STOPPED, code=Cancelled.exit_code)
            else:
                self._change(key, cancelling=True)

    def events(self, key: str, after: int = 0) -> Sequence[Event]:
        """See `Desk`."""
        with self._lock:
            entry = self._table.get(key)
            return () if entry is None else tuple(entry.events[max(0, after) :])

    def history(self, *, before: str | None = None, limit: int = 50, owner: str | None = None) -> Page:
        """See `Desk`. The cursor is a place in the table of this process."""
        with self._lock:
            jobs = [entry.job for entry in reversed(self._table.values()) if entry.job.owner == owner]
        if before is not None:
            keys = [job.key for job in jobs]
            if before not in keys:
                raise InputError("no such place in the history; begin at its start")
            jobs = jobs[keys.index(before) + 1 :]
        shown = tuple(jobs[: max(0, limit)])
        return Page(shown, shown[-1].key if shown and len(jobs) > len(shown) else None)

    def counts(self) -> Mapping[State, int]:
        """See `Desk`."""
        with self._lock:
            return dict(Counter(entry.job.state for entry in self._table.values()))

    def ready(self) -> bool:
        """See `Desk`."""
        return True

    def close(self, timeout: float = 10.0) -> None:
        """Cancel everything, end the threads and wait up to `timeout` seconds for each."""
        with self._lock:
            keys = list(self._table)
            threads, self._threads = self._threads, []
        for key in keys:
            self.cancel(key)
        for _ in threads:
            self._waiting.put(_LAST)
        for thread in threads:
            thread.join(timeout)

    def _hurried(self, entry: _Entry, priority: int) -> Job:
        """The waiting job, moved forward when somebody with less patience asks for it too."""
        if entry.job.state == "waiting" and priority < entry.job.priority:
            entry.job = msgspec.structs.replace(entry.job, priority=priority)
            self._waiting.put((priority, next(self._order), entry.job.key))  # its old place finds it begun
        return entry.job

    def _start_thread(self) -> None:
        if len(self._threads) < self._workers:
            thread = threading.Thread(target=self._work, name=f"report-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _forget_oldest(self) -> None:
        finished = [key for key, entry in self._table.items() if entry.job.finished]
        for key in finished[: max(0, len(finished) - REMEMBERED)]:
            gone = self._table.pop(key)
            if self._latest.get(gone.identity, (0, ""))[1] == key:
                del self._latest[gone.identity]

    def _work(self) -> None:
        while (item := self._waiting.get()) != _LAST:
            entry = self._claim(item[2])
            if entry is not None:
                self._end(item[2], **self._run(entry))

    def _claim(self, key: str) -> _Entry | None:
        """Take a waiting job; None when it was cancelled or begun in the meantime."""
        with self._lock:
            entry = self._table.get(key)
            if entry is None or entry.job.state != "waiting":
                return None
            self._change(key, state="active", attempts=1)
            return entry

    def _run(self, entry: _Entry) -> dict[str, Any]:
        """Make and keep one report; the changes that tell how it ended."""
        key, request = entry.job.key, entry.request
        assert request is not None

        def watch(progress: Progress) -> None:
            if entry.stop.is_set():
                raise Cancelled(STOPPED)
            with self._lock:
                entry.job = entry.job.advanced(progress)
                entry.draft = progress.draft or entry.draft
                self._tell(entry)

        try:
            made = self._maker(request.endpoints, request.rate)(request.parameters, watch)
            kept: ReportId = self._shelf_of(request).save(made.report, made.pack)
        except Exception as error:  # noqa: BLE001 — the job boundary: whatever breaks, the job must end and say so
            return failure(key, error)
        return success(made.report) | {"report": kept}

    def _shelf_of(self, request: Request) -> Shelf:
        return self._shelf if request.owner is None else self._shelf.private(request.owner)

    def _end(self, key: str, **changes: Any) -> None:
        with self._lock:
            self._table[key].request = self._table[key].draft = None
            self._change(key, cancelling=False, ended=self._clock(), **changes)

    def _change(self, key: str, **changes: Any) -> None:
        with self._lock:
            entry = self._table[key]
            entry.job = msgspec.structs.replace(entry.job, **changes)
            self._tell(entry)

    def _tell(self, entry: _Entry) -> None:
        now = time.monotonic()
        if worth_telling(entry.job, entry.told, now - entry.told_at):
            entry.events.append(event(entry.job, entry.events[-1] if entry.events else None))
            entry.told, entry.told_at = entry.job, now
