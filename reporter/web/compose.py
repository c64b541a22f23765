"""The one place where the pages meet the real ledger, disk and settings."""

import asyncio
from functools import partial
from typing import Final

import streamlit as st
from msgspec import Struct

from reporter.jobs.desk import Desk
from reporter.jobs.samples import with_reports
from reporter.jobs.shelf import Shelf
from reporter.ledger import shipped
from reporter.ledger.probe import Capability, probe
from reporter.settings import Settings, load
from reporter.transport import PublicOnly
from reporter.web.services import Services


class Shared(Struct):
    """A desk and a shelf opened elsewhere in this process, for the pages to use instead of opening their own."""

    opened: tuple[Desk, Shelf] | None = None


SHARED: Final = Shared()


def probing(settings: Settings, endpoint: str) -> list[Capability]:
    """What an endpoint a user names can do. Raises InputError when it is none."""
    transport = None if settings.private_addresses else PublicOnly()
    return asyncio.run(probe(endpoint, transport=transport))


def _opened(settings: Settings) -> tuple[Desk, Shelf]:
    from reporter.jobs.durable.opened import opened  # noqa: PLC0415 — faulty settings are told before much is loaded

    durable = opened(settings)
    return durable.desk, durable.shelf


@st.cache_resource(show_spinner=False)
def services() -> Services:
    """The services of this process, shared by all browser sessions. Raises InputError for faulty settings."""
    settings = load()
    desk, shelf = SHARED.opened or _opened(settings)
    return Services(
        store=shelf,
        runner=desk,
        samples=tuple(with_reports(shipped.samples())),
        probe=partial(probing, settings),
        budget=settings.budget,
        window=settings.window,
        explorer=settings.explorer,
        rules=shipped.load_rules().id,
        badges=SHARED.opened is not None,
        public_url=settings.public_url or "",
    )
