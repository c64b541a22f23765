"""A simulated hour played in seconds: a node, its subscriptions, a clock, and a watcher's parts around them."""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from reporter.ledger.rpc import RpcSource
from reporter.model.ids import Mint
from reporter.simulator.growing import Growing
from reporter.simulator.hour import Hour
from reporter.simulator.server import Server, serve
from reporter.simulator.sockets import Sockets, subscriptions
from reporter.watch.finder import Finder
from reporter.watch.launches import Launch
from reporter.watch.policy import Policy
from reporter.watch.register import Register
from reporter.watch.sender import Sender
from reporter.watch.socket import SocketSubscription
from reporter.watch.tables import opened
from reporter.watch.tally import Tally
from reporter.watch.targets import target_of
from reporter.watch.watcher import Pace, Watcher

FAST = Pace(sweep=0.2, send=0.02, first_pause=0.01, longest_pause=0.1)


async def until(met: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for something that happens on other tasks and threads."""
    async with asyncio.timeout(seconds):
        while not met():  # noqa: ASYNC110 — conditions of many kinds, none of which tells when it changes
            await asyncio.sleep(0.02)


class CountingDesk:
    """Counts what it is asked for. `patience` jobs may wait, and a worker takes `taken` of them whenever it is looked at."""

    def __init__(self, *, taken: int = 1000) -> None:
        self.asked: Counter[Mint] = Counter()
        self.order: list[Mint] = []
        self.longest = 0
        self._taken = taken
        self._waiting = 0
        self._lock = threading.Lock()

    def request(self, mint: Mint) -> str:
        with self._lock:
            self.asked[mint] += 1
            self.order.append(mint)
            self._waiting += 1
            self.longest = max(self.longest, self._waiting)
        return f"job-{mint[:8]}"

    def job_of(self, mint: Mint) -> str | None:
        return f"job-{mint[:8]}" if mint in self.asked else None

    def waiting(self) -> int:
        with self._lock:
            self._waiting = max(0, self._waiting - self._taken)
            return self._waiting


class Live(Struct, frozen=True):
    """A node of a growing ledger."""

    view: Growing
    sockets: Sockets
    node: Server
    hour: Hour

    def now(self) -> float:
        """The time at the tip."""
        return float(self.hour.ledger.time_of(self.view.tip))

    async def play(self, until: float, *, steps: int, pause: float = 0.0) -> None:
        """Let the ledger grow to a time, in steps."""
        start = self.view.tip
        end = self.hour.ledger.slot_at(until)
        for step in range(1, steps + 1):
            await asyncio.to_thread(self.sockets.advance, start + (end - start) * step // steps)
            await asyncio.sleep(pause)


@contextmanager
def live(hour: Hour, *, faults: dict[str, Any] | None = None, **lapses: Any) -> Iterator[Live]:
    """Serve the hour from a minute before it."""
    view = Growing(hour.ledger, hour.ledger.slot_at(hour.start - 60))
    with subscriptions(view, **lapses) as sockets, serve(view, **(faults or {})) as node:
        yield Live(view, sockets, node, hour)


def register_at(folder: Path) -> Register:
    return Register(opened(f"sqlite:///{folder}/watch.sqlite3"))


def watcher_of(
    world: Live,
    register: Register,
    desk: CountingDesk,
    *,
    platforms: tuple[str, ...] = ("pumpfun", "bonk"),
    policy: Policy | None = None,
    told: list[Launch] | None = None,
) -> tuple[Watcher, RpcSource]:
    rules, tally = policy or Policy(), Tally()
    source = RpcSource([world.node.url], backoff=0.01, lag=0.01)
    finders = [Finder(target_of(code), source, register, rules, tally, world.now) for code in platforms]
    heard: list[Launch] = [] if told is None else told
    sender = Sender(register, desk, rules, tally, world.now, lambda launch, _job: heard.append(launch))
    subscription = SocketSubscription(world.sockets.url)
    watcher = Watcher(subscription, finders, sender, tally, pace=FAST, clock=world.now, draw=random.Random(1))
    return watcher, source
