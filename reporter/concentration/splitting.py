"""Concentration that a plain holder list hides: entity top 10 minus wallet top 10."""

from collections.abc import Mapping
from fractions import Fraction

from reporter.concentration import units as u
from reporter.concentration.bounds import Groups
from reporter.concentration.entities import group
from reporter.concentration.measures import base_of
from reporter.concentration.rounding import fixed
from reporter.model.ids import Wallet
from reporter.model.report import Share


def hidden(amounts: Mapping[Wallet, int], groups: Groups, denominator: int, first: int = 10) -> Share | None:
    """How much more the `first` largest units hold once `groups` count as one each, as a share; None without a denominator.

    Never negative, because merging never lowers a top-N share. Near zero also when links were not found.
    """
    base = base_of(sum(amounts.values()), denominator)
    if base == 0:
        return None
    apart = u.largest(u.runs(amounts.values()), first)
    together = u.largest(u.runs(group(amounts, groups)), first)
    return fixed(Fraction(together - apart, base), 6)
