"""`reporter keys`: the keys that sign badges."""

import time
from collections.abc import Callable

from reporter.cli.output import emit
from reporter.errors import InputError
from reporter.publish.keys import KeyFolder, PublicKey, jwks
from reporter.report.numbers import utc
from reporter.settings import load


def run(action: str, kid: str | None) -> int:
    """Do it and print what came of it. Raises SigningKeyError and InputError."""
    if (kid is not None) != (action == "remove"):
        raise InputError("remove needs the id of a key, and nothing else takes one")
    folder = KeyFolder(load().data_dir)
    actions: dict[str, Callable[[], bytes]] = {
        "new": lambda: _line("made", folder.new(_now())),
        "rotate": lambda: _rotated(folder),
        "list": lambda: b"".join(_listed(key) for key in folder.published()),
        "jwks": lambda: jwks(folder.published()),
        "remove": lambda: _removed(folder, kid or ""),
    }
    emit(actions[action]())
    return 0


def _rotated(folder: KeyFolder) -> bytes:
    made, retired = folder.rotate(_now())
    return _line("made", made) + b"".join(_line("rotated", key) for key in retired)


def _removed(folder: KeyFolder, kid: str) -> bytes:
    folder.remove(kid)
    return f"removed {kid}\n".encode()


def _listed(key: PublicKey) -> bytes:
    return _line("signs" if key.exp is None else "rotated", key)


def _line(what: str, key: PublicKey) -> bytes:
    until = "" if key.exp is None else f", counts until {utc(key.exp)}"
    return f"{what} {key.kid}, made {utc(key.iat)}{until}\n".encode()


def _now() -> int:
    return int(time.time())
