"""Base58 as Solana writes it, with the long division done in C by GMP.

A whole base58 transaction has up to 1,700 digits; a Python loop over them costs more than all other decoding.
"""

from typing import Final

import gmpy2

_BITCOIN: Final = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_GMP: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv"  # GMP's digits for bases 37 to 62
_TO_GMP: Final = bytes(_GMP[_BITCOIN.index(c)] if c in _BITCOIN else ord("?") for c in range(256))
_FROM_GMP: Final = bytes.maketrans(_GMP, _BITCOIN)


def decode(text: str) -> bytes:
    """The bytes written as `text`. Raises ValueError on a character outside the alphabet."""
    try:
        digits = text.encode("ascii")
    except UnicodeEncodeError:
        raise ValueError("not base58") from None
    body = digits.lstrip(b"1")
    zeros = len(digits) - len(body)
    if not body:
        return bytes(zeros)
    number = gmpy2.mpz(body.translate(_TO_GMP), 58)
    magnitude: bytes = gmpy2.to_binary(number)[:1:-1]  # after a two-byte header, little-endian
    return bytes(zeros) + magnitude


def encode(data: bytes) -> str:
    """`data` in base58, leading zero bytes as leading ones."""
    body = data.lstrip(b"\0")
    ones = "1" * (len(data) - len(body))
    if not body:
        return ones
    number = gmpy2.from_binary(b"\x01\x01" + body[::-1])
    digits: str = number.digits(58)
    return ones + digits.encode("ascii").translate(_FROM_GMP).decode("ascii")
