"""One endpoint alone."""

import time

import pytest

from reporter.ledger.rpc.endpoint import Endpoint
from reporter.ledger.rpc.rate import Rate
from reporter.ledger.rpc.verdict import Verdict
from reporter.ledger.rpc.wire import Call
from reporter.transport import HttpClient, SecretUrl
from tests.ledger.examples import questions
from tests.ledger.server import Reply, running


async def no_sleep(_: float) -> None:
    pytest.fail("a rate this high never waits")


@pytest.mark.parametrize(("calls", "verdict", "batch"), [(1, Verdict.ELSEWHERE, 50), (8, Verdict.SPLIT, 4)])
async def test_an_answer_too_large_splits_a_batch_and_refuses_a_single_call(calls: int, verdict: Verdict, batch: int) -> None:
    async with running(lambda _: Reply(body=b" " * 2000)) as server:
        client = HttpClient(largest=1000)
        rate = Rate(most=1e9, initial=1e9, clock=time.monotonic, sleep=no_sleep)
        endpoint = Endpoint("endpoint 1 of 1", SecretUrl(server.url), client, rate, batch=50, clock=time.monotonic)
        outcomes = await endpoint.exchange([Call(n, q) for n, q in enumerate(questions(calls))])
        assert {outcome.verdict for outcome in outcomes} == {verdict}
        assert endpoint.batch("getTransaction") == batch
        await client.aclose()
