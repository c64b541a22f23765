"""The client for scripts and notebooks."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

from reporter.client import shapes
from reporter.client.asynchronous import AsyncClient
from reporter.client.calls import Call
from reporter.client.methods import AtOnce
from reporter.model.report import Holder
from reporter.transport import Transport

Shape = TypeVar("Shape")


class Client(AtOnce):
    """AsyncClient without `await`. It keeps an event loop in a thread of its own: notebooks run one already."""

    def __init__(
        self, url: str, key: str | None = None, *, timeout: float = 30.0, retries: int = 2, transport: Transport | None = None
    ) -> None:
        """See AsyncClient."""
        self._client = AsyncClient(url, key, timeout=timeout, retries=retries, transport=transport)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="reporter-client", daemon=True)
        self._thread.start()

    def __repr__(self) -> str:
        return "Client(…)"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections, and end the thread."""
        if self._loop.is_closed():
            return
        self._run(self._client.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def do(self, call: Call[Shape]) -> Shape:
        """Carry out one call; its answer in the call's shape."""
        return self._run(self._client.do(call))

    def events(self, job: str, after: int = 0) -> Iterator[shapes.Event]:
        """What a job tells after the event numbered `after`, until it has ended."""
        return self._each(self._client.events(job, after))

    def wait(self, job: str, told: Callable[[shapes.Event], None] | None = None) -> shapes.Job:
        """The job once it has ended; `told` is called with each of its events, in another thread."""
        return self._run(self._client.wait(job, told))

    def all_jobs(self, *, private: bool | None = None) -> Iterator[shapes.Job]:
        """The whole history, the newest first, page by page."""
        return self._each(self._client.all_jobs(private=private))

    def all_holders(self, mint: str, *, snapshot: str | None = None, private: bool | None = None) -> Iterator[Holder]:
        """Every holder of one report, the largest first, page by page."""
        return self._each(self._client.all_holders(mint, snapshot=snapshot, private=private))

    def _run(self, work: Coroutine[Any, Any, Shape]) -> Shape:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _each(self, items: AsyncGenerator[Shape, None]) -> Iterator[Shape]:
        async def following() -> tuple[bool, Any]:
            try:
                return True, await anext(items)
            except StopAsyncIteration:
                return False, None

        try:
            while True:
                more, item = self._run(following())
                if not more:
                    return
                yield item
        finally:
            if not self._loop.is_closed():
                self._run(items.aclose())  # whoever stops early lets go of the connection
