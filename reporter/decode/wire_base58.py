"""Base58 where it is asked for in numbers: the data of a transaction's instructions, and addresses.

An inner instruction's data is a few bytes; asking for each alone spends most of the time on the way to the long division and
back. Joined by commas, all of them pass the alphabet's translation together. `reporter.model.base58` says how the digits work.
"""

from collections.abc import Callable, Sequence
from typing import Final

from gmpy2 import mpz, to_binary
from solders.pubkey import Pubkey

from reporter.model.ids import Address

_BITCOIN: Final = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_GMP: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv"
_TO_GMP: Final = bytes(_GMP[_BITCOIN.index(c)] if c in _BITCOIN else c if c == ord(",") else ord("?") for c in range(256))
_KEPT: Final = 1 << 16


class _Addresses(dict[bytes, Address]):
    """Programs, pools and wallets recur from transaction to transaction, so what was written once is kept.

    All of it is dropped when it grows large: what recurs is soon back. By solders, which for this length takes a third of the
    time of our own.
    """

    def __missing__(self, key: bytes) -> Address:
        if len(key) != 32:  # solders panics
            raise ValueError("an address has 32 bytes")
        if len(self) >= _KEPT:
            self.clear()
        self[key] = text = str(Pubkey.from_bytes(key))
        return text


_ADDRESSES: Final = _Addresses()
address: Final[Callable[[bytes], Address]] = _ADDRESSES.__getitem__
"""32 bytes in base58. Raises ValueError for any other number of bytes."""


def forget_addresses() -> None:
    """Drop the addresses kept, for measuring from a cold start."""
    _ADDRESSES.clear()


def decode_all(texts: Sequence[str]) -> list[bytes]:
    """The bytes of each text. Raises ValueError on a character outside the alphabet."""
    if not texts:
        return []
    parts = ",".join(texts).encode("ascii").translate(_TO_GMP).split(b",")
    if len(parts) != len(texts):  # a comma inside one of them
        raise ValueError("not base58")
    return [to_binary(mpz(digits, 58))[:1:-1] if digits[:1] > b"0" else _with_zeros(digits) for digits in parts]


def _with_zeros(digits: bytes) -> bytes:
    """The rarer cases: leading zero bytes, or nothing at all."""
    body = digits.lstrip(b"0")
    zeros = bytes(len(digits) - len(body))
    return zeros + to_binary(mpz(body, 58))[:1:-1] if body else zeros
