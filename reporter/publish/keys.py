"""Signing keys: Ed25519, one file each, in a folder nobody else can open.

A key is a JSON Web Key (RFC 7517, RFC 8037) in `<id>.json`; its id is its thumbprint (RFC 7638). The newest private one signs.
A rotated key loses its private half at once and gets `exp`, the moment after which its signatures count no more; it stays
published until it is removed, because readers still hold badges it signed. `iat` and `exp` are those of OpenID Federation 1.0,
historical keys.

Folder (0700) and files (0600) are looked at again on every read, so that a key somebody else could have read is never used.
"""

import os
import re
import stat
import tempfile
from pathlib import Path
from typing import Any, Final

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from msgspec import Struct

from reporter.errors import SigningKeyError

CURVE: Final = "Ed25519"
ALGORITHM: Final = "EdDSA"
KEPT: Final = 24 * 3600  # seconds a rotated key still counts: a badge it signed a moment before is valid that long
MOST: Final = 50  # keys of one folder
_ID: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_LARGEST: Final = 4096  # bytes of a key file


class PublicKey(Struct, frozen=True, omit_defaults=True):
    """A key as it is published. `iat` is when it was made and `exp` when it stops to count, UTC seconds."""

    kid: str
    x: str
    iat: int
    exp: int | None = None
    kty: str = "OKP"
    crv: str = CURVE
    use: str = "sig"
    alg: str = ALGORITHM

    def as_jwk(self) -> dict[str, Any]:
        """The JSON Web Key, every member written out."""
        return {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) is not None}


class _Stored(PublicKey, frozen=True, omit_defaults=True):
    d: str | None = None


class KeyFolder:
    """The keys below `data_dir`. Every method raises SigningKeyError where folder or file is open to others."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "keys"

    def new(self, now: int) -> PublicKey:
        """Make the first key. Raises SigningKeyError when there is one that signs: that one is rotated."""
        self._prepare()
        if any(key.d for key in self._read_all()):
            raise SigningKeyError("there is a signing key already; rotate it instead")
        return self._make(now)

    def rotate(self, now: int) -> tuple[PublicKey, list[PublicKey]]:
        """A new key, and the keys it takes over from. Raises SigningKeyError when there is none to rotate."""
        before = [key for key in self._read_all() if key.d]
        if not before:
            raise SigningKeyError("there is no signing key to rotate; make one first: reporter keys new")
        made = self._make(now)  # first, so that there is a key at every moment
        retired = [msgspec.structs.replace(key, d=None, exp=now + KEPT) for key in before]
        for key in retired:
            self._write(key)
        return made, [_public(key) for key in retired]

    def remove(self, kid: str) -> None:
        """Publish a rotated key no longer. Raises SigningKeyError for a key that signs, or that is not there."""
        found = next((key for key in self._read_all() if key.kid == kid), None)
        if found is None:
            raise SigningKeyError("there is no key of that id")
        if found.d:
            raise SigningKeyError("this key signs; rotate it before it is removed")
        (self._folder / f"{kid}.json").unlink()

    def published(self) -> list[PublicKey]:
        """Every key whose signatures readers may meet, the newest first."""
        return [_public(key) for key in self._read_all()]

    def signing(self) -> OKPKey:
        """The key that signs now, with its id. Raises SigningKeyError when there is none."""
        found = next((key for key in self._read_all() if key.d), None)
        if found is None:
            raise SigningKeyError("there is no signing key here; make one first: reporter keys new")
        return OKPKey.import_key({"kty": found.kty, "crv": found.crv, "x": found.x, "d": found.d or "", "kid": found.kid})

    def _make(self, now: int) -> PublicKey:
        if len(self._names()) >= MOST:
            raise SigningKeyError(f"there are {MOST} keys; remove rotated ones first")
        key = OKPKey.generate_key(CURVE)
        told = key.as_dict(private=True)
        made = _Stored(kid=key.thumbprint(), x=str(told["x"]), iat=now, d=str(told["d"]))
        self._write(made)
        return _public(made)

    def _prepare(self) -> None:
        self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)

    def _names(self) -> list[Path]:
        if not self._folder.is_symlink() and not self._folder.exists():
            return []
        _require_private(self._folder.lstat(), "the folder of signing keys", stat.S_ISDIR, 0o700)
        return sorted(self._folder.glob("*.json"))

    def _read_all(self) -> list[_Stored]:
        return sorted((_read(path) for path in self._names()), key=lambda key: (-key.iat, key.kid))

    def _write(self, key: _Stored) -> None:
        """The whole file or none; `mkstemp` makes it 0600."""
        _require_private(self._folder.lstat(), "the folder of signing keys", stat.S_ISDIR, 0o700)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=".")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(key) + b"\n")
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._folder / f"{key.kid}.json")
        finally:
            part.unlink(missing_ok=True)


def jwks(keys: list[PublicKey]) -> bytes:
    """The keys as a JSON Web Key Set (RFC 7517 §5), as it is published."""
    return msgspec.json.format(msgspec.json.encode({"keys": [key.as_jwk() for key in keys]}), indent=2) + b"\n"


def _public(key: _Stored) -> PublicKey:
    return PublicKey(kid=key.kid, x=key.x, iat=key.iat, exp=key.exp)


def _read(path: Path) -> _Stored:
    """One key file. A link is not followed: what it leads to may be anybody's."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise SigningKeyError(f"a signing key cannot be read: {error.strerror or 'no reason given'}") from None
    with os.fdopen(handle, "rb") as file:
        _require_private(os.fstat(file.fileno()), "a signing key's file", stat.S_ISREG, 0o600)
        content = file.read(_LARGEST)
    try:
        key = msgspec.json.decode(content, type=_Stored)
        same = OKPKey.import_key({"kty": "OKP", "crv": CURVE, "x": key.x, **({"d": key.d} if key.d else {})})
    except (msgspec.DecodeError, JoseError, ValueError):
        raise SigningKeyError("a signing key's file is damaged") from None
    if path.stem != key.kid or not _ID.fullmatch(key.kid) or same.thumbprint() != key.kid or _x_of(same) != key.x:
        raise SigningKeyError("a signing key's file is damaged: its name, its id and its key do not belong together")
    return key


def _x_of(key: OKPKey) -> str:
    """The public half that the private one gives, where there is one."""
    return str(OKPKey.import_key(key.public_key).as_dict(private=False)["x"])


def _require_private(found: os.stat_result, what: str, is_kind: Any, mode: int) -> None:
    if not is_kind(found.st_mode):
        raise SigningKeyError(f"{what} is not what it should be: a link, or no plain file or folder")
    if found.st_uid != os.geteuid():
        raise SigningKeyError(f"{what} belongs to another user; a key others can reach is not used")
    has = stat.S_IMODE(found.st_mode)
    if has & ~mode:
        raise SigningKeyError(
            f"{what} can be opened by others (mode {has:04o}, wanted {mode:04o}): set the mode and rotate the key, "
            "for whoever read it can sign with it"
        )
