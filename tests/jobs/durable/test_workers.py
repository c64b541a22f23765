"""What workers do for each other, and what one does that is told to stop, cut off, or thought dead."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from reporter.errors import EndpointBusy, EndpointRefused, EndpointUnreachable, InputError, ReporterError, Superseded
from reporter.jobs.durable.book import BARREN, Book
from reporter.jobs.durable.database import Database
from reporter.jobs.durable.desk import ELSEWHERE, DurableDesk
from reporter.jobs.durable.making import RETRIES
from reporter.jobs.durable.queue import Queue, new_workflow
from reporter.jobs.durable.retention import Retention
from reporter.jobs.durable.rounds import LOST, Rounds
from reporter.jobs.durable.tables import checkpoints, events, jobs, workers
from reporter.jobs.durable.worker import Worker
from reporter.jobs.job import Request
from reporter.model import questions
from reporter.model.ids import USDC
from reporter.model.pack import Parameters
from reporter.model.progress import Progress, Watcher
from reporter.model.questions import Answer
from tests.jobs.desks import FAST, PATIENCE, ask, durable, wait_for
from tests.jobs.gate import A, B, Coverage, Document, Gate, MakeWork, Result, Shelf

PID = os.getpid()  # names of workers begin with their process: on one machine the end of one is seen at once


class Place:
    """One database, and desks and workers opened on it, closed after the test."""

    def __init__(self, url: str, stack: ExitStack) -> None:
        self.url = url
        self.shelf: Any = Shelf()
        self._stack = stack
        self.database = Database(url, patience=20)
        stack.callback(self.database.close)

    def working(self, make: Any, version: str = "1") -> DurableDesk:
        desk = durable(self.url, make, self.shelf, 2, version)
        self._stack.callback(desk.close)
        return desk

    def asking(self, version: str = "1") -> DurableDesk:
        """A desk of a process that runs nothing itself."""
        database = Database(self.url, patience=20)
        desk = DurableDesk(database, Queue(database, version), "", pace=FAST)
        self._stack.callback(desk.close)
        return desk

    def book(self, version: str = "1") -> Book:
        queue = Queue(self.database, version)
        self._stack.callback(queue.close)
        return Book(self.database, queue)

    def row(self, key: str) -> Any:
        return self.database.read(sa.select(jobs).where(jobs.c.key == key))[0]

    def name(self, key: str, **values: str) -> None:
        self.database.run(lambda connection: connection.execute(sa.update(jobs).where(jobs.c.key == key).values(**values)))

    def age(self, key: str, seconds: float) -> None:
        old = sa.update(jobs).where(jobs.c.key == key).values(created=jobs.c.created - seconds, ended=jobs.c.ended - seconds)
        self.database.run(lambda connection: connection.execute(old))


@pytest.fixture
def place(url) -> Iterator[Place]:
    with ExitStack() as stack:
        yield Place(url, stack)


def quick(parameters: Parameters, watch: Watcher) -> Result:
    watch(Progress("resolve", 1, 1, 1))
    return Result(Document(parameters.mint, Coverage(partial=False)))


def answer(number: int) -> Answer:
    return Answer(questions.block_header(number), b"{}")


def test_what_one_process_asked_for_is_made_by_another(place):
    key = ask(place.asking(), A).key
    place.working(quick)
    assert wait_for(place.asking(), key, "completed").report is not None


def test_jobs_wait_for_a_worker_of_their_own_version(place):
    place.working(lambda parameters, watch: pytest.fail("ran another version's job"), version="1")
    other = place.asking("2")
    place.database.run(
        lambda c: c.execute(
            sa.insert(workers).values(id="far", version="2", started=place.database.now, beat=place.database.now + 3600)
        )
    )
    key = ask(other, A).key
    time.sleep(1.5)
    assert other.get(key).state == "waiting"


def test_after_an_upgrade_jobs_of_a_version_without_workers_are_taken_on(place):
    key = ask(place.asking("1"), A).key
    place.age(key, 3600)
    desk = place.working(quick, version="2")
    assert wait_for(desk, key, "completed").attempts == 1
    assert place.row(key).version == "2"


def test_a_worker_that_was_thought_dead_can_change_nothing_any_more(place):
    book, key = place.book(), ask(place.asking(), A).key
    workflow = place.row(key).workflow
    first = book.claim(key, workflow, "first")
    book.tell(first, first.job.advanced(Progress("resolve", 1, 2, 1)))
    second = book.claim(key, workflow, "second")
    before = place.row(key)
    writes: list[Callable[[], None]] = [
        lambda: book.tell(first, first.job),
        lambda: book.checkpoint(first, "resolve", [answer(1)]),
        lambda: book.finish(first, None, {"state": "completed"}),
        lambda: book.give_back(first),
    ]
    for write in writes:
        with pytest.raises(Superseded):
            write()
    assert place.row(key) == before
    book.finish(second, None, {"state": "failed"})
    with pytest.raises(Superseded):
        book.finish(second, None, {"state": "completed"})
    assert place.row(key).state == "failed"


def test_whoever_holds_work_and_shows_no_life_is_relieved_and_who_shows_it_again_keeps_its_row(place):
    def write(row: dict[str, Any], connection: sa.Connection) -> None:
        connection.execute(sa.delete(workers).where(workers.c.id == row["id"]))
        connection.execute(sa.insert(workers).values(**row))

    def beats(**ages: float) -> None:
        for worker, age in ages.items():
            row = {"id": worker, "version": "1", "started": 0.0, "beat": place.database.now - age}
            place.database.run(partial(write, row))

    relieved: list[str] = []

    def recover(dead: list[str]) -> list[str]:
        relieved.extend(dead)
        beats(**{f"{PID}-slow": 0.0})
        return dead

    queue = Queue(place.database, "1")
    queue.holding = lambda: {"killed before its first row", f"{PID}-living", f"{PID}-own"}  # type: ignore[method-assign]
    beats(**{f"{PID}-living": 0.0, f"{PID}-slow": 3600.0, f"{PID}-silent": 3600.0, f"{PID}-own": 3600.0})
    rounds = Rounds(place.database, queue, f"{PID}-own", FAST, frozenset)
    rounds.recover = recover
    rounds.look()
    queue.close()
    assert relieved == sorted(["killed before its first row", f"{PID}-slow", f"{PID}-silent"])
    left = {row.id for row in place.database.read(sa.select(workers.c.id))}
    assert left == {f"{PID}-living", f"{PID}-slow", f"{PID}-own"}


def test_being_thought_dead_is_not_held_against_a_job(place):
    book, key = place.book(), ask(place.asking(), A).key
    workflow = place.row(key).workflow
    first = book.claim(key, workflow, "first")
    book.claim(key, workflow, "second")
    assert place.row(key).barren == 2
    book.excuse(first)
    assert place.row(key).barren == 1
    book.excuse(first)
    book.excuse(first)
    assert place.row(key).barren == 0


def test_a_workflow_that_was_replaced_runs_nothing(place):
    book, key = place.book(), ask(place.asking(), A).key
    assert book.claim(key, new_workflow(key), "w") is None
    assert book.claim("unknown", "unknown.1", "w") is None
    assert place.row(key).state == "waiting"


def test_finished_phases_come_back_with_their_answers_until_the_job_ends(place):
    book, key = place.book(), ask(place.asking(), A).key
    claim = book.claim(key, place.row(key).workflow, "w")
    book.checkpoint(claim, "resolve", [answer(1), answer(2)])
    book.checkpoint(claim, "trades", [], finished=True)
    book.checkpoint(claim, "holders", [answer(3)], finished=False)
    assert book.restored(claim) == ([answer(1), answer(2), answer(3)], {"resolve", "trades"})
    book.finish(claim, None, {"state": "completed"})
    assert place.database.read(sa.select(checkpoints)) == []


def test_a_job_that_kills_its_workers_is_given_up(place):
    book, key = place.book(), ask(place.asking(), A).key
    workflow = place.row(key).workflow
    for number in range(BARREN):
        assert book.claim(key, workflow, f"w{number}") is not None
    assert book.claim(key, workflow, "last") is None
    assert place.row(key).state == "failed"
    assert "given up" in place.row(key).message


def test_a_job_that_gets_further_each_time_is_not_given_up(place):
    book, key = place.book(), ask(place.asking(), A).key
    workflow = place.row(key).workflow
    for number in range(3 * BARREN):
        claim = book.claim(key, workflow, f"w{number}")
        book.checkpoint(claim, "resolve", [answer(number)])
    assert place.row(key).attempts == 3 * BARREN


def test_a_job_whose_worker_is_silent_stalls_until_it_is_taken_over(place):
    desk = place.asking()
    book, key = place.book(), ask(desk, A).key
    book.claim(key, place.row(key).workflow, "gone")
    assert desk.get(key).state == "stalled"
    assert dict(desk.counts()) == {"stalled": 1}


def test_a_worker_told_to_stop_gives_back_what_it_runs_and_another_goes_on(place):
    gate = Gate()
    first = place.working(gate)
    key = ask(first, A).key
    assert gate.entered.acquire(timeout=PATIENCE)
    threading.Timer(0.3, gate.open.set).start()
    first.close()
    asking = place.asking()
    assert asking.get(key).state == "waiting"
    assert place.database.read(sa.select(workers)) == []
    place.working(quick)
    job = wait_for(asking, key, "completed")
    assert job.attempts == 2
    assert place.shelf.saved == [USDC]


@pytest.mark.parametrize("failures", [1, RETRIES])
def test_what_a_moment_can_mend_is_tried_again(place, failures):
    several: list[Exception] = [EndpointUnreachable("away"), EndpointBusy("busy"), EndpointBusy("busy")]
    tries = several[:failures]

    def make(parameters: Parameters, watch: Watcher) -> Result:
        if tries:
            raise tries.pop()
        return quick(parameters, watch)

    desk = place.working(make)
    assert wait_for(desk, ask(desk, A).key, "completed").attempts == 1


def test_it_is_not_tried_for_ever_and_nothing_else_is_tried_again(place):
    counts = {EndpointUnreachable: 0, EndpointRefused: 0}

    def make(parameters: Parameters, watch: Watcher) -> Result:
        error = EndpointUnreachable if parameters == A else EndpointRefused
        counts[error] += 1
        raise error("no")

    desk = place.working(make)
    for parameters in (A, B):
        assert wait_for(desk, ask(desk, parameters).key, "failed").code == 3
    assert counts == {EndpointUnreachable: RETRIES + 1, EndpointRefused: 1}


def test_endpoints_of_the_asker_reach_the_worker_of_the_same_process_and_no_table(place):
    seen: list[Any] = []
    database = Database(place.url, patience=20)
    queue = Queue(database, "1")

    def begin(claim: Any, watch: Watcher) -> Any:
        seen.append(worker.held(claim))
        return MakeWork(quick, claim.job.parameters, watch)

    worker = Worker(database, queue, place.shelf, begin, pace=FAST)
    worker.start()
    desk = DurableDesk(database, queue, "", pace=FAST, worker=worker)
    request = Request(A, endpoints=("http://own.example/?api-key=sesame",), rate=3.0)
    try:
        wait_for(desk, desk.submit(request).key, "completed")
        wait_for(desk, ask(desk, B).key, "completed")
        assert seen == [request, None]
        with database.engine.connect() as connection:
            for table in ("jobs", "job_events"):
                assert "sesame" not in str(list(connection.exec_driver_sql(f"select * from {table}")))
    finally:
        desk.close()


def test_endpoints_of_the_asker_are_refused_where_nobody_can_hold_them(place):
    with pytest.raises(InputError, match=ELSEWHERE):
        place.asking().submit(Request(A, endpoints=("http://own.example",)))
    with pytest.raises(InputError):
        place.asking().submit_bulk([Request(A), Request(B, endpoints=("http://own.example",))])
    assert place.asking().history().jobs == ()


def test_a_job_whose_endpoints_are_lost_ends_and_says_so(place):
    desk = place.asking()
    key = ask(desk, A).key
    place.name(key, holder="gone")
    place.working(lambda parameters, watch: pytest.fail("ran without its endpoints"))
    assert wait_for(desk, key, "failed").message == LOST


def test_jobs_wait_unharmed_while_no_worker_at_all_is_alive(place):
    desk, queue = place.asking(), Queue(place.database, "1")
    key = ask(desk, A).key
    rounds = Rounds(place.database, queue, "silent", FAST, frozenset)
    rounds.recover = lambda dead: []
    rounds.look()
    queue.close()
    assert desk.get(key).state == "waiting"


def test_a_job_whose_workflow_came_to_nothing_is_queued_again(place):
    desk = place.asking()
    key = ask(desk, A).key
    workflow, queue = place.row(key).workflow, Queue(place.database, "1")
    place.name(key, workflow=f"{key}.another")
    place.working(quick)
    deadline = time.monotonic() + PATIENCE
    while not queue.ended([workflow]):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    queue.close()
    assert desk.get(key).state == "waiting"
    place.name(key, workflow=workflow)
    place.age(key, 3600)
    assert wait_for(desk, key, "completed").attempts == 1


def test_old_jobs_go_with_their_reports_and_frozen_reports_stay(place):
    dropped: list[str] = []

    class Dropping(Shelf):
        def drop(self, report: Any) -> bool:
            dropped.append(report.mint)
            return True

    desk = place.working(quick)
    keys = [wait_for(desk, ask(desk, Parameters(USDC, budget=n)).key, "completed").key for n in (1, 2, 3)]
    queue = Queue(place.database, "1")
    shelf: Any = Dropping()
    assert Retention(place.database, queue, shelf, None, None).sweep() == 0
    place.age(keys[0], 10 * 86400)
    assert Retention(place.database, queue, shelf, None, 5).sweep() == 1
    assert dropped == []  # a later job ended with the same report
    assert Retention(place.database, queue, shelf, 1, None).sweep() == 1
    assert [desk.get(key) is not None for key in keys] == [False, False, True]
    place.age(keys[2], 10 * 86400)
    assert Retention(place.database, queue, shelf, None, 5).sweep() == 1
    assert dropped == [USDC]
    assert place.database.read(sa.select(events)) == []
    queue.close()
    assert wait_for(desk, ask(desk, Parameters(USDC, budget=1)).key, "completed").key == keys[0]


def test_one_process_runs_one_worker(place):
    place.working(quick)
    queue = Queue(place.database, "1")
    second = Worker(place.database, queue, place.shelf, lambda claim, watch: MakeWork(quick, A, watch))
    with pytest.raises(ReporterError, match="already"):
        second.start()
    second.close()
    queue.close()
