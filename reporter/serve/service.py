"""`reporter serve` and `reporter api`: everything of one process, opened, put together and closed again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

from reporter import log
from reporter.api.application import application
from reporter.api.asgi import App
from reporter.api.services import Services
from reporter.jobs.durable.opened import Durable, database_url, opened
from reporter.serve import compose, server
from reporter.serve.front import Front
from reporter.settings import Settings, load
from reporter.web import ready
from reporter.web.compose import SHARED

PAGE: Final = Path(ready.__file__).with_name("page.py")
_QUIET: Final = {"browser.gatherUsageStats": False, "server.fileWatcherType": "none", "client.toolbarMode": "viewer"}


def serve(host: str, port: int) -> None:
    """App, API, badges and a worker in this process until it is told to stop. Raises InputError for faulty settings."""
    settings = load()
    log.setup(settings.log_level, as_json=settings.log_format == "json")
    durable = opened(settings)
    SHARED.opened = durable.desk, durable.shelf
    pages = _pages()
    _run(settings, durable, host, port, pages, pages.lifespan())


def api(host: str, port: int) -> None:
    """API and badges alone. Jobs are left to the workers of a shared database; where it is a file, they run in this process."""
    settings: Settings = load()
    log.setup(settings.log_level, as_json=settings.log_format == "json")
    shared = not database_url(settings).startswith("sqlite")
    _run(settings, opened(settings, working=not shared), host, port)


def _run(
    settings: Settings,
    durable: Durable,
    host: str,
    port: int,
    pages: App | None = None,
    inner: Callable[[Any], AbstractAsyncContextManager[None]] | None = None,
) -> None:
    try:
        services = compose.services(settings, durable.database.engine, durable.desk, durable.shelf)
        server.run(front(services, pages, inner), host, port)
    finally:
        durable.desk.close()


def front(
    services: Services,
    pages: App | None = None,
    inner: Callable[[Any], AbstractAsyncContextManager[None]] | None = None,
) -> Front:
    """The whole as one application. `inner` is what has to be up for `pages`."""

    @asynccontextmanager
    async def life(app: Any) -> AsyncIterator[None]:
        postman = asyncio.create_task(services.postman.run())
        try:
            if inner is None:
                yield
            else:
                async with inner(app):
                    yield
        finally:
            postman.cancel()
            with suppress(asyncio.CancelledError):
                await postman

    return Front(services.badges, application(services), pages, life)


def _pages() -> Any:
    """The pages as an ASGI application."""
    from streamlit import config  # noqa: PLC0415 — slow to load, and the API alone goes without
    from streamlit.starlette import App as Pages  # noqa: PLC0415

    for name, value in _QUIET.items():
        config.set_option(name, value)
    return Pages(PAGE, lifespan=ready.ready)
