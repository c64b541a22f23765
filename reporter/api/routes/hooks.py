"""Webhooks of a key."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from reporter.api import asking
from reporter.api.answers import KEYED, answer, documented
from reporter.api.asking import WebhookAsked
from reporter.api.here import Here, Who
from reporter.api.problem import Problem
from reporter.api.views import Webhooks, WebhookView, webhook_view

router: Final = APIRouter(tags=["webhooks"])


@router.post(
    "/webhooks",
    summary="Register a webhook",
    openapi_extra=KEYED,
    status_code=201,
    responses=documented(WebhookView, "forbidden", "invalid", "conflict", "too-large", "bad-request", status=201),
)
async def register(request: Request, here: Here, who: Who, wanted: WebhookAsked) -> Response:
    """It is called when a job this key asked for ends. The secret that signs its bodies is told here and never again."""
    key = who.needs("webhooks")
    schemes = frozenset({"http", "https"} if here.private_addresses else {"https"})
    url = await asking.outward(here, wanted.url, "url", schemes)
    made = await run_in_threadpool(here.book.register, key.id, url)
    return answer(request, webhook_view(made, secret=True), 201, {"cache-control": "no-store"})


@router.get("/webhooks", summary="The webhooks of this key", openapi_extra=KEYED, responses=documented(Webhooks, "forbidden"))
def registered(request: Request, here: Here, who: Who) -> Response:
    """The oldest first, without their secrets."""
    return answer(request, Webhooks([webhook_view(hook) for hook in here.book.of(who.needs("webhooks").id)]))


@router.delete(
    "/webhooks/{webhook}",
    summary="Remove a webhook",
    openapi_extra=KEYED,
    status_code=204,
    responses=documented(None, "forbidden", "invalid", "not-found", status=204),
)
def remove(here: Here, who: Who, webhook: Annotated[str, Path(pattern=r"^wh_[0-9a-f]{16}$")]) -> Response:
    """Nothing is sent to it any more, what waits neither."""
    if not here.book.remove(webhook, who.needs("webhooks").id):
        raise Problem("not-found")
    return Response(status_code=204)
