"""Base58 where it is asked for in numbers: the data of a transaction's instructions, and addresses.

An inner instruction's data is a few bytes; asking for each alone spends most of the time on the way to the long division and
back. Joined by commas, all of them pass the alphabet's translation together. `reporter.model.base58` says how the digits work.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from gmpy2 import mpz, to_binary
from solders.pubkey import Pubkey

from reporter.model.ids import Address

_BITCOIN: Final = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_GMP: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv"
_TO_GMP: Final = bytes(_GMP[_BITCOIN.index(c)] if c in _BITCOIN else c if c == ord(",") else ord("?") for c in range(256))


@lru_cache(maxsize=1 << 16)
def address(key: bytes) -> Address:
    """32 bytes in base58. Programs, pools and wallets recur from transaction to transaction, so the last ones are kept.

    By solders: for this length it takes a third of the time of our own.
    """
    return str(Pubkey.from_bytes(key))


def decode_all(texts: Iterable[str]) -> list[bytes]:
    """The bytes of each text. Raises ValueError on a character outside the alphabet.

    A comma inside a text gives more answers than questions, which the caller's strict zip refuses.
    """
    joined = ",".join(texts).encode("ascii").translate(_TO_GMP).decode("ascii")
    return [to_binary(mpz(digits, 58))[:1:-1] if digits[:1] > "0" else _with_zeros(digits) for digits in joined.split(",")]


def _with_zeros(digits: str) -> bytes:
    """The rarer cases: leading zero bytes, or nothing at all."""
    body = digits.lstrip("0")
    zeros = bytes(len(digits) - len(body))
    return zeros + to_binary(mpz(body, 58))[:1:-1] if body else zeros
