"""Notices jobs that ended, tells what they cost, and delivers webhooks. One in each process that serves the API."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Final

import structlog

from reporter.api.asked import Asked, Wish
from reporter.api.hooks.book import PAUSES, Book, Delivery
from reporter.api.hooks.signing import headers
from reporter.api.views import job_ended
from reporter.errors import ReporterError
from reporter.jobs.desk import Desk
from reporter.transport import HttpClient, SecretUrl, Transport

EVERY: Final = 1.0  # seconds between two rounds
TIDY: Final = 3600.0  # seconds between two clean-ups
SILENCE: Final = 5.0  # seconds a receiver may be silent; four times as long in all
LARGEST: Final = 64 << 10  # bytes of an answer nobody reads
GONE: Final = 410  # the receiver wants no more of it

_log = structlog.get_logger(__name__)


class Postman:
    """`transport` makes what carries one request; it decides which addresses may be reached."""

    def __init__(
        self,
        desk: Desk,
        asked: Asked,
        book: Book,
        *,
        transport: Callable[[], Transport | None],
        clock: Callable[[], float] = time.time,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._desk = desk
        self._asked = asked
        self._book = book
        self._transport = transport
        self._clock = clock
        self._pauses = pauses
        self._after = 0.0
        self._tidied = 0.0

    async def run(self) -> None:
        """Make rounds until cancelled. A round that fails is logged, and the next one tries again."""
        while True:
            try:
                busy = await self.round()
            except Exception as error:  # noqa: BLE001 — a database that restarts must not end deliveries for good
                _log.error("webhook round failed", error=type(error).__name__)
                busy = False
            await asyncio.sleep(0 if busy else EVERY)

    async def round(self) -> bool:
        """Look once through what waits; True when there is probably more to do at once."""
        await asyncio.to_thread(self._notice)
        due = await asyncio.to_thread(self._book.due)
        await asyncio.gather(*(self._deliver(delivery) for delivery in due))
        return bool(due)

    def _notice(self) -> None:
        """Ask the desk about some of the wishes nobody was told of yet, taking turns."""
        wishes = self._asked.waiting(self._after)
        self._after = wishes[-1].at if wishes else 0.0
        for job in dict.fromkeys(wish.job for wish in wishes):
            self._told(job, [wish for wish in wishes if wish.job == job])
        if self._clock() - self._tidied > TIDY:
            self._tidied = self._clock()
            self._asked.forget()
            self._book.forget()

    def _told(self, key: str, wishes: Sequence[Wish]) -> None:
        job = self._desk.get(key)
        if job is None:
            self._asked.settle(key, None)
        elif job.finished:
            for wish in wishes:
                if wish.key_id:
                    self._book.post(wish.key_id, key, job_ended(job))
            self._asked.settle(key, None if job.latest is None else job.latest.progress.calls)

    async def _deliver(self, delivery: Delivery) -> None:
        client = HttpClient(timeout=SILENCE, connections=1, largest=LARGEST, transport=self._transport())
        head = headers(delivery.id, int(self._clock()), delivery.body, delivery.webhook.secret)
        try:
            answer = await client.request("POST", SecretUrl(delivery.webhook.url), delivery.body, head)
            outcome = str(answer.status)
        except ReporterError as error:
            outcome = str(error)
        finally:
            await client.aclose()
        if outcome == str(GONE):
            await asyncio.to_thread(self._book.remove, delivery.webhook.id)
        elif outcome.startswith("2") and outcome.isdecimal():
            await asyncio.to_thread(self._book.done, delivery, outcome)
        else:
            await asyncio.to_thread(self._book.failed, delivery, outcome, self._pauses)
