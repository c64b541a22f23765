"""The client says what the API expects, reads what it answers, and turns refusals into errors of the tree."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.client import AsyncClient, Client, calls
from reporter.client.events import Parser
from reporter.errors import (
    EndpointBusy,
    EndpointError,
    EndpointRefused,
    EndpointUnreachable,
    InputError,
    NotFound,
    ReporterError,
)
from tests.client.service import Asked, Said, document, event, job, service

KEY = "lr_0123456789ab_secretsecretsecretsecretsecretsecretsecretse"


async def answered(
    behaviour: Callable[[Asked], Said], work: Callable[[AsyncClient], Any], **options: Any
) -> tuple[Any, list[Asked]]:
    async with service(behaviour) as local, AsyncClient(local.url + "/", KEY, **options) as client:
        return await work(client), local.asked


async def test_a_request_carries_the_key_and_what_was_given_and_nothing_else() -> None:
    got, asked = await answered(
        lambda _: document(job("waiting"), 202), lambda client: client.ask_for_report("MINT", quick=True, window=7)
    )
    assert (got.state, got.finished, got.window) == ("waiting", False, 300)
    assert (asked[0].method, asked[0].target) == ("POST", "/api/v1/reports")
    assert json.loads(asked[0].body) == {"mint": "MINT", "quick": True, "window": 7}
    assert asked[0].headers["authorization"] == f"Bearer {KEY}"
    assert asked[0].headers["content-type"] == "application/json"


async def test_names_and_values_are_escaped_into_the_path() -> None:
    hostile = "../../metrics?x=1#y /%"
    _, asked = await answered(
        lambda _: document({"jobs": [], "next": None}), lambda c: c.history(cursor="a&limit=9", limit=3, private=False)
    )
    assert asked[0].target == "/api/v1/jobs?cursor=a%26limit%3D9&limit=3&private=false"
    assert calls.report(hostile).target == "/api/v1/reports/..%2F..%2Fmetrics%3Fx%3D1%23y%20%2F%25"


async def test_bytes_come_as_they_are() -> None:
    got, asked = await answered(lambda _: Said(body=b"<svg/>"), lambda client: client.rendered("M", "badge-svg", "ab"))
    assert got == b"<svg/>"
    assert asked[0].target == "/api/v1/reports/M?format=badge-svg&snapshot=ab"


PROBLEM = {"type": "urn:launch-reporter:problem:x", "title": "A value cannot be used", "detail": "no\x1b[31m mint"}
REFUSALS = [
    (400, InputError, None),
    (401, EndpointRefused, None),
    (403, EndpointRefused, None),
    (404, NotFound, None),
    (409, InputError, None),
    (413, InputError, None),
    (422, InputError, None),
    (429, EndpointBusy, 7.0),
    (500, EndpointError, None),
    (503, EndpointBusy, 7.0),
    (302, EndpointError, None),
]


@pytest.mark.parametrize(("status", "kind", "pause"), REFUSALS)
async def test_a_refusal_is_an_error_of_the_tree_with_the_words_of_the_problem(
    status: int, kind: type[ReporterError], pause: float | None
) -> None:
    told = {**PROBLEM, "status": status, "errors": [{"pointer": "/mint", "detail": "32 bytes"}]}
    with pytest.raises(kind) as caught:
        await answered(lambda _: document(told, status, **{"retry-after": "7"}), lambda c: c.register("u"), retries=0)
    assert type(caught.value) is kind
    assert str(caught.value) == "A value cannot be used; no [31m mint; /mint: 32 bytes"
    if isinstance(caught.value, EndpointBusy):
        assert caught.value.retry_after == pause


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"title": 1}', b"\xff"])
async def test_a_refusal_without_a_problem_names_its_status(body: bytes) -> None:
    with pytest.raises(InputError, match="HTTP status 418"):
        await answered(lambda _: Said(status=418, body=body), lambda client: client.health())


@pytest.mark.parametrize("body", [b"", b"<html>hello</html>", b"{}", b'{"status": 1, "version": "x"}'])
async def test_an_answer_of_another_shape_is_told_as_such(body: bytes) -> None:
    with pytest.raises(EndpointUnreachable, match="is it a reporter"):
        await answered(lambda _: Said(body=body), lambda client: client.health())


async def test_only_what_reads_is_tried_again() -> None:
    left = [2]

    def first_busy(_: Asked) -> Said:
        left[0] -= 1
        return document(PROBLEM, 503, **{"retry-after": "0"}) if left[0] >= 0 else document({"status": "ok", "version": "1"})

    got, asked = await answered(first_busy, lambda client: client.health())
    assert (got.status, len(asked)) == ("ok", 3)
    left[0] = 1
    with pytest.raises(EndpointBusy):
        await answered(first_busy, lambda client: client.cancel("0" * 16))


async def test_pages_are_followed_to_their_end() -> None:
    pages = {None: (["a", "b"], "x y"), "x y": (["c"], None)}

    def behave(asked: Asked) -> Said:
        cursor = "x y" if "cursor=x+y" in asked.target else None
        names, following = pages[cursor]
        return document({"jobs": [job(message=name) for name in names], "next": following})

    async def all_of(client: AsyncClient) -> list[str]:
        return [one.message async for one in client.all_jobs()]

    got, asked = await answered(behave, all_of)
    assert got == ["a", "b", "c"]
    assert len(asked) == 2


def breaking(said: list[Said]) -> Callable[[Asked], Said]:
    return lambda _: said.pop(0)


async def heard(client: AsyncClient) -> list[int]:
    return [one.seq async for one in client.events("0" * 16)]


async def test_events_go_on_where_a_connection_broke() -> None:
    first = b"retry: 2000\n\n" + event(1) + event(2) + event(3)[:-20]
    said = [
        Said(pieces=[first], cut=True),
        Said(pieces=[b": still here\n\n", event(3)[:9], event(3)[9:]]),
        document(PROBLEM, 503, **{"retry-after": "0"}),
        Said(pieces=[event(4, "completed"), event(5)]),
    ]
    got, asked = await answered(breaking(said), heard)
    assert got == [1, 2, 3, 4]
    assert [one.target.partition("?")[2] for one in asked] == ["after=0", "after=2", "after=3", "after=3"]


async def test_events_of_an_ended_job_end_at_once_and_those_of_an_unknown_one_are_not_found() -> None:
    assert (await answered(lambda _: Said(status=204), heard))[0] == []
    with pytest.raises(NotFound):
        await answered(lambda _: document(PROBLEM, 404), heard)


async def test_a_stream_that_never_brings_anything_is_given_up() -> None:
    with pytest.raises(EndpointUnreachable):
        await answered(lambda _: Said(pieces=[b": nothing\n\n"], cut=True), heard, retries=1)


async def test_waiting_ends_with_the_job_as_it_stands_then() -> None:
    def behave(asked: Asked) -> Said:
        return Said(pieces=[event(1), event(2, "partial")]) if "/events" in asked.target else document(job("partial"))

    told: list[int] = []
    got, _ = await answered(behave, lambda client: client.wait("0" * 16, lambda one: told.append(one.seq)))
    assert (got.state, got.finished, told) == ("partial", True, [1, 2])


@given(st.lists(st.integers(1, 40), max_size=30))
def test_events_come_out_whole_however_they_are_cut(sizes: list[int]) -> None:
    whole, parser, got = event(1) + b": quiet\n\n" + event(2).replace(b"\n", b"\r\n") + event(3), Parser(), []
    for size in sizes:
        got += list(parser.feed(whole[:size]))
        whole = whole[size:]
    got += list(parser.feed(whole))
    assert [one.seq for one in got] == [1, 2, 3]
    assert got[0].details == "line\nbreak"


def test_an_event_without_end_is_no_reason_to_run_out_of_memory() -> None:
    parser = Parser()
    with pytest.raises(EndpointUnreachable):
        list(parser.feed(b"data: " + b"x" * (2 << 20)))


async def test_the_client_without_await_does_the_same_and_also_where_a_loop_runs() -> None:
    def behave(asked: Asked) -> Said:
        return Said(pieces=[event(1), event(2, "completed")]) if "/events" in asked.target else document(job())

    def use(url: str) -> tuple[Any, ...]:
        with Client(url, KEY) as client:
            first = next(client.events("0" * 16))
            return (
                client.status("0" * 16).state,
                first.seq,
                [one.seq for one in client.events("0" * 16)],
                client.wait("0" * 16).state,
            )

    async with service(behave) as local:
        assert await asyncio.to_thread(use, local.url) == ("completed", 1, [1, 2], "completed")


def test_a_closed_client_leaves_no_thread_behind_and_may_be_closed_twice() -> None:
    client = Client("http://127.0.0.1:1", retries=0)
    with pytest.raises(EndpointUnreachable):
        client.health()
    client.close()
    client.close()


@pytest.mark.parametrize("key", ["a b", "a\r\nx: y", "é"])
def test_a_key_that_would_break_the_header_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(InputError) as caught:
        AsyncClient("http://127.0.0.1:1", key)
    assert key not in str(caught.value)


async def test_neither_key_nor_address_stands_in_errors_or_representations() -> None:
    async with AsyncClient("http://127.0.0.1:1/secret-path-of-the-service", KEY, retries=0) as client:
        with pytest.raises(EndpointUnreachable) as caught:
            await client.health()
    shown = f"{client!r} {caught.value!r} {caught.value.__context__!r} {caught.value.__cause__!r}"
    assert "secret" not in shown
