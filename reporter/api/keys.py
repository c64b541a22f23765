"""API keys. The database holds a hash of each; the key itself is shown once, when it is made."""

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias, get_args

import sqlalchemy as sa
from msgspec import Struct

from reporter.api.database import keys as table
from reporter.api.recent import Recent
from reporter.errors import InputError

Scope: TypeAlias = Literal["read", "request", "private", "webhooks", "operate"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
MEANING: Final[dict[Scope, str]] = {
    "read": "read published reports, badges and public jobs where that is not open to all",
    "request": "ask for reports, one at a time or in bulk, and cancel what nobody else asked for",
    "private": "ask for private investigations and read those of this key",
    "webhooks": "register webhooks for the jobs this key asked for",
    "operate": "read metrics and cancel any job",
}
USUAL: Final[tuple[Scope, ...]] = ("read", "request", "webhooks")
PER_MINUTE: Final = 120
REMEMBERED: Final = 5.0  # seconds a key is believed without asking the database: how long a revoked one may still work
_TOKEN: Final = re.compile(r"lr_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")


class Key(Struct, frozen=True):
    """One key. `per_minute` is how many requests it may make; times are UTC seconds."""

    id: str
    name: str
    scopes: frozenset[Scope]
    per_minute: int
    created: float
    revoked: float | None = None


class Keys:
    """The keys of one installation. For any thread."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock
        self._known: Recent[str, tuple[float, Key, bytes]] = Recent(1024)

    def new(self, name: str, scopes: Sequence[Scope] = USUAL, per_minute: int = PER_MINUTE) -> tuple[Key, str]:
        """Make a key; the text to hand to its owner is told here and never again. Raises InputError for unusable values."""
        if not name.strip() or len(name) > 200 or not name.isprintable():
            raise InputError("a key needs a name of at most 200 printable letters")
        if unknown := [scope for scope in scopes if scope not in SCOPES]:
            raise InputError(f"no such scope: {', '.join(unknown)}; there are {', '.join(SCOPES)}")
        if not scopes or per_minute < 1:
            raise InputError("a key needs a scope and a rate of at least one request a minute")
        key = Key(secrets.token_hex(6), name.strip(), frozenset(scopes), per_minute, self._clock())
        secret = secrets.token_urlsafe(32)
        with self._engine.begin() as connection:
            connection.execute(
                table.insert().values(
                    id=key.id,
                    name=key.name,
                    secret_sha256=hashlib.sha256(secret.encode()).digest(),
                    scopes=" ".join(sorted(key.scopes)),
                    per_minute=key.per_minute,
                    created=key.created,
                )
            )
        return key, f"lr_{key.id}_{secret}"

    def all(self) -> list[Key]:
        """Every key, the oldest first, revoked ones too."""
        with self._engine.connect() as connection:
            return [_key(row) for row in connection.execute(table.select().order_by(table.c.created, table.c.id))]

    def revoke(self, key_id: str) -> Key:
        """Let a key open nothing any more. Raises InputError when there is none of this id."""
        with self._engine.begin() as connection:
            connection.execute(
                table.update().where(table.c.id == key_id, table.c.revoked.is_(None)).values(revoked=self._clock())
            )
            row = connection.execute(table.select().where(table.c.id == key_id)).one_or_none()
        if row is None:
            raise InputError("no key of this id")
        return _key(row)

    def find(self, text: str) -> Key | None:
        """The key a caller shows, None when it is none or was revoked."""
        match = _TOKEN.fullmatch(text)
        if match is None:
            return None
        found = self._row(match[1])
        if found is None:
            return None
        key, digest = found
        given = hashlib.sha256(match[2].encode()).digest()  # 256 random bits need no slow hash
        return key if hmac.compare_digest(given, digest) and key.revoked is None else None

    def _row(self, key_id: str) -> tuple[Key, bytes] | None:
        now = self._clock()
        known = self._known.get(key_id)
        if known is not None and 0 <= now - known[0] < REMEMBERED:
            return known[1:]
        with self._engine.connect() as connection:
            row = connection.execute(table.select().where(table.c.id == key_id)).one_or_none()
        if row is None:
            return None
        self._known.put(key_id, (now, _key(row), row.secret_sha256))
        return _key(row), row.secret_sha256


def _key(row: "sa.Row[tuple[object, ...]]") -> Key:
    return Key(row.id, row.name, frozenset(row.scopes.split()), row.per_minute, row.created, row.revoked)
