"""The desks under contract, each started the same way and closed after the test."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from reporter.jobs.desk import Desk
from reporter.jobs.job import Job, Request
from reporter.jobs.runner import Runner
from tests.jobs.gate import Shelf, always

Start = Callable[..., Desk]


def memory(make: Any, shelf: Any, workers: int, _stack: ExitStack) -> Desk:
    return Runner(always(make), shelf, workers=workers)


DESKS = {"memory": memory}


def starter(kind: str) -> Iterator[Start]:
    with ExitStack() as stack:

        def start(make: Any, workers: int = 2, shelf: Any = None) -> Desk:
            desk = DESKS[kind](make, shelf or Shelf(), workers, stack)
            stack.callback(desk.close)
            return desk

        yield start


def wait_for(desk: Desk, key: str, state: str) -> Job:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        job = desk.get(key)
        if job is not None and job.state == state:
            return job
        time.sleep(0.005)
    pytest.fail(f"job never became {state}: {desk.get(key)}")


def ask(desk: Desk, parameters: Any, **more: Any) -> Job:
    return desk.submit(Request(parameters, **more))
