"""The endpoints together: whom to ask next, and what to say when nobody answers."""

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Final

from reporter.errors import EndpointBusy, EndpointError, EndpointRefused, EndpointUnreachable
from reporter.ledger.rpc.endpoint import Endpoint
from reporter.ledger.rpc.outcome import Outcome
from reporter.ledger.rpc.rate import Clock
from reporter.ledger.rpc.verdict import Verdict, fault
from reporter.ledger.rpc.wire import Call
from reporter.model.questions import Question, genesis

_SPEAKS_RPC: Final = frozenset({-32601, -32602})
_ABOUT_THE_METHOD: Final = frozenset({-32601, -32011})


class Pool:
    """Chooses among endpoints and counts what is sent to them."""

    def __init__(self, endpoints: Sequence[Endpoint], *, calls: Counter[str], retried: Counter[str], clock: Clock) -> None:
        self.endpoints = tuple(endpoints)
        self.answered = 0  # questions answered so far, by anyone
        self._calls = calls
        self._retried = retried
        self._clock = clock
        self._ids = itertools.count(1)

    def batch(self, method: str) -> int:
        """How many calls of `method` the endpoint asked next would take in one request."""
        chosen = self.choose(method)
        return 1 if chosen is None else chosen.batch(method)

    def choose(self, method: str, without: frozenset[Endpoint] = frozenset()) -> Endpoint | None:
        """The endpoint that answers soonest: the first in the user's order that is not cooling, else the first to be ready."""
        now = self._clock()
        able = [e for e in self.endpoints if not e.shut and method not in e.refused and e not in without]
        return min(able, key=lambda e: max(e.ready_at(), now), default=None)

    def another_ready(self, method: str, besides: frozenset[Endpoint]) -> bool:
        """True when a retry need not wait, because an endpoint not among those tried is ready for it."""
        chosen = self.choose(method, besides)
        return chosen is not None and chosen.ready_at() <= self._clock()

    async def send(self, endpoint: Endpoint, questions: Sequence[Question], repeated: Sequence[bool]) -> list[Outcome]:
        """One request to one endpoint."""
        for question, again in zip(questions, repeated, strict=True):
            (self._retried if again else self._calls)[question.method] += 1
        outcomes = await endpoint.exchange([Call(next(self._ids), question) for question in questions])
        self.answered += sum(outcome.verdict in {Verdict.DONE, Verdict.FINAL} for outcome in outcomes)
        return outcomes

    async def alive(self, endpoint: Endpoint) -> bool:
        """Ask the harmless question that every node answers; an error that only JSON-RPC knows will do as an answer."""
        if endpoint.shut:
            return False
        (outcome,) = await self.send(endpoint, [genesis()], [True])
        return outcome.verdict in {Verdict.DONE, Verdict.FINAL} or fault(outcome.body)[0] in _SPEAKS_RPC

    async def any_alive(self) -> bool:
        """True when at least one endpoint answers at all."""
        for endpoint in self.endpoints:
            if await self.alive(endpoint):
                return True
        return False

    async def refuse(self, endpoint: Endpoint, method: str, error: bytes) -> None:
        """Remember that an endpoint refuses a method, or this caller altogether if it answers nothing else either."""
        if fault(error)[0] in _ABOUT_THE_METHOD or await self.alive(endpoint):
            endpoint.refused.add(method)
        else:
            endpoint.shut = True

    def failure(self) -> EndpointError:
        """The error that says in one line why nothing can be read."""
        told = "; ".join(f"{endpoint.label}: {endpoint.trouble or 'no answer'}" for endpoint in self.endpoints)
        if all(endpoint.shut for endpoint in self.endpoints):
            return EndpointRefused(f"the endpoint refuses to answer ({told}); check its key and plan, or give another")
        if any(endpoint.last is Verdict.BUSY for endpoint in self.endpoints):
            return EndpointBusy(f"the endpoint keeps asking to slow down ({told}); try later, or give another")
        return EndpointUnreachable(f"the ledger cannot be read ({told}); check the address, or give another endpoint")
