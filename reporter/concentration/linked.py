"""The headline: what share of the circulating supply sits in wallets that are linked to each other."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct

from reporter.concentration.bounds import PARTS, Groups, Pairs, published
from reporter.concentration.entities import join, places
from reporter.concentration.measures import base_of
from reporter.concentration.rounding import fixed
from reporter.model.ids import Wallet
from reporter.model.report import Share


class Linked(Struct, frozen=True):
    """Shares of circulating supply in published entities: strict, expected and loose reading. None: no denominator."""

    at_least: Share | None
    expected: Share | None
    at_most: Share | None


def linked_shares(amounts: Mapping[Wallet, int], strict: Groups, loose: Groups, pairs: Pairs, denominator: int) -> Linked:
    """What wallets in groups of two or more hold, as a share of `denominator`.

    at_least counts the members of strict groups, at_most those of loose groups too. expected counts a wallet that is in a
    loose group only with the largest p of its pairs inside that group: it is linked to somebody at least that likely,
    however the pairs depend on each other, so the sum never overstates the expectation.
    """
    base = base_of(sum(amounts.values()), denominator)
    if base == 0:
        return Linked(None, None, None)
    certain = {wallet for members in join(strict) for wallet in members}
    inside = places(join(strict, loose))
    chance: dict[Wallet, int] = defaultdict(int)
    for (a, b), p in pairs.items():
        if a != b and a in inside and inside[a] == inside.get(b):
            for wallet in (a, b):
                chance[wallet] = max(chance[wallet], published(p))
    low = sum(amounts.get(wallet, 0) for wallet in certain)
    weighted = sum(chance[wallet] * amounts.get(wallet, 0) for wallet in inside if wallet not in certain)
    middle = low + Fraction(weighted, PARTS)
    high = sum(amounts.get(wallet, 0) for wallet in inside)
    return Linked(fixed(Fraction(low, base), 6), fixed(middle / base, 6), fixed(Fraction(high, base), 6))
