"""RpcSource against real servers on the loopback that misbehave in every way providers are known to."""

import asyncio
import gzip
import json
import time
from collections.abc import Callable

import pytest

from reporter.errors import EndpointBusy, EndpointRefused, EndpointUnreachable, InputError
from reporter.ledger.rpc import RpcSource
from reporter.model.questions import Answer, Question, account, signatures, supply, transaction
from tests.ledger.examples import collect, patient, questions
from tests.ledger.server import Behaviour, LocalLedger, Reply, Request, error_reply, question_of, running


def first(count: int, bad: Callable[[Request], Reply]) -> Behaviour:
    """The first `count` requests fail, later ones succeed."""
    return lambda request: bad(request) if request.number < count else None


def expected(wanted: list[Question]) -> dict[Question, Answer]:
    return {question: Answer(question, LocalLedger().result(question)) for question in wanted}


PASSING: dict[str, Callable[[Request], Reply]] = {
    "429": lambda _: Reply(status=429, body=b"slow down"),
    "429 with Retry-After": lambda _: Reply(status=429, headers={"retry-after": "0.01"}),
    "node behind": lambda request: error_reply(request, -32005, "Node is behind by 42 slots"),
    "503": lambda _: Reply(status=503, body=b"<h1>unavailable</h1>", headers={"content-type": "text/html"}),
    "502 page": lambda _: Reply(status=502, body=b"<html>Bad gateway</html>", headers={"content-type": "text/html"}),
    "page with status 200": lambda _: Reply(body=b"<!doctype html><p>maintenance", headers={"content-type": "text/html"}),
    "empty": lambda _: Reply(),
    "truncated body": lambda request: Reply(body=LocalLedger().good(request).body, cut=40),
    "truncated JSON": lambda request: Reply(body=LocalLedger().good(request).body[:-9]),
    "hang-up": lambda _: Reply(hang_up=True),
    "null": lambda _: Reply(body=b"null"),
    "a number": lambda _: Reply(body=b"17"),
    "other ids": lambda r: Reply(body=b'[{"jsonrpc":"2.0","id":999999,"result":"wrong"}]'),
    "damaged gzip": lambda _: Reply(body=b"\x1f\x8b not gzip", headers={"content-encoding": "gzip"}),
    "internal error": lambda request: error_reply(request, -32603, "internal"),
    "storage unreachable": lambda request: error_reply(request, -32019, "storage"),
    "one error for all": lambda _: Reply(body=b'{"jsonrpc":"2.0","error":{"code":429,"message":"rate"},"id":null}'),
    "error as text": lambda _: Reply(body=b'{"jsonrpc":"2.0","error":"too many","id":null}', status=500),
}


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize("bad", PASSING.values(), ids=PASSING)
async def test_a_passing_failure_is_tried_again_and_leaves_no_trace(bad: Callable[[Request], Reply], count: int) -> None:
    async with running(first(3, bad)) as server:
        source = patient(server.url, concurrency=2)
        assert await collect(source, questions(count)) == expected(questions(count))
        assert source.calls == {"getTransaction": count}
        assert source.calls.total() + source.retried.total() == server.methods.total()


async def test_answers_may_come_in_any_order_and_compressed() -> None:
    def shuffled(request: Request) -> Reply:
        body = b"[" + b",".join(LocalLedger().item(call) for call in reversed(request.calls)) + b"]"
        return Reply(body=gzip.compress(body), headers={"content-encoding": "gzip", "content-type": "text/plain"})

    async with running(shuffled) as server:
        source = patient(server.url)
        assert await collect(source, questions(23)) == expected(questions(23))
        assert source.retried.total() == 0


async def test_only_the_call_that_is_missing_from_a_batch_is_sent_again() -> None:
    def forgetful(request: Request) -> Reply | None:
        if request.number:
            return None
        return Reply(body=b"[" + b",".join(LocalLedger().item(call) for call in request.calls[1:]) + b"]")

    async with running(forgetful) as server:
        source = patient(server.url, concurrency=1)
        assert await collect(source, questions(8)) == expected(questions(8))
        assert source.retried.total() == 1


async def test_two_answers_under_one_id_are_both_distrusted() -> None:
    def twice(request: Request) -> Reply | None:
        if request.number:
            return None
        wrong = b'{"jsonrpc":"2.0","id":%d,"result":"forged"}' % request.calls[0]["id"]
        return Reply(body=b"[" + b",".join([*(LocalLedger().item(call) for call in request.calls), wrong]) + b"]")

    async with running(twice) as server:
        source = patient(server.url, concurrency=1)
        assert await collect(source, questions(4)) == expected(questions(4))
        assert source.retried.total() == 1


REFUSED_BATCHES: dict[str, Callable[[Request], Reply]] = {
    "400": lambda _: Reply(status=400, body=b"no arrays"),
    "403": lambda _: Reply(status=403, body=b'{"error":"batch requests need a paid plan"}'),
    "413": lambda _: Reply(status=413),
    "405": lambda _: Reply(status=405),
    "invalid request": lambda _: Reply(body=b'{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid"},"id":null}'),
    "invalid params": lambda _: Reply(body=b'{"jsonrpc":"2.0","error":{"code":-32602,"message":"array"},"id":null}'),
}


@pytest.mark.parametrize("most", [1, 5])
@pytest.mark.parametrize("refusal", REFUSED_BATCHES.values(), ids=REFUSED_BATCHES)
async def test_an_endpoint_that_refuses_batches_is_sent_smaller_ones_from_then_on(
    refusal: Callable[[Request], Reply], most: int
) -> None:
    async with running(lambda request: refusal(request) if len(request.calls) > most else None) as server:
        source = patient(server.url, concurrency=1)
        assert await collect(source, questions(40)) == expected(questions(40))
        before = len(server.requests)
        assert await collect(source, questions(40)) == expected(questions(40))
        assert all(len(request.calls) <= most for request in server.requests[before:])
        assert all(request.many == (len(request.calls) > 1) for request in server.requests)


async def test_heavy_answers_are_not_put_into_large_batches() -> None:
    async with running() as server:
        source = patient(server.url, concurrency=1)
        await collect(source, [signatures("wallet", before=f"s{n}") for n in range(30)])
        assert {len(request.calls) for request in server.requests} == {10}


TERMINAL = [-32601, -32602, -32007, -32009, -32010, -32011, -32012, -32015]


@pytest.mark.parametrize("code", TERMINAL)
async def test_a_question_the_ledger_cannot_answer_is_answered_as_refused_with_the_very_error(code: int) -> None:
    error = b'{ "code":%d, "message":"so it is",  "data":{"x":1.0} }' % code

    def refuse(request: Request) -> Reply | None:
        if request.calls[0]["method"] != "getTokenSupply":
            return None
        return Reply(body=b'{"jsonrpc":"2.0","id":%d,"error":%s}' % (request.calls[0]["id"], error))

    async with running(refuse) as server:
        source = patient(server.url)
        found = await collect(source, [supply("mint"), *questions(3)])
        assert found == expected(questions(3)) | {supply("mint"): Answer(supply("mint"), error, refused=True)}
        assert server.methods["getTokenSupply"] == 1


@pytest.mark.parametrize("status", [403, 410])
async def test_a_method_refused_by_http_status_is_remembered_while_others_work(status: int) -> None:
    async with running(lambda r: Reply(status=status) if r.calls[0]["method"] == "getTokenSupply" else None) as server:
        source = patient(server.url)
        found = await collect(source, [supply("a"), account("b")])
        assert found[supply("a")].refused
        assert not found[account("b")].refused
        assert (await collect(source, [supply("c")]))[supply("c")].refused
        assert server.methods["getTokenSupply"] == 1


async def test_a_question_that_keeps_failing_is_refused_and_the_rest_is_answered() -> None:
    async with running(lambda r: Reply(status=500) if r.calls[0]["method"] == "getTokenSupply" else None) as server:
        source = patient(server.url, retries=2)
        found = await collect(source, [supply("mint"), *questions(5)])
        assert found[supply("mint")].refused
        assert json.loads(found[supply("mint")].body) == {"code": -32099, "message": "HTTP 500"}
        assert server.methods["getTokenSupply"] == 3
        assert (await collect(source, [supply("mint")]))[supply("mint")].refused  # alone, too


async def test_a_transaction_unknown_at_first_is_asked_for_once_more() -> None:
    late, gone = transaction("late"), transaction("gone")

    def lagging(request: Request) -> Reply | None:
        call = request.calls[0]
        null = question_of(call) == gone or (question_of(call) == late and server.asked[late] == 1)
        return Reply(body=b'{"jsonrpc":"2.0","id":%d,"result":null}' % call["id"]) if null else None

    async with running(lagging) as server:
        source = patient(server.url, batch=1)
        assert await collect(source, [late, gone]) == expected([late]) | {gone: Answer(gone, b"null")}
        assert server.asked == {late: 2, gone: 2}


async def test_a_transaction_unknown_to_one_endpoint_is_asked_of_the_other() -> None:
    null = lambda r: Reply(body=b'{"jsonrpc":"2.0","id":%d,"result":null}' % r.calls[0]["id"])  # noqa: E731 — a behaviour
    async with running(null) as pruned, running() as whole:
        source = patient(pruned.url, whole.url, lag=60)
        assert await collect(source, questions(1)) == expected(questions(1))


async def test_another_endpoint_takes_over_when_one_dies_and_for_methods_it_refuses() -> None:
    async with (
        running(lambda r: error_reply(r, -32601) if "Supply" in r.calls[0]["method"] else None) as poor,
        running() as rich,
    ):
        source = patient(poor.url, rich.url)
        assert await collect(source, [*questions(3), supply("mint")]) == expected([*questions(3), supply("mint")])
        assert set(rich.methods) == {"getTokenSupply"}
        poor.behaviour = lambda _: Reply(hang_up=True)
        assert await collect(source, questions(9)) == expected(questions(9))


async def test_an_endpoint_that_asks_for_a_long_pause_is_passed_over() -> None:
    busy = lambda _: Reply(status=429, headers={"retry-after": "50"})  # noqa: E731 — a behaviour
    async with running(busy) as first_choice, running() as second:
        source = patient(first_choice.url, second.url, concurrency=1)
        started = time.monotonic()
        assert await collect(source, questions(20)) == expected(questions(20))
        assert time.monotonic() - started < 5
        assert len(first_choice.requests) == 1


async def test_an_endpoint_that_refused_a_question_is_no_reason_to_hurry_the_other() -> None:
    failing = lambda r: Reply(status=500) if r.calls[0]["method"] == "getTokenSupply" else None  # noqa: E731 — a behaviour
    async with running(lambda r: error_reply(r, -32602)) as refusing, running(failing) as broken:
        source = patient(refusing.url, broken.url, retries=2, backoff=0.2)
        started = time.monotonic()
        assert (await collect(source, [supply("mint")]))[supply("mint")].refused
        assert time.monotonic() - started > 0.5  # 0.2 and 0.4 seconds, and jitter
        assert refusing.methods["getTokenSupply"] == 1
        assert broken.methods["getTokenSupply"] == 3


async def test_retry_after_is_waited_for() -> None:
    async with running(first(1, lambda _: Reply(status=429, headers={"retry-after": "0.4"}))) as server:
        source = patient(server.url)
        started = time.monotonic()
        await collect(source, questions(1))
        assert 0.39 < time.monotonic() - started < 3


async def test_nobody_listening_is_unreachable() -> None:
    async with running() as server:
        url = server.url
    source = patient(url, retries=1)
    with pytest.raises(EndpointUnreachable, match=r"endpoint 1 of 1: no connection"):
        await collect(source, questions(3))


async def test_a_server_that_never_answers_is_unreachable_in_bounded_time() -> None:
    async def slow(_: Request) -> Reply:
        await asyncio.sleep(1.5)
        return Reply()

    async with running(slow) as server:
        source = patient(server.url, timeout=0.1, retries=1)
        with pytest.raises(EndpointUnreachable, match="no answer in time"):
            await collect(source, questions(1))


async def test_a_slow_answer_does_not_hold_up_the_others() -> None:
    async def slow(request: Request) -> Reply | None:
        if request.calls[0]["method"] == "getTokenSupply":
            await asyncio.sleep(0.5)
        return None

    async with running(slow) as server:
        source = patient(server.url)
        order = [answer.question async for answer in source.ask([supply("mint"), *questions(30)])]
        assert order[-1] == supply("mint")


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(status=429), EndpointBusy),
        (Reply(status=503), EndpointBusy),
        (Reply(status=401, body=b'{"jsonrpc":"2.0","error":{"code":-32000,"message":"bad key"},"id":null}'), EndpointRefused),
        (Reply(status=403, body=b"<h1>Forbidden</h1>"), EndpointRefused),
        (Reply(status=404, body=b"not here"), EndpointRefused),
        (Reply(body=b"<h1>Welcome</h1>"), EndpointUnreachable),
        (Reply(status=301, headers={"location": "http://127.0.0.1:1/"}), EndpointUnreachable),
        (Reply(status=500), EndpointUnreachable),
    ],
)
async def test_when_nothing_works_at_all_the_error_says_what_to_do(reply: Reply, error: type[Exception]) -> None:
    async with running(lambda _: reply) as server:
        source = patient(server.url, retries=2, max_rps=1000)
        with pytest.raises(error, match=r"endpoint 1 of 1: .+; (check|try)") as caught:
            await collect(source, questions(5))
        assert "\n" not in str(caught.value)


async def test_an_endpoint_that_dies_in_the_middle_is_an_error_not_a_thousand_refusals() -> None:
    async with running(lambda r: None if r.number < 2 else Reply(status=500)) as server:
        source = patient(server.url, retries=1, batch=5)
        with pytest.raises(EndpointUnreachable):
            await collect(source, questions(200))
        assert len(server.requests) < 60


async def test_answers_are_handed_over_as_they_come_also_from_an_endpoint_that_refuses_batches() -> None:
    async with running(lambda r: Reply(status=400) if r.many else None) as server:
        source = patient(server.url, concurrency=1)
        async for _ in source.ask(questions(40)):
            assert sum(server.answered.values()) < 5
            break


async def test_calls_stay_below_the_limit_given() -> None:
    async with running() as server:
        source = patient(server.url, max_rps=50, batch=5)
        started = time.monotonic()
        await collect(source, questions(30))
        assert time.monotonic() - started > 0.45
        assert server.methods == {"getTransaction": 30}


@pytest.mark.parametrize(
    "text", ["", "key.example", "ftp://example.com/key", "http:///key", "http://a key/", "file:///key", "http://[key"]
)
def test_what_is_no_http_address_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(InputError, match="expected http") as caught:
        RpcSource([text])
    assert "key" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("options", [{"max_rps": 0}, {"batch": 0}, {"concurrency": 0}, {"timeout": 0}, {"retries": -1}])
def test_settings_out_of_range_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(InputError, match="above zero"):
        patient("http://127.0.0.1:1", **options)


def test_no_endpoint_is_refused() -> None:
    with pytest.raises(InputError, match="no endpoint"):
        RpcSource([])
