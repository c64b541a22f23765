"""Events of jobs for everybody who follows them: each job is looked at once, however many listen."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import msgspec

from reporter.jobs.desk import Desk
from reporter.jobs.events import Event
from reporter.jobs.job import FINISHED

EVERY: Final = 0.5  # seconds between two looks at a job that is followed
SILENCE: Final = 15.0  # seconds until a comment tells everything between us and a listener that the line is alive
MOST: Final = 2000  # listeners of one process
_ENCODER: Final = msgspec.json.Encoder()


class Feed:
    """The events of one job so far, read by one task while anybody listens."""

    def __init__(self, desk: Desk, key: str) -> None:
        self.lines: list[bytes] = []  # of event number 1, 2, …
        self.ended = False
        self.listeners = 0
        self._desk = desk
        self._key = key
        self._news = asyncio.Event()
        self._task = asyncio.ensure_future(self._follow())

    async def news(self) -> bool:
        """Wait for something new; False when nothing came for as long as a line may be silent."""
        if self._task.done():
            self.ended = True
            return True
        try:
            await asyncio.wait_for(self._news.wait(), SILENCE)
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Stop looking."""
        self._task.cancel()

    async def _follow(self) -> None:
        while not self.ended:
            for event in await asyncio.to_thread(self._desk.events, self._key, len(self.lines)):
                self.lines.append(line(event))
                self.ended = event.status in FINISHED
            self._news.set()
            self._news = asyncio.Event()
            if not self.ended:
                await asyncio.sleep(EVERY)


class Feeds:
    """The feeds of one process. For its event loop alone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._feeds: dict[str, Feed] = {}

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return sum(feed.listeners for feed in self._feeds.values())

    @property
    def full(self) -> bool:
        """True when nobody more can listen."""
        return self.listeners >= MOST

    async def listen(self, key: str, after: int) -> AsyncGenerator[bytes, None]:
        """The events of a job after the one numbered `after`, as they are sent, until the job has ended."""
        async with self._joined(key) as feed:
            yield b"retry: 2000\n\n"
            while True:
                lines, ended = feed.lines[after:], feed.ended
                if lines:
                    after += len(lines)
                    yield b"".join(lines)
                if ended and after >= len(feed.lines):
                    return
                if not lines and not await feed.news():
                    yield b": still here\n\n"

    @asynccontextmanager
    async def _joined(self, key: str) -> AsyncIterator[Feed]:
        feed = self._feeds.get(key)
        if feed is None:
            feed = self._feeds[key] = Feed(self._desk, key)
        feed.listeners += 1
        try:
            yield feed
        finally:
            feed.listeners -= 1
            if not feed.listeners:
                feed.close()
                if self._feeds.get(key) is feed:
                    del self._feeds[key]


def line(event: Event) -> bytes:
    """One event in the wire format of server-sent events; JSON keeps line breaks inside texts escaped."""
    name = b"end" if event.status in FINISHED else b"progress"
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (event.seq, name, _ENCODER.encode(event))
