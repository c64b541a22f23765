"""What is done before the first visit: everything slow to load is loaded, and jobs and reports are opened."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import Any

from reporter.errors import ReporterError


@asynccontextmanager
async def ready(_app: Any = None) -> AsyncIterator[None]:
    """Serve only once pages open without waiting. What is wrong with the settings is told by the pages themselves."""
    await asyncio.to_thread(_load)
    yield


def _load() -> None:
    from reporter.web import main, report_page  # noqa: PLC0415 — this is the slow part
    from reporter.web.compose import services  # noqa: PLC0415

    for module in (*(f"views.{name}" for name in report_page.VIEWS), *main.PAGES.values()):
        import_module(f"reporter.web.{module}")
    with suppress(ReporterError):
        services()
