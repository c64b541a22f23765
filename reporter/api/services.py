"""What the API works with, handed to it from outside so that tests can hand it something else."""

from msgspec import Struct

from reporter.api.asked import Asked
from reporter.api.badges import Badges
from reporter.api.callers import Door
from reporter.api.following import Feeds
from reporter.api.hooks.book import Book
from reporter.api.hooks.postman import Postman
from reporter.api.keys import Keys
from reporter.api.limits import Limits
from reporter.api.signing import Signer
from reporter.jobs.desk import Desk
from reporter.jobs.shelf import Shelf
from reporter.transport import Resolver


class Services(Struct, frozen=True):
    """`shelf` holds the public reports, `desk` takes requests. `budget` and `window` are those of a request that names none,
    `private_addresses` is whether callers may name addresses inside private networks, `resolver` finds the addresses of a
    host they name."""

    desk: Desk
    shelf: Shelf
    keys: Keys
    door: Door
    limits: Limits
    asked: Asked
    book: Book
    postman: Postman
    feeds: Feeds
    badges: Badges
    signer: Signer
    budget: int
    window: int
    private_addresses: bool
    resolver: Resolver
