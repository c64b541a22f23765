"""Which seeds may be looked at while rules are chosen, and which only report. Never mixed.

A set that was looked at before a rule changed reports no more: seeds from 50,000 to 59,999 showed that a payer of fees for
two buyers can be a relayer, those from 60,000 to 69,999 that a wallet behind a mixing one looks like a common payer, and those
from 70,000 to 79,999 were reported before the known series came; all are spent. Background rates come from seeds of their own.
"""

from msgspec import Struct


class Range(Struct, frozen=True):
    """Seeds from `first` to `last`, both included."""

    first: int
    last: int


TUNING = Range(1_000, 1_999)
BACKGROUND = Range(3_000, 3_999)
REPORTING = Range(80_000, 89_999)
