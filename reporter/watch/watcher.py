"""Watching itself: listen, sweep, send, until told to stop."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, Final

from msgspec import Struct

from reporter import log
from reporter.errors import EndpointError, ReporterError
from reporter.model.ids import Address
from reporter.watch.finder import Finder
from reporter.watch.notices import Notice, Subscription
from reporter.watch.sender import Sender
from reporter.watch.tally import Tally

_UNREAD: Final = 10_000  # notices kept while transactions are read; a sweep finds what is beyond
_LASTS: Final = 30.0  # seconds after which a connection counts as good, and pauses start from the first again

_log = log.get("reporter.watch")


class Pace(Struct, frozen=True, kw_only=True):
    """Seconds between sweeps, between looks at what may be sent, and the shortest and longest pause before another try."""

    sweep: float = 30.0
    send: float = 1.0
    first_pause: float = 0.5
    longest_pause: float = 60.0


class Watcher:
    """Listens for the launches of any number of platforms and has each of them asked for once."""

    def __init__(
        self,
        subscription: Subscription,
        finders: Sequence[Finder],
        sender: Sender,
        tally: Tally,
        *,
        pace: Pace,
        clock: Callable[[], float],
        draw: random.Random,
    ) -> None:
        self.tally = tally
        self._subscription = subscription
        self._finders = {finder.target.address: finder for finder in finders}
        self._sender = sender
        self._pace = pace
        self._clock = clock
        self._draw = draw
        self._heard: asyncio.Queue[Notice] = asyncio.Queue(_UNREAD)
        self._sweep_due = asyncio.Event()

    async def run(self) -> None:
        """Watch until cancelled. Raises ReporterError when nothing can be sent any more; endpoints are tried for ever."""
        await self._sender.recover()
        async with asyncio.TaskGroup() as tasks:
            for job in (self._listen(), self._read(), self._sweep(), self._send()):
                tasks.create_task(job)

    async def _listen(self) -> None:
        tries = 0
        while True:
            began = self._clock()
            try:
                await self._listen_once()
            except EndpointError as error:
                _log.warning("not listening", reason=str(error), tries=tries)
            tries = 1 if self._clock() - began > _LASTS else tries + 1
            await asyncio.sleep(self._pause(tries))

    async def _listen_once(self) -> None:
        async with self._subscription.open(tuple(self._finders)) as notices:
            self.tally.connections += 1
            self._sweep_due.set()  # whatever landed while nobody listened
            async for notice in notices:
                self.tally.notices += 1
                if self._heard.full():
                    self._sweep_due.set()
                else:
                    self._heard.put_nowait(notice)

    async def _read(self) -> None:
        while True:
            notices = [await self._heard.get()]
            while not self._heard.empty():
                notices.append(self._heard.get_nowait())
            by_address: dict[Address, list[Notice]] = defaultdict(list)
            for notice in notices:
                by_address[notice.address].append(notice)
            for address, heard in by_address.items():
                if await self._tried(self._finders[address].hear(heard)) is not None:
                    self._sweep_due.set()

    async def _sweep(self) -> None:
        failures = 0
        while True:
            pause = self._pause(failures) if failures else self._pace.sweep
            with suppress(TimeoutError):
                await asyncio.wait_for(self._sweep_due.wait(), pause)
            self._sweep_due.clear()
            failed = [await self._tried(finder.sweep()) for finder in self._finders.values()]
            failures = failures + 1 if any(failed) else 0

    async def _send(self) -> None:
        failures = 0
        while True:
            failures = failures + 1 if await self._tried(self._sender.send()) else 0
            await asyncio.sleep(self._pause(failures) if failures else self._pace.send)

    async def _tried(self, work: Coroutine[Any, Any, None]) -> ReporterError | None:
        """The error that stopped `work`, told in the log; it is worth another try later."""
        try:
            await work
        except ReporterError as error:
            _log.warning("not done", reason=str(error))
            return error
        return None

    def _pause(self, tries: int) -> float:
        """Doubling, at most the longest, with full jitter: many watchers must not come back at once."""
        longest = min(self._pace.longest_pause, self._pace.first_pause * 2.0 ** min(tries - 1, 20))
        return longest * (0.5 + self._draw.random() / 2)
