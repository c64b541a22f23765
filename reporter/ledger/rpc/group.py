"""One group of like questions, from the first try to an answer for each of them.

This is the only place where anything is tried again. A round sends what is still open; what passing failures leave over makes
the round raise EndpointBusy, and stamina decides when the next one starts: at once when another endpoint is ready or the
endpoint named its own pause (its bucket keeps that, for all requests), else after an exponential pause with jitter.
"""

from collections.abc import Callable, Sequence
from typing import Final

import stamina
import stamina.instrumentation
from msgspec import Struct

from reporter.errors import EndpointBusy
from reporter.ledger.rpc.endpoint import Endpoint
from reporter.ledger.rpc.outcome import Outcome
from reporter.ledger.rpc.pool import Pool
from reporter.ledger.rpc.verdict import GAVE_UP, Verdict, error_object
from reporter.model.questions import Answer, Question

_LONGEST_BACKOFF: Final = 20.0  # seconds
_NULL: Final = b"null"
_OFTEN_LATE: Final = "getTransaction"  # null right after a page listed the signature: the node lags, or has pruned it

# Its default hook prints the exception to standard output unless structlog is set up; the endpoint logs retries itself.
stamina.instrumentation.set_on_retry_hooks(())


class Settings(Struct, frozen=True):
    """How patient to be; see RpcSource."""

    retries: int
    backoff: float
    lag: float


class Item:
    """One question on its way."""

    __slots__ = ("asked", "last", "question", "refused_by", "unknown_to")

    def __init__(self, question: Question) -> None:
        self.question = question
        self.asked = False
        self.last = error_object(GAVE_UP, "no endpoint answers this question")
        self.refused_by: frozenset[Endpoint] = frozenset()
        self.unknown_to: frozenset[Endpoint] = frozenset()


class Group:
    """Questions of one method that are asked together."""

    def __init__(self, items: Sequence[Item], pool: Pool, settings: Settings, deliver: Callable[[Answer], None]) -> None:
        """`deliver` is called with each answer the moment it is known: what was handed over survives a kill."""
        self._left = list(items)
        self._method = items[0].question.method
        self._pool = pool
        self._settings = settings
        self._deliver = deliver
        self._endpoint: Endpoint | None = None

    async def run(self) -> None:
        """Deliver an answer for each question. Raises EndpointError when nothing works at all."""
        before = self._pool.answered
        patience = self._settings
        try:
            async for attempt in stamina.retry_context(
                on=_pause,
                attempts=patience.retries + 1,
                timeout=None,
                wait_initial=patience.backoff,
                wait_max=_LONGEST_BACKOFF,
                wait_jitter=patience.backoff,
            ):
                with attempt:
                    await self._round()
        except EndpointBusy:
            if self._pool.answered == before and not await self._pool.any_alive():
                raise self._pool.failure() from None
            for item in self._left:
                self._deliver(_last_word(item))

    async def _round(self) -> None:
        """Try every open question once, split and passed on as needed. Raises EndpointBusy for what is left."""
        todo, late = list(self._left), False
        while todo:
            endpoint = self._pool.choose(self._method, todo[0].refused_by | todo[0].unknown_to)
            endpoint = endpoint or self._pool.choose(self._method, todo[0].refused_by)
            if endpoint is None:
                self._settle_refused(todo.pop(0))
                continue
            self._endpoint = endpoint
            fit = [item for item in todo if endpoint not in item.refused_by][: endpoint.batch(self._method)]
            outcomes = await self._pool.send(endpoint, [item.question for item in fit], [item.asked for item in fit])
            for item, outcome in zip(fit, outcomes, strict=True):
                item.asked = True
                if await self._note(item, outcome, endpoint):
                    todo.remove(item)
                late = late or endpoint in item.unknown_to
        if self._left:
            raise EndpointBusy("not answered yet", self._wait(late=late))

    async def _note(self, item: Item, outcome: Outcome, endpoint: Endpoint) -> bool:
        """Take in one outcome; True when this round is done with the question."""
        verdict = outcome.verdict
        if verdict is Verdict.DONE:
            self._settle_done(item, outcome.body, endpoint)
            return True
        item.last = outcome.body
        if verdict is Verdict.FINAL:
            self._settle(item, outcome.body, refused=True)
        elif verdict is Verdict.ELSEWHERE:
            item.refused_by |= {endpoint}
        elif verdict is Verdict.METHOD and self._method not in endpoint.refused:
            await self._pool.refuse(endpoint, self._method, outcome.body)
        return verdict in {Verdict.FINAL, Verdict.AGAIN, Verdict.BUSY}

    def _settle_done(self, item: Item, body: bytes, endpoint: Endpoint) -> None:
        first_null = body == _NULL and self._method == _OFTEN_LATE and not item.unknown_to
        if first_null:
            item.unknown_to |= {endpoint}
        else:
            self._settle(item, body, refused=False)

    def _settle_refused(self, item: Item) -> None:
        if all(endpoint.shut for endpoint in self._pool.endpoints):
            raise self._pool.failure()
        self._settle(item, item.last, refused=True)

    def _settle(self, item: Item, body: bytes, *, refused: bool) -> None:
        self._left.remove(item)
        self._deliver(Answer(item.question, body, refused))

    def _wait(self, *, late: bool) -> float | None:
        """Seconds until the next round; None leaves it to the exponential pause."""
        used_up = self._left[0].refused_by | self._left[0].unknown_to
        if self._endpoint is None or self._pool.another_ready(self._method, used_up | {self._endpoint}):
            return 0.0
        if late:
            return self._settings.lag
        return 0.0 if self._endpoint.last is Verdict.BUSY and self._endpoint.pausing() else None


def _last_word(item: Item) -> Answer:
    if item.unknown_to:
        return Answer(item.question, _NULL)
    return Answer(item.question, item.last, refused=True)


def _pause(error: Exception) -> bool | float:
    if not isinstance(error, EndpointBusy):
        return False
    return True if error.retry_after is None else error.retry_after
