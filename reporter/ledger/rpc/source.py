"""Any number of JSON-RPC endpoints as one LedgerSource."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final

from reporter.errors import InputError
from reporter.ledger.rpc.endpoint import Endpoint
from reporter.ledger.rpc.group import Group, Item, Settings
from reporter.ledger.rpc.pool import Pool
from reporter.ledger.rpc.rate import INITIAL, INITIAL_LOCAL, Clock, Pass, Rate, Sleep
from reporter.model.questions import Answer, Question
from reporter.transport import HttpClient, SecretUrl, Transport

_SMALLEST_SHARE: Final = 10  # a request should hold this many calls before the work is spread over connections


class RpcSource:
    """Asks JSON-RPC endpoints: in batches where they are taken, as fast as they allow, the next one when one fails.

    `calls` counts the questions sent, by method; `retried` counts what was sent again and what was sent to learn whether an
    endpoint lives. Neither is part of a report.
    """

    name = "JSON-RPC endpoint"

    def __init__(  # noqa: PLR0913 — each is a setting of its own, and all but the first have a default
        self,
        endpoints: Sequence[str],
        *,
        max_rps: float | None = None,
        batch: int = 50,
        concurrency: int = 4,
        timeout: float = 30.0,
        retries: int = 5,
        backoff: float = 0.5,
        lag: float = 1.0,
        transport: Transport | None = None,
        shared: Callable[[str], Pass] | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Take the settings; nothing is sent yet.

        `max_rps` bounds the calls a second, each item of a batch being one; without it the rate is found by trying. `batch`
        bounds the calls in one request, `concurrency` the requests in flight, `timeout` each silence in seconds, `retries`
        the repetitions of one question. `backoff` is the first pause between two of them, `lag` the pause before an unknown
        transaction is asked for again, both in seconds. `shared` gives, for the fingerprint of an endpoint, what waits for the
        turn among other processes that ask it.

        Raises InputError when an endpoint is no http or https URL.
        """
        urls = [SecretUrl(text) for text in dict.fromkeys(endpoints)]
        if not urls:
            raise InputError("no endpoint was given")
        if (max_rps is not None and max_rps <= 0) or batch < 1 or concurrency < 1 or timeout <= 0 or retries < 0:
            raise InputError("calls a second, batch size, concurrency and timeout must be above zero, retries not below")
        self.calls: Counter[str] = Counter()
        self.retried: Counter[str] = Counter()
        self._concurrency = concurrency
        self._client = HttpClient(timeout=timeout, connections=concurrency, transport=transport)
        known = [
            Endpoint(
                f"endpoint {n} of {len(urls)}",
                url,
                self._client,
                Rate(
                    most=max_rps,
                    initial=INITIAL_LOCAL if url.local else INITIAL,
                    clock=clock,
                    sleep=sleep,
                    shared=None if shared is None else shared(url.fingerprint),
                ),
                batch=batch,
                clock=clock,
            )
            for n, url in enumerate(urls, 1)
        ]
        self._pool = Pool(known, calls=self.calls, retried=self.retried, clock=clock)
        self._settings = Settings(retries=retries, backoff=backoff, lag=lag)

    def __repr__(self) -> str:
        return f"RpcSource({len(self._pool.endpoints)} endpoints)"

    async def ask(self, questions: Sequence[Question]) -> AsyncIterator[Answer]:
        """One answer for each distinct question as it arrives.

        A question that no endpoint answers while they otherwise work is answered with `refused`. Raises EndpointUnreachable,
        EndpointBusy or EndpointRefused when nothing works at all.
        """
        distinct = dict.fromkeys(questions)
        pending = deque(Item(question) for question in sorted(distinct, key=lambda q: q.method))
        arrived: asyncio.Queue[Answer | BaseException] = asyncio.Queue()
        workers = [asyncio.create_task(self._work(pending, arrived)) for _ in range(min(self._concurrency, len(pending)))]
        for worker in workers:
            worker.add_done_callback(lambda task: _report(task, arrived))
        try:
            for _ in distinct:
                answer = await arrived.get()
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def _work(self, pending: deque[Item], arrived: "asyncio.Queue[Answer | BaseException]") -> None:
        while pending:
            await Group(self._take(pending), self._pool, self._settings, arrived.put_nowait).run()

    def _take(self, pending: deque[Item]) -> list[Item]:
        """The next questions of one method, as many as fit one request and no more than a fair share of the work."""
        method = pending[0].question.method
        share = max(_SMALLEST_SHARE, -(-len(pending) // self._concurrency))
        most = min(share, self._pool.batch(method))
        taken: list[Item] = []
        while pending and len(taken) < most and pending[0].question.method == method:
            taken.append(pending.popleft())
        return taken


def _report(task: "asyncio.Task[None]", arrived: "asyncio.Queue[Answer | BaseException]") -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        arrived.put_nowait(error)
