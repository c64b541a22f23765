"""What is particular to the desk in memory: endpoints of the asker's own, bounded memory, nothing left running."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from reporter.errors import EndpointUnreachable
from reporter.jobs.job import Make
from reporter.jobs.runner import Runner
from reporter.model.ids import USDC
from reporter.model.pack import Parameters
from reporter.model.progress import Progress, Watcher
from tests.jobs.desks import ask, starter, wait_for
from tests.jobs.gate import A, Gate, Result, Shelf


@pytest.fixture
def start(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    yield from starter("memory", tmp_path, request)


def test_a_request_is_read_through_the_endpoints_it_brings():
    def refuse(parameters: Parameters, watch: Watcher) -> Result:
        raise EndpointUnreachable("default")

    gate = Gate()
    gate.open.set()

    def through(endpoints: Sequence[str], rate: float | None) -> Make:
        return gate if (endpoints, rate) == (("http://own.example",), 7.5) else refuse

    shelf: Any = Shelf()
    desk = Runner(through, shelf)
    own = ask(desk, A, endpoints=("http://own.example",), rate=7.5)
    assert wait_for(desk, own.key, "completed").report is not None
    again = ask(desk, A, kind="refresh")
    assert wait_for(desk, again.key, "failed").message == str(EndpointUnreachable("default"))
    desk.close()


def test_closing_stops_running_jobs(start):
    def make(parameters: Parameters, watch: Watcher) -> Result:
        while True:
            watch(Progress("trades", 0, 1, 0))

    desk = start(make)
    key = ask(desk, A).key
    wait_for(desk, key, "active")
    desk.close()
    assert desk.get(key).state == "cancelled"


def test_memory_of_finished_jobs_is_bounded(start, monkeypatch):
    monkeypatch.setattr("reporter.jobs.runner.REMEMBERED", 3)
    gate = Gate()
    gate.open.set()
    desk = start(gate)
    keys = [ask(desk, Parameters(USDC, budget=1)).key]
    for n in range(2, 9):
        wait_for(desk, keys[-1], "completed")
        keys.append(ask(desk, Parameters(USDC, budget=n)).key)
    wait_for(desk, keys[-1], "completed")
    assert [desk.get(key) is not None for key in keys] == [False] * 4 + [True] * 4
