"""Answers as routes give them, and how the OpenAPI document describes them."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from fastapi import Request
from msgspec import Struct
from starlette.responses import Response

from reporter.api.conditional import still_valid
from reporter.api.problem import MEDIA_TYPE, TITLES, Problem

JSON: Final = "application/json"
KEY_NEEDED: Final = "x-key-needed"
KEYED: Final = {KEY_NEEDED: True}
"""Marks a route nobody uses without a key, for the OpenAPI document."""
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
ASK_AGAIN: Final = "private, no-cache"


def answer(request: Request, value: Struct, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A value as JSON, with an entity tag of its bytes; 304 without a body for who has it already."""
    body = _ENCODER.encode(value)
    return tagged(request, body, JSON, tag(body), status=status, headers={"cache-control": ASK_AGAIN, **(headers or {})})


def tagged(
    request: Request,
    body: bytes,
    media_type: str,
    etag: str,
    *,
    headers: Mapping[str, str],
    status: int = 200,
) -> Response:
    """Bytes with an entity tag, or 304 for who has them already."""
    head = {"etag": etag, **headers}
    if request.method == "GET" and status == 200 and still_valid(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=head)
    return Response(body, status, head, media_type)


def tag(*parts: bytes) -> str:
    """An entity tag for what these parts decide."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return f'"{digest.hexdigest()[:32]}"'


def problem_answer(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal."""
    return Response(problem.body(), problem.status, {**problem.headers(), **(headers or {})}, MEDIA_TYPE)


_ETAG: Final = {"ETag": {"description": "For If-None-Match.", "schema": {"type": "string"}}}
_NOT_MODIFIED: Final = {"description": "What you have is still valid.", "headers": _ETAG}


def documented(
    kind: type[Struct] | None = None,
    *problems: str,
    status: int = 200,
    example: Any = None,
    media: Mapping[str, Any] | None = None,
) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route: what it gives, the problems it may tell, and those every route may."""
    content: dict[str, Any] = dict(media or {})
    if kind is not None:
        content[JSON] = {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}
        if example is not None:
            content[JSON]["example"] = example
    described = " ".join((kind.__doc__ or "").split()) if kind else "The document."
    found: dict[int | str, dict[str, Any]] = {status: {"description": described, "content": content, "headers": _ETAG}}
    if status == 200 and content:
        found[304] = _NOT_MODIFIED
    return found | problems_documented("unauthorised", "rate-limited", *problems)


def problems_documented(*names: str) -> dict[int | str, dict[str, Any]]:
    """How refusals are described, by status."""
    found: dict[int | str, dict[str, Any]] = {}
    for name in dict.fromkeys(names):
        status, title = TITLES[name]
        known = found.setdefault(status.value, {"description": title, "content": {MEDIA_TYPE: {"examples": {}}}})
        content = known["content"][MEDIA_TYPE]
        content["schema"] = {"$ref": "#/components/schemas/Problem"}
        content["examples"][name] = {"value": msgspec.json.decode(Problem(name).body())}
    return found
