"""What an error means for the question that got it.

Codes: agave's custom errors (rpc-client-api custom_error.rs) and JSON-RPC 2.0; HTTP statuses as providers use them.
"""

from enum import Enum
from typing import Final

import msgspec
from msgspec import Raw, Struct


class Verdict(Enum):
    """What to do next with a question."""

    DONE = "answered"
    FINAL = "the chain's own answer: no endpoint will say anything else"
    ELSEWHERE = "this endpoint cannot answer this question; another may"
    METHOD = "this endpoint does not do this method, or not for this caller"
    SPLIT = "the endpoint takes no batch of this size"
    AGAIN = "a passing failure: try again"
    BUSY = "too fast, or the node is behind: slow down and try again"


GAVE_UP: Final = -32099  # ours: in the reserved server range, used by no node; always transient

_CODES: Final = {
    -32007: Verdict.FINAL,  # slot skipped
    -32601: Verdict.METHOD,
    -32011: Verdict.METHOD,  # transaction history not available from this node
    -32403: Verdict.METHOD,
    401: Verdict.METHOD,
    403: Verdict.METHOD,
    405: Verdict.METHOD,
    410: Verdict.METHOD,
    -32600: Verdict.ELSEWHERE,
    -32602: Verdict.ELSEWHERE,
    -32001: Verdict.ELSEWHERE,  # block cleaned up
    -32008: Verdict.ELSEWHERE,  # no snapshot
    -32009: Verdict.ELSEWHERE,  # slot skipped, or missing in long-term storage
    -32010: Verdict.ELSEWHERE,  # key excluded from the secondary index
    -32012: Verdict.ELSEWHERE,  # scan error
    -32015: Verdict.ELSEWHERE,  # transaction version unsupported
    -32020: Verdict.ELSEWHERE,  # the signature given as `before` or `until` is not known here
    413: Verdict.ELSEWHERE,
    -32005: Verdict.BUSY,  # node unhealthy
    -32429: Verdict.BUSY,
    429: Verdict.BUSY,
    503: Verdict.BUSY,
}
_STATUSES: Final = {
    400: Verdict.ELSEWHERE,
    401: Verdict.METHOD,
    403: Verdict.METHOD,
    404: Verdict.METHOD,
    405: Verdict.METHOD,
    410: Verdict.METHOD,
    413: Verdict.ELSEWHERE,
    415: Verdict.ELSEWHERE,
    422: Verdict.ELSEWHERE,
    429: Verdict.BUSY,
    503: Verdict.BUSY,
}


def of_code(code: int | None) -> Verdict:
    """The verdict on a JSON-RPC error code. Codes nobody documented are taken for passing failures."""
    return Verdict.AGAIN if code is None else _CODES.get(code, Verdict.AGAIN)


def of_status(status: int) -> Verdict:
    """The verdict on an HTTP status that came without a JSON-RPC error."""
    return _STATUSES.get(status, Verdict.AGAIN)


def is_transient(body: bytes) -> bool:
    """True for an error object that may be different tomorrow: never to be archived."""
    return of_code(fault(body)[0]) in {Verdict.AGAIN, Verdict.BUSY}


class _Fault(Struct):
    code: Raw = Raw(b"")
    message: Raw = Raw(b"")


def fault(body: bytes) -> tuple[int | None, str]:
    """Code and message of an error object, as far as it has them: some servers send text or a number as text."""
    try:
        parsed = msgspec.json.decode(body, type=_Fault)
    except msgspec.DecodeError:
        return None, ""
    code = _lenient(parsed.code)
    message = _lenient(parsed.message)
    number = int(code) if isinstance(code, int | str) and str(code).lstrip("-").isdecimal() and len(str(code)) < 12 else None
    return number, message if isinstance(message, str) else ""


def _lenient(raw: Raw) -> object:
    try:
        value: object = msgspec.json.decode(raw) if len(raw) else None
    except msgspec.DecodeError:
        return None
    return value


def error_object(code: int, message: str) -> bytes:
    """An error object of our own, in the shape of the ledger's."""
    return msgspec.json.encode({"code": code, "message": message})
