"""What others embed and check: badges, and the keys they are signed with."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from reporter.api.answers import documented, tag, tagged
from reporter.api.asgi import App, Receive, Scope, Send
from reporter.api.here import Here

router: Final = APIRouter(tags=["public"])
JWK_SET: Final = "application/jwk-set+json"
_KEYS: Final = {JWK_SET: {"schema": {"type": "object"}, "example": {"keys": []}}}
_BADGES: Final = {
    "image/svg+xml": {"schema": {"type": "string"}},
    "application/json": {
        "schema": {"type": "object"},
        "example": {"schemaVersion": 1, "label": "launch report", "message": "linked 27.0 % to 30.0 %", "color": "orange"},
    },
}


class _Passed(Response):
    """An answer another application gives."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


@router.get("/badge/{name}", summary="A badge", responses=documented(None, "not-found", "invalid", media=_BADGES))
async def badge(
    here: Here,
    name: Annotated[str, Path(pattern=r"^[1-9A-HJ-NP-Za-km-z]{32,44}\.(svg|json|jws)$", description="MINT.svg")],  # noqa: ARG001
) -> Response:
    """The badge of the latest report: a picture, the JSON shields.io reads, or signed. It is counted against nobody's rate."""
    return _Passed(here.badges)


@router.get("/.well-known/jwks.json", summary="Keys that sign badges", responses=documented(None, media=_KEYS))
def keys(request: Request, here: Here) -> Response:
    """A JSON Web Key Set; without keys where badges are not signed."""
    body = here.signer.keys()
    headers = {"cache-control": "public, max-age=300", "access-control-allow-origin": "*"}
    return tagged(request, body, JWK_SET, tag(body), headers=headers)
