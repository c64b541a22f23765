"""For those who operate the program: does it live, can it work, what does it do."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from reporter import __version__
from reporter.api.answers import KEYED, answer, documented, problems_documented
from reporter.api.here import Here, Who
from reporter.api.problem import Problem
from reporter.api.views import Health, Ready

router: Final = APIRouter(tags=["operation"])
metrics_router: Final = APIRouter(tags=["operation"])
TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/health", summary="Does it live", responses=documented(Health, example={"status": "ok", "version": __version__}))
async def health(request: Request) -> Response:
    """Open to all, whatever else is closed."""
    return answer(request, Health("ok", __version__), headers={"cache-control": "no-store"})


@router.get(
    "/ready",
    summary="Can it work",
    responses=documented(Ready, example={"status": "ready", "jobs": {"waiting": 2}}) | problems_documented("not-ready"),
)
def ready(request: Request, here: Here) -> Response:
    """200 while requests can be taken, and will be worked on or wait safely; else 503. For load balancers; open to all."""
    if not here.desk.ready():
        raise Problem("not-ready", retry_after=5)
    return answer(request, Ready("ready", dict(here.desk.counts())), headers={"cache-control": "no-store"})


@metrics_router.get(
    "/metrics",
    summary="Metrics for Prometheus",
    openapi_extra=KEYED,
    responses=documented(None, "forbidden", media={"text/plain": {"schema": {"type": "string"}}}),
)
def metrics(request: Request, who: Who) -> Response:
    """The text format of Prometheus."""
    who.needs("operate")
    return Response(request.app.state.metrics.text(), media_type=TEXT, headers={"cache-control": "no-store"})
