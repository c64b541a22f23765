"""Detached signatures: JWS compact serialisation (RFC 7515) with the payload left out (its appendix F).

What is signed is the RFC 8785 canonical JSON of a document. The document travels beside the signature as plain JSON, in any
spelling: whoever checks it writes it canonically again. The payload is base64url as usual (no RFC 7797), so that every JOSE
library can check a signature once the payload is put between the two dots.

A header has three members and no other: `alg`, `kid`, and `typ`, which keeps a signature made for one purpose from passing for
another. The algorithm is EdDSA and never the header's to choose: `none`, HMAC with the public key as its secret, `crit`, and
keys that are embedded or linked are refused before any key is looked at.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
import rfc8785
from joserfc import jws
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwa import EdDSAAlgorithm, JWSAlgModel
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode

from reporter.errors import InputError, SignatureRefused
from reporter.publish.keys import ALGORITHM, PublicKey

_EDDSA: Final = EdDSAAlgorithm()
LONGEST: Final = 1024  # characters of a detached signature


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    alg: str
    kid: str
    typ: str


class _EdDSAAlone(JWSRegistry):
    """The one algorithm of this program, whatever the library recommends. RFC 9864 has a name for each curve now, which few
    readers know yet; the curve is fixed by the key."""

    def get_alg(self, name: str) -> JWSAlgModel:
        if name != ALGORITHM:
            raise UnsupportedAlgorithmError("EdDSA alone")
        return _EDDSA


_REGISTRY: Final = _EdDSAAlone()


def canonical(document: Any) -> bytes:
    """The RFC 8785 form of a document. Raises InputError for what has none: a number or text that JSON cannot carry exactly."""
    try:
        return rfc8785.dumps(document)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError):
        raise InputError("this document has no canonical JSON form") from None


def sign(document: Mapping[str, Any], key: OKPKey, typ: str) -> str:
    """The detached signature "header..signature" of a document, for the purpose `typ`."""
    header = {"alg": ALGORITHM, "kid": str(key.kid), "typ": typ}
    return jws.detach_content(jws.serialize_compact(header, canonical(document), key, registry=_REGISTRY))


def signer(signature: str, typ: str) -> str:
    """The id of the key that a signature names. Raises SignatureRefused for what is no detached signature of this purpose."""
    parts = signature.split(".")
    if len(signature) > LONGEST or len(parts) != 3 or parts[1] or not signature.isascii():
        raise SignatureRefused("altered: not a detached signature")
    try:
        header = msgspec.json.decode(urlsafe_b64decode(parts[0].encode()), type=_Header)
    except (msgspec.DecodeError, ValueError):
        raise SignatureRefused("altered: the signature's header is not one this program makes or trusts") from None
    if header.alg != ALGORITHM or header.typ != typ:
        raise SignatureRefused("altered: signed with another algorithm, or for another purpose")
    return header.kid


def verify(document: Mapping[str, Any], signature: str, key: PublicKey) -> None:
    """Check a signature whose header `signer` has read. Raises SignatureRefused when the document is not what was signed."""
    public = OKPKey.import_key({"kty": key.kty, "crv": key.crv, "x": key.x})
    try:
        jws.deserialize_compact(signature, public, registry=_REGISTRY, payload=canonical(document))
    except (JoseError, InputError, ValueError):
        raise SignatureRefused("altered: the document is not what was signed") from None
