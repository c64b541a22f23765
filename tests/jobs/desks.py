"""The desks under contract, each started the same way and closed after the test."""

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from reporter.jobs.desk import Desk
from reporter.jobs.durable.database import Database
from reporter.jobs.durable.desk import DurableDesk
from reporter.jobs.durable.queue import Queue
from reporter.jobs.durable.rows import Pace
from reporter.jobs.durable.worker import Worker
from reporter.jobs.job import Job, Request
from reporter.jobs.runner import Runner
from tests.jobs.gate import MakeWork, Shelf, always

Start = Callable[..., Desk]
FAST = Pace(beat=0.2, lapse=2.0, poll=0.05)
MIGRATED = "migrated"  # a database whose tables are made, for others to be copies of
PATIENCE = 90.0  # seconds; only a machine with much else to do ever needs them
KINDS = ("memory", "sqlite", "postgres")
_numbers = itertools.count(1)


def durable(url: str, make: Any, shelf: Any, workers: int, version: str = "1") -> DurableDesk:
    """A desk with an embedded worker that makes everything with `make`."""
    database = Database(url, patience=20)
    queue = Queue(database, version)
    worker = Worker(
        database,
        queue,
        shelf,
        lambda claim, watch: MakeWork(make, claim.job.parameters, watch),
        jobs=workers,
        pace=FAST,
        pause=0.05,
    )
    worker.start()
    return DurableDesk(database, queue, "", pace=FAST, worker=worker)


def starter(kind: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Start]:
    with ExitStack() as stack:

        def start(make: Any, workers: int = 2, shelf: Any = None) -> Desk:
            shelf = shelf or Shelf()
            desk: Desk
            if kind == "memory":
                desk = Runner(always(make), shelf, workers=workers)
            elif kind == "sqlite":
                desk = durable(f"sqlite:///{folder / 'jobs.sqlite3'}", make, shelf, workers)
            else:
                url = request.getfixturevalue("postgres").url(f"contract_{next(_numbers)}", MIGRATED)
                desk = durable(url, make, shelf, workers)
            stack.callback(desk.close)
            return desk

        yield start


def wait_for(desk: Desk, key: str, state: str) -> Job:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        job = desk.get(key)
        if job is not None and job.state == state:
            return job
        time.sleep(0.005)
    pytest.fail(f"job never became {state}: {desk.get(key)}")


def ask(desk: Desk, parameters: Any, **more: Any) -> Job:
    return desk.submit(Request(parameters, **more))
