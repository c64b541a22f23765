"""A maker that obeys the test, and a shelf that counts."""

import threading
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from reporter.errors import InputError
from reporter.jobs.job import Make, ReportId
from reporter.model.ids import SPL_TOKEN, USDC, WRAPPED_SOL
from reporter.model.pack import Parameters
from reporter.model.progress import Progress, Watcher

A, B, C = Parameters(USDC), Parameters(WRAPPED_SOL), Parameters(SPL_TOKEN)


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

    def __init__(self, owner: str | None = None) -> None:
        self.owner = owner
        self.saved: list[str] = []
        self.shelves: dict[str, Shelf] = {}

    def private(self, owner: str) -> "Shelf":
        return self.shelves.setdefault(owner, Shelf(owner))

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


def always(make: Any) -> Any:
    """The maker that gives `make` whatever endpoints are wanted."""

    def through(endpoints: Sequence[str], rate: float | None) -> Make:
        chosen: Make = make
        return chosen

    return through


class MakeWork:
    """A maker in the clothes of a session: it makes everything in the first phase, and knows no answers."""

    answers = ()

    def __init__(self, make: Any, parameters: Parameters, watch: Watcher) -> None:
        self._make = make
        self._parameters = parameters
        self._watch = watch
        self._made: Any = None

    def __enter__(self) -> "MakeWork":
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing to let go of."""

    def restore(self, answers: Any) -> None:
        assert list(answers) == []

    def advance(self, phase: str) -> None:
        if phase == "resolve":
            self._made = self._make(self._parameters, self._watch)

    def made(self) -> Any:
        if self._made is None:
            raise InputError("nothing was found")
        return self._made

    def finish(self) -> None:
        """Nothing to forget."""
