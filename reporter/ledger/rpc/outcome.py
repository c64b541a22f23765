"""From one HTTP response to one outcome for each question that was in the request."""

from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Final

from msgspec import Struct

from reporter.errors import DecodeError
from reporter.ledger.rpc.verdict import GAVE_UP, Verdict, error_object, fault, of_code, of_status
from reporter.ledger.rpc.wire import Call, Replies, Reply, decode
from reporter.transport import Response

_OK: Final = 200
_NOT_FOUND: Final = 404


class Outcome(Struct, frozen=True):
    """What became of one call. `body` is the untouched result, or an error object (the server's, or ours if it sent none)."""

    verdict: Verdict
    body: bytes


def read(response: Response, calls: Sequence[Call]) -> list[Outcome]:
    """One outcome for each call, in their order. A content type is not asked for: providers label JSON as text."""
    try:
        replies = decode(response.body)
    except DecodeError:
        return same(_no_json(response, many=len(calls) > 1), calls)
    rest = _unanswered(response, replies, calls)
    return [_of(reply, response.status) if (reply := replies.by_id.get(call.id)) else rest for call in calls]


def same(outcome: Outcome, calls: Sequence[Call]) -> list[Outcome]:
    """The same outcome for every call of a request."""
    return [outcome] * len(calls)


def ours(verdict: Verdict, message: str) -> Outcome:
    """An outcome for which the server sent no error object."""
    return Outcome(verdict, error_object(GAVE_UP, message))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The pause in seconds that a server asks for, as a number or as a moment by its own clock (RFC 9110 §10.2.3)."""
    text = headers.get("retry-after", "").strip()
    try:
        seconds = float(text) if text.replace(".", "", 1).isdecimal() else _until(text, headers.get("date", ""))
    except (ValueError, TypeError, OverflowError):
        return None
    return seconds if seconds >= 0 else None


def _until(moment: str, now: str) -> float:
    return (parsedate_to_datetime(moment) - parsedate_to_datetime(now)).total_seconds()


def _of(reply: Reply, status: int) -> Outcome:
    if not reply.failed:
        return Outcome(Verdict.DONE, reply.body)
    verdict = of_code(fault(reply.body)[0])
    if verdict is Verdict.AGAIN and status != _OK:
        verdict = of_status(status)
    return Outcome(verdict, reply.body)


def _unanswered(response: Response, replies: Replies, calls: Sequence[Call]) -> Outcome:
    """What calls without a reply of their own are told."""
    if replies.whole is None:
        verdict = Verdict.AGAIN if response.status == _OK else of_status(response.status)
        return ours(verdict, "the answer to this call was missing from the response")
    outcome = _of(replies.whole, response.status)
    if len(calls) > 1 and outcome.verdict is not Verdict.BUSY and response.status < 500:
        return Outcome(Verdict.SPLIT, outcome.body)
    return outcome


def _no_json(response: Response, *, many: bool) -> Outcome:
    status = response.status
    verdict = of_status(status)
    if many and 400 <= status < 500 and verdict is not Verdict.BUSY:
        verdict = Verdict.SPLIT
    what = "the answer is no JSON-RPC" if status in {_OK, _NOT_FOUND} else f"HTTP {status}"
    return ours(verdict, what)
