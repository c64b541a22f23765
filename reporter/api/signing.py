"""Signed badges, and the keys they are checked with, of this installation."""

import structlog

from reporter.errors import InputError, SigningKeyError
from reporter.publish import badge
from reporter.publish.keys import KeyFolder, jwks
from reporter.report.render import json_document

_log = structlog.get_logger(__name__)


class Signer:
    """Signs as `issuer` with the key in `folder`."""

    def __init__(self, folder: KeyFolder, issuer: str) -> None:
        self._folder = folder
        self._issuer = issuer

    def badge(self, document: bytes) -> bytes | None:
        """The signed badge of a stored report; None where there is no key, or nothing that can be signed."""
        try:
            if not self._folder.published():
                return None
            return badge.signed(json_document.read(document), self._issuer, self._folder.signing())
        except SigningKeyError as error:
            _log.error("badges are not signed", reason=str(error))
        except InputError as error:
            _log.info("a badge is not signed", reason=str(error))
        return None

    def keys(self) -> bytes:
        """The published keys as a JSON Web Key Set. Raises SigningKeyError when others could read them."""
        return jwks(self._folder.published())
