"""What the API says when it refuses: problem details (RFC 9457), the same shape for every error.

`type` is a stable name to program against, `title` its meaning, `detail` one sentence about this request that repeats nothing
of it: a request may hold a key, and what it holds is hostile text anyway.
"""

from collections.abc import Mapping, MutableMapping
from http import HTTPStatus
from typing import Any, Final

import msgspec

MEDIA_TYPE: Final = "application/problem+json"
_NAMES: Final = "urn:launch-reporter:problem:"

TITLES: Final[Mapping[str, tuple[HTTPStatus, str]]] = {
    "bad-request": (HTTPStatus.BAD_REQUEST, "The request cannot be read"),
    "unauthorised": (HTTPStatus.UNAUTHORIZED, "An API key is needed, and a valid one"),
    "forbidden": (HTTPStatus.FORBIDDEN, "The key does not allow this"),
    "not-found": (HTTPStatus.NOT_FOUND, "There is no such thing here"),
    "method-not-allowed": (HTTPStatus.METHOD_NOT_ALLOWED, "Not with this method"),
    "not-acceptable": (HTTPStatus.NOT_ACCEPTABLE, "Not offered in this form"),
    "conflict": (HTTPStatus.CONFLICT, "It is too late for that"),
    "too-large": (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large"),
    "wrong-media-type": (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON"),
    "invalid": (HTTPStatus.UNPROCESSABLE_ENTITY, "A value cannot be used"),
    "rate-limited": (HTTPStatus.TOO_MANY_REQUESTS, "Too many requests"),
    "budget-spent": (HTTPStatus.TOO_MANY_REQUESTS, "The budget for reports is spent"),
    "internal": (HTTPStatus.INTERNAL_SERVER_ERROR, "The reporter failed"),
    "not-ready": (HTTPStatus.SERVICE_UNAVAILABLE, "The reporter is not ready"),
}
"""Every problem the API knows: its status and title by the last part of its `type`."""

OF_STATUS: Final[Mapping[int, str]] = {status: name for name, (status, _) in reversed(list(TITLES.items()))}
"""The general problem of a status."""


class Problem(Exception):
    """A request that is refused. `name` is a key of TITLES; `retry_after` is seconds until it may work."""

    def __init__(
        self, name: str, detail: str = "", *, retry_after: float | None = None, errors: list[dict[str, str]] | None = None
    ) -> None:
        super().__init__(name)
        self.name = name
        self.detail = detail
        self.retry_after = retry_after
        self.errors = errors

    @property
    def status(self) -> int:
        """The HTTP status."""
        return TITLES[self.name][0].value

    def body(self) -> bytes:
        """The document."""
        status, title = TITLES[self.name]
        shown: dict[str, Any] = {"type": _NAMES + self.name, "title": title, "status": status.value}
        if self.detail:
            shown["detail"] = self.detail
        if self.errors:
            shown["errors"] = self.errors
        return msgspec.json.encode(shown)

    def headers(self) -> dict[str, str]:
        """What stands in the head of the answer besides its media type."""
        found = {"cache-control": "no-store"}
        if self.retry_after is not None:
            found["retry-after"] = str(max(1, round(self.retry_after + 0.5)))
        if self.name == "unauthorised":
            found["www-authenticate"] = "Bearer"
        return found


def refusal(
    problem: Problem, headers: Mapping[str, str] | None = None
) -> tuple[MutableMapping[str, Any], MutableMapping[str, Any]]:
    """A problem as ASGI messages, for where no framework is near."""
    body = problem.body()
    found = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), **problem.headers(), **(headers or {})}
    lines = [(name.encode(), value.encode()) for name, value in found.items()]
    start: MutableMapping[str, Any] = {"type": "http.response.start", "status": problem.status, "headers": lines}
    return start, {"type": "http.response.body", "body": body, "more_body": False}
