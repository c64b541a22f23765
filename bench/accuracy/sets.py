"""Which seeds may be looked at while rules are chosen, and which only report. Never mixed."""

from msgspec import Struct


class Range(Struct, frozen=True):
    """Seeds from `first` to `last`, both included."""

    first: int
    last: int


TUNING = Range(1_000, 1_999)
REPORTING = Range(50_000, 59_999)
