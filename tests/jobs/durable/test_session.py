"""Jobs over a simulated ledger: what was found is kept, nothing is asked twice, and endpoints stay secret."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from reporter.jobs.durable.making import FOUND
from reporter.jobs.durable.opened import Durable, opened
from reporter.jobs.durable.tables import checkpoints, workers
from reporter.jobs.job import Request
from reporter.model.pack import Parameters
from reporter.settings import Settings
from reporter.simulator.server import serve
from tests.end_to_end import worlds
from tests.jobs.desks import FAST, PATIENCE, wait_for


def small() -> Any:
    return worlds.launched(13, **worlds.SMALL)


@contextmanager
def working(url: str, endpoint: str, folder: Path) -> Iterator[Any]:
    durable = opened(settings(url, endpoint, folder), pace=FAST)
    try:
        yield durable
    finally:
        durable.desk.close()


def settings(url: str, endpoint: str, folder: Path) -> Settings:
    return Settings(database_url=SecretStr(url), rpc_urls=(SecretStr(endpoint),), data_dir=folder)


def reached(durable: Durable, key: str, phase: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not any(event.phase == phase for event in durable.desk.events(key)):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def slow() -> Iterator[Any]:
    with serve(small().ledger, latency=0.05) as server:
        yield server


def request() -> Request:
    return Request(Parameters(small().truth.mint))


def test_a_job_makes_the_report_that_a_command_makes(url, tmp_path):
    with serve(small().ledger) as server, working(url, server.url, tmp_path) as durable:
        job: Any = wait_for(durable.desk, durable.desk.submit(request()).key, "completed")
        assert durable.shelf.load(job.report).mint == small().truth.mint
        with ExitStack() as stack:
            other = stack.enter_context(serve(small().ledger))
            from reporter.collect.session import make_report

            made = make_report(job.parameters, endpoints=[other.url], data_dir=tmp_path / "other", watch=worlds.watch)
        assert made.report.snapshot.pack_sha256 == job.report.sha256
        assert [step.progress.phase for step in job.steps][-1] == "render"


def test_what_was_found_before_a_cancel_is_kept_as_a_partial_report(url, tmp_path, slow):
    with working(url, slow.url, tmp_path) as durable:
        key = durable.desk.submit(request()).key
        reached(durable, key, "provenance")
        durable.desk.cancel(key)
        job = wait_for(durable.desk, key, "cancelled")
        assert (job.message, job.code) == (FOUND, 130)
        assert durable.shelf.load(job.report).coverage.missing > 0
        assert durable.database.read(sa.select(checkpoints)) == []


def test_a_job_cancelled_before_anything_was_found_has_no_report(url, tmp_path):
    with serve(small().ledger, latency=0.4) as server, working(url, server.url, tmp_path) as durable:
        key = durable.desk.submit(request()).key
        wait_for(durable.desk, key, "active")
        durable.desk.cancel(key)
        assert wait_for(durable.desk, key, "cancelled").report is None
        assert durable.shelf.recent() == []


def test_a_worker_on_another_machine_goes_on_where_one_was_told_to_stop(url, tmp_path, slow):
    with working(url, slow.url, tmp_path / "one") as durable:
        key = durable.desk.submit(request()).key
        reached(durable, key, "provenance")
    before = len(slow.asked)
    with working(url, slow.url, tmp_path / "another") as durable:
        job: Any = wait_for(durable.desk, key, "completed")
        calls = job.latest.progress.calls
    asked = [str(question) for question in slow.asked]
    assert job.attempts == 2
    assert before > 20
    # The genesis hash is asked by every process; a request that was on its way when the worker stopped may come again.
    assert len(asked) - len(set(asked)) <= 1 + 2 * 50
    assert len(asked) - before <= calls - before + 1 + 2 * 50


def test_a_running_job_tells_a_draft_of_what_it_knows_and_forgets_it_in_the_end(url, tmp_path, slow):
    with working(url, slow.url, tmp_path) as durable:
        key = durable.desk.submit(request()).key
        deadline = time.monotonic() + PATIENCE
        while (draft := durable.desk.draft(key)) is None and not durable.desk.get(key).finished:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        wait_for(durable.desk, key, "completed")
        assert draft is not None
        assert draft.report.mint == small().truth.mint
        assert durable.desk.draft(key) is None


def test_neither_the_endpoint_nor_the_database_shows_in_what_is_logged(url, tmp_path, capfd):
    with serve(small().ledger) as server, working(url, f"{server.url}/?api-key=sesame", tmp_path) as durable:
        wait_for(durable.desk, durable.desk.submit(request()).key, "completed")
        assert len(durable.database.read(sa.select(workers))) == 1
        assert threading.active_count() > 1
    told = capfd.readouterr()
    assert "sesame" not in told.out + told.err
