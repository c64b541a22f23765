"""The application under `/api` and `/metrics`, put together from its routes."""

import re
from typing import Any, Final

import sqlalchemy as sa
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response

from reporter import __version__
from reporter.api import openapi
from reporter.api.answers import problem_answer, problems_documented
from reporter.api.asgi import Bounded, HeadAsGet, SafeHeaders
from reporter.api.metrics import Counting, Metrics
from reporter.api.problem import OF_STATUS, Problem
from reporter.api.routes import hooks, jobs, operation, public, reports
from reporter.api.services import Services
from reporter.api.views import V1
from reporter.errors import ReporterError

LARGEST_BODY: Final = 256 << 10  # bytes: 500 mints as links fit in
_NAME: Final = re.compile(r"[a-z_-]{1,20}|\d{1,4}")
_PLACES: Final = frozenset({"body", "query", "path", "header"})

_log = structlog.get_logger(__name__)


def application(services: Services) -> FastAPI:
    """The API as an ASGI application. What runs beside it (`Postman`) is started by whoever serves it."""
    metrics = Metrics(services)
    app = FastAPI(
        title="Launch reporter",
        version=__version__,
        description=openapi.DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=[
            Middleware(SafeHeaders),
            Middleware(HeadAsGet),
            Middleware(Counting, metrics),
            Middleware(Bounded, LARGEST_BODY),
        ],
        exception_handlers={
            Problem: _problem,
            HTTPException: _http,
            RequestValidationError: _validation,
            sa.exc.OperationalError: _away,
            sa.exc.InterfaceError: _away,
            ReporterError: _internal,
            Exception: _internal,
        },
        responses=problems_documented("internal", "not-ready"),
    )
    app.state.services = services
    app.state.metrics = metrics
    for router in (jobs.router, reports.router, hooks.router, operation.router):
        app.include_router(router, prefix=V1)
    app.include_router(operation.metrics_router)
    app.include_router(public.router)
    app.add_route(openapi.PATH, _openapi, include_in_schema=False)
    app.openapi = lambda: openapi.document(app)  # type: ignore[method-assign]  # FastAPI documents this way
    return app


async def _openapi(request: Request) -> Response:
    return JSONResponse(
        request.app.openapi(), headers={"cache-control": "public, max-age=300", "access-control-allow-origin": "*"}
    )


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return problem_answer(error)


async def _http(_request: Request, error: Exception) -> Response:
    """What the framework refuses: unknown paths, wrong methods, bodies that are too large."""
    assert isinstance(error, HTTPException)
    name = OF_STATUS.get(error.status_code, "bad-request")
    kept = {key: value for key, value in (error.headers or {}).items() if key.lower() == "allow"}
    return problem_answer(Problem(name), kept)


async def _validation(_request: Request, error: Exception) -> Response:
    """Which values are wrong and why; never the values."""
    assert isinstance(error, RequestValidationError)
    faults: list[Any] = list(error.errors())
    if any(fault["type"] == "json_invalid" for fault in faults):
        return problem_answer(Problem("bad-request", "the body is no JSON"))
    told = [{"pointer": _pointer(fault["loc"]), "detail": str(fault["msg"])[:200]} for fault in faults[:20]]
    return problem_answer(Problem("invalid", errors=told))


def _pointer(place: tuple[Any, ...]) -> str:
    """Where a fault is. What a caller made up may be a key, so only short plain names are repeated."""
    parts = [str(part) for part in place if part not in _PLACES]
    return "/" + "/".join(part if _NAME.fullmatch(part) else "…" for part in parts)[:100]


async def _away(_request: Request, error: Exception) -> Response:
    """The database does not answer: it restarts, or somebody else keeps it busy."""
    _log.warning("database does not answer", error=type(error).__name__)
    return problem_answer(Problem("not-ready", retry_after=5))


async def _internal(_request: Request, error: Exception) -> Response:
    """A fault of the program, told without its text, which may quote anything."""
    _log.error("request failed", error=type(error).__name__)
    return problem_answer(Problem("internal"))
