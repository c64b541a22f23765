"""The client for services that run on an event loop."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import msgspec
import stamina

from reporter import __version__
from reporter.client import calls, shapes
from reporter.client.calls import Call
from reporter.client.events import Parser
from reporter.client.methods import Awaited
from reporter.client.problems import error_of
from reporter.errors import EndpointBusy, EndpointUnreachable, InputError
from reporter.model.report import Holder
from reporter.transport import HttpClient, Response, SecretUrl, Transport

Shape = TypeVar("Shape")
_LONGEST_PAUSE: Final = 60.0  # seconds
_NOTHING_MORE: Final = 204
_REFUSED: Final = 400


class AsyncClient(Awaited):
    """Speaks to one reporter at `url`. Close it, or use it as a context.

    `key` is an API key; without one only what is open to all works. What only reads is tried again `retries` times when the
    service is busy or away, after the pause it names; nothing else is ever sent twice.
    """

    def __init__(
        self, url: str, key: str | None = None, *, timeout: float = 30.0, retries: int = 2, transport: Transport | None = None
    ) -> None:
        """Keep the address. Raises InputError, without repeating it, when it is no http or https URL."""
        self._base = url.strip().rstrip("/")
        SecretUrl(self._base)
        if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
            raise InputError("the API key holds letters no key has")
        self._headers = {"user-agent": f"launch-reporter/{__version__}"} | (
            {} if key is None else {"authorization": f"Bearer {key}"}
        )
        self._retries = retries
        self._http = HttpClient(timeout=timeout, transport=transport)

    def __repr__(self) -> str:
        return "AsyncClient(…)"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def do(self, call: Call[Shape]) -> Shape:
        """Carry out one call; its answer in the call's shape. Raises what the head of this package lists."""
        response = await (self._tried(call) if call.method == "GET" else self._sent(call))
        if call.shape is bytes:
            return response.body  # type: ignore[return-value]
        try:
            return msgspec.json.decode(response.body, type=call.shape)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise EndpointUnreachable("the service answered what this client cannot read; is it a reporter?") from None

    async def _tried(self, call: Call[Any]) -> Response:
        async for attempt in stamina.retry_context(
            on=_worth_another, attempts=self._retries + 1, timeout=None, wait_initial=0.5, wait_max=_LONGEST_PAUSE
        ):
            with attempt:
                return await self._sent(call)
        raise AssertionError  # the loop above returns or raises

    async def _sent(self, call: Call[Any]) -> Response:
        body = call.content
        headers = self._headers | ({} if body is None else {"content-type": "application/json"})
        response = await self._http.request(call.method, SecretUrl(self._base + call.target), body, headers)
        if not 200 <= response.status < 300:
            raise error_of(response)
        return response

    async def events(self, job: str, after: int = 0) -> AsyncGenerator[shapes.Event, None]:
        """What a job tells after the event numbered `after`, until it has ended.

        A connection that breaks is made again from the last event that came. Raises EndpointError once `retries` attempts
        in a row brought nothing, NotFound for an unknown job.
        """
        fruitless = 0
        while True:
            try:
                async for event in self._listened(job, after):
                    after, fruitless = event.seq, 0
                    yield event
            except (EndpointBusy, EndpointUnreachable) as error:
                fruitless += 1
                if fruitless > self._retries:
                    raise
                named = error.retry_after if isinstance(error, EndpointBusy) else None
            else:
                return
            await asyncio.sleep(min(_LONGEST_PAUSE, 0.5 * 2.0**fruitless if named is None else named))

    async def _listened(self, job: str, after: int) -> AsyncGenerator[shapes.Event, None]:
        """The events of one connection. Raises EndpointUnreachable when it ends before the job does."""
        parser = Parser()
        url = SecretUrl(self._base + calls.events(job, after).target)
        async with self._http.stream("GET", url, self._headers | {"accept": "text/event-stream"}) as stream:
            if stream.status == _NOTHING_MORE:
                return
            if stream.status >= _REFUSED:
                raise error_of(await stream.whole())
            async for piece in stream:
                for event in parser.feed(piece):
                    yield event
                    if shapes.ended(event.status):
                        return
        raise EndpointUnreachable("the events broke off")

    async def wait(self, job: str, told: Callable[[shapes.Event], None] | None = None) -> shapes.Job:
        """The job once it has ended; `told` is called with each of its events."""
        async for event in self.events(job):
            if told is not None:
                told(event)
        return await self.status(job)

    async def all_jobs(self, *, private: bool | None = None) -> AsyncGenerator[shapes.Job, None]:
        """The whole history, the newest first, page by page."""
        cursor: str | None = None
        while True:
            page = await self.history(cursor, private=private)
            for job in page.jobs:
                yield job
            cursor = page.next
            if cursor is None:
                return

    async def all_holders(
        self, mint: str, *, snapshot: str | None = None, private: bool | None = None
    ) -> AsyncGenerator[Holder, None]:
        """Every holder of one report, the largest first, page by page."""
        cursor: str | None = None
        while True:
            page = await self.holders(mint, snapshot, private=private, cursor=cursor, limit=1000)
            for holder in page.holders:
                yield holder
            cursor = page.next
            if cursor is None:
                return


def _worth_another(error: Exception) -> bool | float:
    """Whether a call that only reads is tried again; a number is the pause the service named."""
    if isinstance(error, EndpointBusy):
        return True if error.retry_after is None else min(error.retry_after, _LONGEST_PAUSE)
    return isinstance(error, EndpointUnreachable)
