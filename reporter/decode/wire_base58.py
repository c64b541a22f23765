"""Base58 of a whole transaction's instructions at once.

An inner instruction's data is a few bytes; asking for each alone spends most of the time on the way to the long division and
back. Joined by commas, all of them pass the alphabet's translation together. `reporter.model.base58` says how the digits work.
"""

from collections.abc import Iterable
from typing import Final

from gmpy2 import mpz, to_binary

_BITCOIN: Final = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_GMP: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv"
_TO_GMP: Final = bytes(_GMP[_BITCOIN.index(c)] if c in _BITCOIN else c if c == ord(",") else ord("?") for c in range(256))


def decode_all(texts: Iterable[str]) -> list[bytes]:
    """The bytes of each text. Raises ValueError on a character outside the alphabet.

    A comma inside a text gives more answers than questions, which the caller's strict zip refuses.
    """
    joined = ",".join(texts)
    return [_bytes(digits) for digits in joined.encode("ascii").translate(_TO_GMP).decode("ascii").split(",")]


def _bytes(digits: str) -> bytes:
    if digits[:1] != "0":
        magnitude: bytes = to_binary(mpz(digits, 58))[:1:-1] if digits else b""
        return magnitude
    body = digits.lstrip("0")
    zeros = bytes(len(digits) - len(body))
    return zeros + to_binary(mpz(body, 58))[:1:-1] if body else zeros
