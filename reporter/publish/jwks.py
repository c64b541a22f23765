"""Key sets of others: what a file of published keys says, read with distrust."""

from typing import Any

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from reporter.errors import InputError
from reporter.publish.keys import ALGORITHM, CURVE, PublicKey


class _Set(msgspec.Struct, frozen=True):
    keys: list[dict[str, Any]]


def read(content: bytes) -> dict[str, PublicKey]:
    """The Ed25519 signing keys of a JSON Web Key Set by id. Raises InputError when it is none, or holds a private key.

    A key whose id is not its thumbprint (RFC 7638) is left out: ids of the set's own choosing could pass one key for another.
    """
    try:
        rows = msgspec.json.decode(content, type=_Set).keys
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InputError("not a JSON Web Key Set") from None
    if any("d" in row for row in rows):
        raise InputError("this key set holds a private key; it must not be published, and its key is to be rotated")
    found = [key for row in rows if (key := _key(row)) is not None]
    return {key.kid: key for key in found}


def _key(row: dict[str, Any]) -> PublicKey | None:
    try:
        key = msgspec.convert({"iat": 0, **row}, PublicKey)
        same = OKPKey.import_key({"kty": "OKP", "crv": CURVE, "x": key.x})
    except (msgspec.ValidationError, JoseError, ValueError):
        return None
    fits = (key.kty, key.crv, key.use, key.alg) == ("OKP", CURVE, "sig", ALGORITHM)
    return key if fits and same.thumbprint() == key.kid else None
