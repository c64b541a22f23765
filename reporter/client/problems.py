"""From a refusal of the API (RFC 9457) to an error of the tree."""

from typing import Final

import msgspec
from msgspec import Struct

from reporter.errors import EndpointBusy, EndpointError, EndpointRefused, InputError, NotFound, ReporterError
from reporter.transport import Response

_LONGEST: Final = 300  # characters of a message that came over the network
_BUSY: Final = frozenset({429, 503})
_REFUSED: Final = frozenset({401, 403})
_FAILED: Final = 500


class _Fault(Struct, frozen=True):
    pointer: str = ""
    detail: str = ""


class _Problem(Struct, frozen=True):
    title: str = ""
    detail: str = ""
    errors: list[_Fault] = []


def error_of(response: Response) -> ReporterError:
    """What a response with an error status means to the caller."""
    status = response.status
    words = _words(response)
    if status in _BUSY:
        return EndpointBusy(words, _seconds(response.headers.get("retry-after", "")))
    if status in _REFUSED:
        return EndpointRefused(words)
    if status == 404:
        return NotFound(words)
    return EndpointError(words) if status >= _FAILED or status < 400 else InputError(words)


def _words(response: Response) -> str:
    try:
        problem = msgspec.json.decode(response.body, type=_Problem)
    except (msgspec.DecodeError, UnicodeDecodeError):
        problem = _Problem()
    faults = [f"{fault.pointer}: {fault.detail}" for fault in problem.errors]
    told = "; ".join(part for part in (problem.title, problem.detail, *faults) if part)
    line = "".join(letter if letter.isprintable() else " " for letter in told)
    return line[:_LONGEST] or f"the service answered with HTTP status {response.status}"


def _seconds(text: str) -> float | None:
    return float(text) if text.isdecimal() and len(text) < 10 else None
