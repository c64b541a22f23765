"""Constant-product arithmetic in integers, every rounding against the trader."""

import math
from typing import Final

from reporter.model.ids import Raw

PPM: Final = 1_000_000


def part(amount: Raw, rate: int, whole: int = PPM) -> Raw:
    """`rate` of `amount` in parts of `whole`, rounded up."""
    return -(-amount * rate // whole)


def given(amount: Raw, inside: Raw, outside: Raw) -> Raw:
    """What leaves a reserve of `outside` when `amount` enters one of `inside`."""
    return amount * outside // (inside + amount)


def wanted(amount: Raw, inside: Raw, outside: Raw) -> Raw:
    """What must enter a reserve of `inside` so that `amount` leaves one of `outside`."""
    return -(-amount * inside // (outside - amount))


def gross(net: Raw, rate: int, whole: int = PPM) -> Raw:
    """The smallest amount that leaves `net` after a fee of `rate`."""
    amount = -(-net * whole // (whole - rate))
    while amount - part(amount, rate, whole) < net:
        amount += 1
    return amount


def root_price(quote: Raw, base: Raw) -> int:
    """Square root of quote per base as a Q64.64 number, as Meteora's programs keep prices."""
    return math.isqrt((quote << 128) // max(base, 1))
