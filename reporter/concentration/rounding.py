"""Exact fixed-decimal strings: ratios of integers, rounded half to even by integer arithmetic alone.

Floating point would round 0.5 of the last digit differently from one path of computation to the next; a report must be the
same byte for byte wherever it is derived.
"""

from fractions import Fraction


def fixed(value: Fraction, places: int) -> str:
    """`value` with exactly `places` decimals, half to even. Zero has no sign."""
    scaled, rest = divmod(abs(value.numerator) * 10**places, value.denominator)
    twice = 2 * rest
    if twice > value.denominator or (twice == value.denominator and scaled % 2):
        scaled += 1
    whole, decimals = divmod(scaled, 10**places)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}.{decimals:0{places}d}" if places else f"{sign}{whole}"
