"""`reporter api-keys`: make, list and revoke keys of the API."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import msgspec

from reporter.api.database import migrate
from reporter.api.keys import USUAL, Key, Keys
from reporter.cli.output import emit
from reporter.cli.request import Format
from reporter.jobs.durable.database import Database
from reporter.jobs.durable.opened import database_url
from reporter.settings import load


def new(name: str, scopes: Sequence[Any], per_minute: int) -> int:
    """Print the new key alone, so that it can be piped to where it is kept. Raises InputError for unusable values."""
    with _keys() as keys:
        _, text = keys.new(name, tuple(scopes) or USUAL, per_minute)
    emit(f"{text}\n".encode())
    return 0


def show(shape: Format) -> int:
    """Print all keys, one a line or as one JSON document."""
    with _keys() as keys:
        known = keys.all()
    emit(msgspec.json.encode({"keys": known}) + b"\n" if shape == "json" else "".join(map(_line, known)).encode())
    return 0


def revoke(key_id: str) -> int:
    """Revoke one key. Raises InputError when there is none of this id."""
    with _keys() as keys:
        emit(_line(keys.revoke(key_id)).encode())
    return 0


@contextmanager
def _keys() -> Iterator[Keys]:
    database = Database(database_url(load()))
    try:
        migrate(database.engine)
        yield Keys(database.engine)
    finally:
        database.close()


def _line(key: Key) -> str:
    made = datetime.fromtimestamp(key.created, UTC).date().isoformat()
    state = "active" if key.revoked is None else "revoked"
    return f"{key.id}  {state:<7}  {made}  {key.per_minute:>5}/min  {','.join(sorted(key.scopes))}  {key.name}\n"
