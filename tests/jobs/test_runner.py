"""The runner shares jobs, bounds them, stops them and never loses one."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec import Struct
from structlog.testing import capture_logs

from reporter.errors import EndpointUnreachable
from reporter.jobs.job import Job, ReportId, key_of
from reporter.jobs.runner import INTERNAL, STOPPED, Runner
from reporter.model.ids import SPL_TOKEN, USDC, WRAPPED_SOL
from reporter.model.pack import Parameters
from reporter.model.progress import Progress, Watcher


class Coverage(Struct, frozen=True):
    partial: bool


class Document(Struct, frozen=True):
    mint: str
    coverage: Coverage


class Result(Struct, frozen=True):
    report: Any
    pack: Any = None


class Shelf:
    """Keeps nothing but the count; the real store has its own tests."""

    def __init__(self) -> None:
        self.saved: list[str] = []

    def save(self, report: Any, pack: Any) -> ReportId:
        self.saved.append(report.mint)
        return ReportId(report.mint, "0" * 64)


class Gate:
    """A maker that waits to be let through, one progress message before and one after."""

    def __init__(self, *, partial: bool = False) -> None:
        self.entered = threading.Semaphore(0)
        self.open = threading.Event()
        self.partial = partial
        self.runs = 0
        self.most_at_once = 0
        self._now = 0
        self._lock = threading.Lock()

    def __call__(self, parameters: Parameters, watch: Watcher) -> Result:
        with self._lock:
            self.runs += 1
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            watch(Progress("resolve", 1, 2, 1))
            self.entered.release()
            assert self.open.wait(10)
            watch(Progress("render", 1, 1, 9))
        finally:
            with self._lock:
                self._now -= 1
        return Result(Document(parameters.mint, Coverage(self.partial)))


@pytest.fixture
def start() -> Iterator[Callable[..., Runner]]:
    runners: list[Runner] = []

    def make_runner(make: Any, workers: int = 2) -> Runner:
        runners.append(Runner(make, Shelf(), workers=workers))
        return runners[-1]

    yield make_runner
    for runner in runners:
        runner.close()


def wait_for(runner: Runner, key: str, state: str) -> Job:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        job = runner.get(key)
        if job is not None and job.state == state:
            return job
        time.sleep(0.005)
    pytest.fail(f"job never became {state}: {runner.get(key)}")


A, B, C = Parameters(USDC), Parameters(WRAPPED_SOL), Parameters(SPL_TOKEN)


def test_a_job_ends_completed_with_its_report_and_the_latest_step_of_each_phase(start):
    gate = Gate()
    gate.open.set()
    runner = start(gate)
    job = wait_for(runner, runner.submit(A).key, "completed")
    assert job.report == ReportId(USDC, "0" * 64)
    assert [(s.number, s.progress.phase, s.progress.calls) for s in job.steps] == [(1, "resolve", 1), (2, "render", 9)]
    assert job.latest == job.steps[-1]


def test_a_report_with_missing_answers_ends_partial(start):
    gate = Gate(partial=True)
    gate.open.set()
    runner = start(gate)
    assert wait_for(runner, runner.submit(A).key, "partial").report is not None


def test_many_people_asking_at_once_share_one_job(start):
    gate = Gate()
    runner = start(gate)
    keys: list[str] = []
    askers = [threading.Thread(target=lambda: keys.append(runner.submit(Parameters(USDC)).key)) for _ in range(12)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    gate.open.set()
    wait_for(runner, key_of(A), "completed")
    assert set(keys) == {key_of(A)}
    assert gate.runs == 1


def test_other_parameters_are_another_job(start):
    assert len({key_of(A), key_of(B), key_of(Parameters(USDC, quick=True)), key_of(Parameters(USDC, budget=60))}) == 4


def test_no_more_jobs_run_at_once_than_there_are_workers(start):
    gate = Gate()
    runner = start(gate, workers=2)
    keys = [runner.submit(p).key for p in (A, B, C)]
    assert gate.entered.acquire(timeout=10)
    assert gate.entered.acquire(timeout=10)
    assert runner.get(keys[2]).state == "waiting"
    gate.open.set()
    for key in keys:
        wait_for(runner, key, "completed")
    assert gate.most_at_once == 2


def test_a_running_job_stops_at_its_next_step(start):
    gate = Gate()
    runner = start(gate)
    key = runner.submit(A).key
    assert gate.entered.acquire(timeout=10)
    runner.cancel(key)
    assert runner.get(key).cancelling
    assert runner.get(key).state == "active"
    gate.open.set()
    job = wait_for(runner, key, "cancelled")
    assert job.message == STOPPED
    assert not job.cancelling


def test_a_waiting_job_stops_at_once_and_never_runs(start):
    gate = Gate()
    runner = start(gate, workers=1)
    first, second = runner.submit(A).key, runner.submit(B).key
    assert gate.entered.acquire(timeout=10)
    runner.cancel(second)
    assert runner.get(second).state == "cancelled"
    gate.open.set()
    wait_for(runner, first, "completed")
    wait_for(runner, runner.submit(C).key, "completed")
    assert gate.runs == 2


def test_a_job_cancelled_while_waiting_can_be_asked_for_again(start):
    gate = Gate()
    runner = start(gate, workers=1)
    runner.submit(A)
    assert gate.entered.acquire(timeout=10)
    key = runner.submit(B).key
    runner.cancel(key)
    assert runner.submit(B).state == "waiting"
    gate.open.set()
    wait_for(runner, key, "completed")


def test_cancelling_an_unknown_or_finished_job_changes_nothing(start):
    gate = Gate()
    gate.open.set()
    runner = start(gate)
    key = runner.submit(A).key
    done = wait_for(runner, key, "completed")
    runner.cancel(key)
    runner.cancel("unknown")
    assert runner.get(key) == done


def test_an_error_of_ours_is_told_in_its_own_words(start):
    def make(parameters: Parameters, watch: Watcher) -> Result:
        raise EndpointUnreachable("the endpoint does not answer; check the address")

    runner = start(make)
    job = wait_for(runner, runner.submit(A).key, "failed")
    assert job.message == "the endpoint does not answer; check the address"


def test_any_other_error_ends_the_job_and_is_logged_without_its_text(start):
    def make(parameters: Parameters, watch: Watcher) -> Result:
        raise ValueError("https://rpc.example/?api-key=hidden")

    runner = start(make)
    with capture_logs() as logs:
        job = wait_for(runner, runner.submit(A).key, "failed")
    assert job.message == INTERNAL
    [entry] = logs
    assert entry["error"] == "ValueError"
    assert any(place.startswith("make:") for place in entry["where"])
    assert "hidden" not in repr(logs)


def test_a_worker_survives_a_failing_job(start):
    calls: list[str] = []

    def make(parameters: Parameters, watch: Watcher) -> Result:
        calls.append(parameters.mint)
        if len(calls) == 1:
            raise RuntimeError
        return Result(Document(parameters.mint, Coverage(partial=False)))

    runner = start(make, workers=1)
    assert wait_for(runner, runner.submit(A).key, "failed").report is None
    assert wait_for(runner, runner.submit(A).key, "completed").report is not None
    assert calls == [A.mint, A.mint]


def test_a_job_may_bring_its_own_maker(start):
    def refuse(parameters: Parameters, watch: Watcher) -> Result:
        raise EndpointUnreachable("default")

    gate = Gate()
    gate.open.set()
    runner = start(refuse)
    assert wait_for(runner, runner.submit(A, gate).key, "completed").report is not None
    assert wait_for(runner, runner.submit(A).key, "failed").message == str(EndpointUnreachable("default"))


def test_the_job_of_a_mint_is_the_unfinished_one_else_the_newest(start):
    gate = Gate()
    runner = start(gate)
    assert runner.of_mint(USDC) is None
    full = runner.submit(A)
    assert gate.entered.acquire(timeout=10)
    quick = runner.submit(Parameters(USDC, quick=True))
    assert gate.entered.acquire(timeout=10)
    runner.cancel(quick.key)
    gate.open.set()
    wait_for(runner, quick.key, "cancelled")
    wait_for(runner, full.key, "completed")
    assert runner.of_mint(USDC).key == quick.key
    gate.open.clear()
    runner.submit(A)
    assert gate.entered.acquire(timeout=10)
    runner.submit(B)
    assert runner.of_mint(USDC).key == full.key
    gate.open.set()


def test_closing_stops_running_jobs(start):
    def make(parameters: Parameters, watch: Watcher) -> Result:
        while True:
            watch(Progress("trades", 0, 1, 0))
            time.sleep(0.005)

    runner = start(make)
    key = runner.submit(A).key
    wait_for(runner, key, "active")
    runner.close()
    assert runner.get(key).state == "cancelled"


def test_memory_of_finished_jobs_is_bounded(start, monkeypatch):
    monkeypatch.setattr("reporter.jobs.runner.REMEMBERED", 3)
    gate = Gate()
    gate.open.set()
    runner = start(gate)
    keys = [runner.submit(Parameters(USDC, budget=n)).key for n in range(1)]
    for n in range(1, 8):
        wait_for(runner, keys[-1], "completed")
        keys.append(runner.submit(Parameters(USDC, budget=n)).key)
    wait_for(runner, keys[-1], "completed")
    assert [runner.get(key) is not None for key in keys] == [False] * 4 + [True] * 4
