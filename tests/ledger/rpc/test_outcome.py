"""What responses mean, byte by byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.ledger.rpc.hostile import printable
from reporter.ledger.rpc.outcome import Outcome, read, retry_after
from reporter.ledger.rpc.verdict import Verdict, fault, is_transient
from reporter.ledger.rpc.wire import Call, encode
from reporter.model.questions import Question
from reporter.transport import Response

CALLS = [Call(1, Question("getSlot", "[]")), Call(2, Question("getSlot", "[ 1.0 ]"))]


def test_parameters_are_sent_as_they_stand() -> None:
    assert encode(CALLS[1:]) == b'{"jsonrpc":"2.0","id":2,"method":"getSlot","params":[ 1.0 ]}'


def test_a_batch_is_an_array_and_a_single_call_is_not() -> None:
    assert encode(CALLS).startswith(b'[{"jsonrpc"')


def test_results_and_errors_are_cut_out_byte_for_byte() -> None:
    body = b'[ {"id":2,"error": {"code" :-32602}, "x":1}, {"result" : [1.0,  "\\u0041"] , "id":1} ]'
    assert read(Response(200, {}, body), CALLS) == [
        Outcome(Verdict.DONE, b'[1.0,  "\\u0041"]'),
        Outcome(Verdict.ELSEWHERE, b'{"code" :-32602}'),
    ]


def test_an_error_of_null_beside_a_result_is_no_error() -> None:
    (outcome,) = read(Response(200, {}, b'{"id":1,"error":null,"result":null}'), CALLS[:1])
    assert outcome == Outcome(Verdict.DONE, b"null")


def test_a_batch_of_one_answer_is_read_for_a_single_call() -> None:
    (outcome,) = read(Response(200, {}, b'[{"id":1,"result":5}]'), CALLS[:1])
    assert outcome == Outcome(Verdict.DONE, b"5")


@given(st.binary(max_size=80), st.sampled_from([200, 301, 400, 403, 404, 413, 429, 500, 503]))
def test_any_bytes_give_an_outcome_for_every_call(body: bytes, status: int) -> None:
    outcomes = read(Response(status, {}, body), CALLS)
    assert len(outcomes) == 2
    assert all(outcome.verdict is not Verdict.DONE for outcome in outcomes)


def test_text_nested_beyond_reason_is_a_passing_failure() -> None:
    (outcome,) = read(Response(200, {}, b'{"id":1,"result":' + b"[" * 100_000 + b"]" * 100_000 + b"}"), CALLS[:1])
    assert outcome.verdict is Verdict.AGAIN


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "Sun, 22 Nov 2026 10:00:30 GMT", "date": "Sun, 22 Nov 2026 10:00:00 GMT"}, 30.0),
        ({"retry-after": "Sun, 22 Nov 2026 10:00:30 GMT"}, None),
        ({"retry-after": "Sun, 22 Nov 2026 09:00:00 GMT", "date": "Sun, 22 Nov 2026 10:00:00 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "٣"}, 3.0),
        ({"retry-after": "inf"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_a_number_or_a_moment_by_the_servers_clock(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"code":-32005,"message":"behind"}', (-32005, "behind")),
        (b'{"code":"429","message":"slow"}', (429, "slow")),
        (b'{"code":1.5,"message":{"a":1}}', (None, "")),
        (b'{"code":true}', (None, "")),
        (b'"just text"', (None, "")),
        (b"{}", (None, "")),
        (b'{"code":"99999999999999999999"}', (None, "")),
    ],
)
def test_errors_are_read_as_far_as_they_go(body: bytes, found: tuple[int | None, str]) -> None:
    assert fault(body) == found


@pytest.mark.parametrize(
    ("code", "passing"),
    [(-32005, True), (-32004, True), (-32019, True), (-32099, True), (1, True), (-32601, False), (-32009, False)],
)
def test_only_lasting_errors_may_be_archived(code: int, passing: bool) -> None:
    assert is_transient(b'{"code":%d}' % code) is passing


def test_text_from_servers_is_one_clean_short_line() -> None:
    assert printable("a\x1b[31m\r\nb\u202e\u200bc\x00\x85d\ue000") == "a[31m bc d"
    assert len(printable("x" * 10_000)) == 160


@given(st.text())
def test_printable_text_has_no_control_or_format_characters(text: str) -> None:
    assert printable(text).isprintable() or any(c == " " for c in printable(text))
    assert not set(printable(text)) & {"\x1b", "\u202e", "\n", "\x00"}
