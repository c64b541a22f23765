"""JSON-RPC 2.0 on the wire: requests out, untouched `result` and `error` bytes in."""

from collections.abc import Sequence

import msgspec
from msgspec import Raw, Struct

from reporter.errors import DecodeError
from reporter.model.questions import Question


class Call(Struct, frozen=True):
    """One question under the id its answer must bear."""

    id: int
    question: Question


class Reply(Struct, frozen=True):
    """The bytes of a `result`, or of an `error` when `failed`. They are evidence: cut out, never re-encoded."""

    body: bytes
    failed: bool


class Replies(Struct, frozen=True):
    """What a response held: replies by id, and the error a server sent instead of an answer to the whole batch."""

    by_id: dict[int, Reply]
    whole: Reply | None


class _Wire(Struct):
    id: int | str | float | None = None
    result: Raw = Raw(b"")
    error: Raw = Raw(b"")


_decoder = msgspec.json.Decoder(_Wire | list[_Wire])


def encode(calls: Sequence[Call]) -> bytes:
    """One call as an object, several as a batch: some servers refuse even a batch of one."""
    bodies = [
        {"jsonrpc": "2.0", "id": call.id, "method": call.question.method, "params": Raw(call.question.params.encode())}
        for call in calls
    ]
    return msgspec.json.encode(bodies[0] if len(bodies) == 1 else bodies)


def decode(body: bytes) -> Replies:
    """Take a response apart. An id that answers twice answers not at all: one of the two is wrong.

    Raises DecodeError for anything that is no JSON-RPC response.
    """
    try:
        parsed = _decoder.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise DecodeError("the answer is no JSON-RPC") from None
    by_id: dict[int, Reply] = {}
    twice: set[int] = set()
    whole: Reply | None = None
    for item in parsed if isinstance(parsed, list) else [parsed]:
        reply = _reply(item)
        if reply is None:
            continue
        if not isinstance(item.id, int):
            whole = reply if reply.failed else whole
        elif item.id in by_id:
            twice.add(item.id)
        else:
            by_id[item.id] = reply
    return Replies({key: reply for key, reply in by_id.items() if key not in twice}, whole)


def _reply(item: _Wire) -> Reply | None:
    if len(item.error) and bytes(item.error) != b"null":
        return Reply(bytes(item.error), failed=True)
    if len(item.result):
        return Reply(bytes(item.result), failed=False)
    return None
