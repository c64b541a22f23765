"""The one place where the API meets the real ledger, disk, database and settings."""

import time
from collections.abc import Callable

import sqlalchemy as sa

from reporter.api.asked import Asked
from reporter.api.badges import Badges, gate
from reporter.api.callers import Door
from reporter.api.database import migrate
from reporter.api.following import Feeds
from reporter.api.hooks.book import Book
from reporter.api.hooks.postman import Postman
from reporter.api.keys import Keys
from reporter.api.limits import Limits
from reporter.api.services import Services
from reporter.api.signing import Signer
from reporter.jobs.desk import Desk
from reporter.jobs.shelf import Shelf
from reporter.publish.keys import KeyFolder
from reporter.settings import Settings
from reporter.transport import PublicOnly, Resolver, Transport, resolve


def services(
    settings: Settings,
    engine: sa.Engine,
    desk: Desk,
    shelf: Shelf,
    *,
    clock: Callable[[], float] = time.time,
    resolver: Resolver = resolve,
) -> Services:
    """What the API works with, over a database, a desk and a shelf that others may use as well."""
    migrate(engine)
    limits = Limits(settings.anonymous_rate, settings.anonymous_calls)
    keys = Keys(engine, clock)
    door = Door(keys, limits, proxies=settings.trusted_proxies, public_reads=settings.public_reads)
    asked, book = Asked(engine, settings.calls_per_day, clock), Book(engine, clock)

    signer = Signer(KeyFolder(settings.data_dir), settings.issuer)

    def transport() -> Transport | None:
        return None if settings.private_addresses else PublicOnly(resolver=resolver)

    return Services(
        desk=desk,
        shelf=shelf,
        keys=keys,
        door=door,
        limits=limits,
        asked=asked,
        book=book,
        postman=Postman(desk, asked, book, transport=transport, clock=clock),
        feeds=Feeds(desk),
        badges=Badges(shelf, clock=clock, gate=None if settings.public_reads else gate(door), signed=signer.badge),
        signer=signer,
        budget=settings.budget,
        window=settings.window,
        private_addresses=settings.private_addresses,
        resolver=resolver,
    )
