"""Signatures of webhook bodies as the Standard Webhooks specification has them: HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Final

TOLERANCE: Final = 300.0  # seconds: an older body may be one that somebody recorded and sends again


def shown(secret: bytes) -> str:
    """A secret as its receiver keeps it."""
    return f"whsec_{base64.b64encode(secret).decode()}"


def headers(delivery: str, at: int, body: bytes, secret: bytes) -> dict[str, str]:
    """The head of one delivery; the same delivery keeps its id however often it is tried."""
    return {
        "content-type": "application/json",
        "webhook-id": delivery,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{_signature(delivery, str(at), body, secret)}",
    }


def verified(given: Mapping[str, str], body: bytes, secret: bytes, now: float) -> bool:
    """True when a delivery was signed with this secret not long ago: what a receiver has to check."""
    at = given.get("webhook-timestamp", "")
    if not at.isdecimal() or abs(now - int(at)) > TOLERANCE:
        return False
    expected = f"v1,{_signature(given.get('webhook-id', ''), at, body, secret)}"
    return any(hmac.compare_digest(expected, part) for part in given.get("webhook-signature", "").split(" "))


def _signature(delivery: str, at: str, body: bytes, secret: bytes) -> str:
    signed = f"{delivery}.{at}.".encode() + body
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
