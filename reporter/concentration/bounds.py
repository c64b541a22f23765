"""Concentration of entities as an interval: the strict, the expected and the loose reading of the links.

Merging holders never lowers top-N, HHI, and never raises the effective number, entropy, Nakamoto counts or the controlling
set, so the readings of nested partitions bound each other. Gini is not monotone: its three values are readings, no bounds.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Final

import msgspec

from reporter.concentration import units as u
from reporter.concentration.entities import group, join, places
from reporter.concentration.measures import HHI_SCALE, base_of, of_runs
from reporter.concentration.rounding import fixed
from reporter.model.ids import Wallet
from reporter.model.report import EntityMeasures, Measures

PARTS: Final = 10_000  # of a probability: 4 decimals, as published
Groups = Sequence[Collection[Wallet]]
Pairs = Mapping[tuple[Wallet, Wallet], float]


def entity_measures(  # noqa: PLR0913 — three readings of the links, three scales, an unread tail, custody
    amounts: Mapping[Wallet, int],
    strict: Groups,
    loose: Groups,
    pairs: Pairs,
    denominator: int,
    *,
    dust: int,
    pool_tokens: int | None,
    unseen: tuple[int, int] | None,
    custody: Groups = (),
) -> EntityMeasures:
    """Every measure with the wallets of one entity counted as one, at least / expected / at most.

    `amounts`: base units by wallet. `strict`: the groups at headline tiers. `loose`: the groups when possible links are taken
    for true; joined with `strict`, so that the readings nest. `pairs`: the probability of one controller by pair.

    - at_least: the strict groups.
    - expected: HHI is the exact expectation E[HHI] = Σ s_i² + 2 Σ_{i<j} p_ij·s_i·s_j over wallets, with p = 1 inside a strict
      group, the pair's p (4 decimals, as published) inside a loose one, 0 elsewhere; `effective` is 10,000 over it. The
      expectation of every other measure depends on how links hang together, which no pairwise p tells; those are read off
      one partition instead: strict groups, plus pairs with p ≥ 0.5 inside a loose group.
    - at_most: the loose groups.

    `unseen` is (mass, largest) when only the largest token accounts could be read: the mass held by nobody seen, and a size
    no unread account exceeds. at_least and expected then take the tail for atoms (nothing added); at_most takes it for as few
    holders as that size allows, which majorises every other tail and keeps HHI within Σ s² + mass·largest (sharp bounds by
    majorisation: Kvålseth 2018). An owner of many small unread accounts can exceed it, which the report has to say.
    Gini and entropy are None then.

    `custody`: the wallets of each exchange, which hold for customers nobody can count. at_least and expected take their tokens
    for atoms (no unit of any size, so Gini and entropy are None), at_most each exchange for one holder.

    Raises ValueError on overlapping strict groups, negative amounts or a p outside 0 to 1.
    """
    widest = join(strict, loose)
    middle = join(strict, _likely(pairs, widest))
    base = base_of(sum(amounts.values()), denominator)
    kept = {wallet for members in custody for wallet in members if amounts.get(wallet, 0)}
    owned = {wallet: held for wallet, held in amounts.items() if wallet not in kept}

    def reading(groups: Groups, of: Mapping[Wallet, int], tail: u.Runs = ()) -> Measures:
        held = u.of_counts((*u.runs(group(of, groups)), *tail))
        blind = unseen is not None or len(of) < len(amounts)
        found = of_runs(held, base, dust=dust, pool_tokens=pool_tokens, tail_unread=blind)
        return msgspec.structs.replace(found, units=len(group(amounts, groups))) if found.top1 is not None else found

    tail = _fewest_holders(unseen, base - sum(amounts.values())) if unseen else ()
    return EntityMeasures(
        at_least=reading(strict, owned),
        expected=_with_hhi(reading(middle, owned), expected_squares(owned, strict, widest, pairs), base),
        at_most=reading(join(widest, custody), amounts, tail),
    )


def expected_squares(amounts: Mapping[Wallet, int], strict: Groups, widest: Groups, pairs: Pairs) -> Fraction:
    """E[Σ (what an entity holds)²] in base units squared: E[HHI] before it is made a share."""
    one = places(strict)
    inside = places(widest)
    crossed = 0
    for (a, b), parts in _by_pair(pairs).items():
        certain = a in one and one[a] == one.get(b)
        if not certain and a in inside and inside[a] == inside.get(b):
            crossed += parts * amounts.get(a, 0) * amounts.get(b, 0)
    return sum(held * held for held in group(amounts, strict)) + Fraction(2 * crossed, PARTS)


def published(p: float) -> int:
    """A probability in parts of 10,000, as the report prints it. Raises ValueError outside 0 to 1.

    Formatting a float rounds its exact binary value half to even, as `rounding.fixed` does, and is ten times as fast.
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError("a probability outside 0 to 1")
    return int(f"{p:.4f}".replace(".", ""))


def _by_pair(pairs: Pairs) -> dict[tuple[Wallet, Wallet], int]:
    """Each unordered pair once, with the larger p where it is given both ways round."""
    once: dict[tuple[Wallet, Wallet], int] = {}
    for (a, b), p in pairs.items():
        if a != b:
            key = (min(a, b), max(a, b))
            once[key] = max(once.get(key, 0), published(p))
    return once


def _likely(pairs: Pairs, widest: Groups) -> list[tuple[Wallet, Wallet]]:
    inside = places(widest)
    return [
        (a, b) for (a, b), parts in _by_pair(pairs).items() if 2 * parts >= PARTS and a in inside and inside[a] == inside.get(b)
    ]


def _fewest_holders(unseen: tuple[int, int], left: int) -> u.Runs:
    """The tail as few holders as possible: all of the largest possible size, and one with the rest; no more than is `left`."""
    mass, largest = unseen
    if mass < 0 or largest < 0:
        raise ValueError("an unread tail below zero")
    if largest == 0 or left <= 0:
        return ()
    count, rest = divmod(min(mass, left), largest)
    return u.of_counts(((largest, count), (rest, 1)))


def _with_hhi(measures: Measures, squares: Fraction, base: int) -> Measures:
    if measures.hhi is None:
        return measures
    return msgspec.structs.replace(measures, hhi=fixed(HHI_SCALE * squares / base**2, 2), effective=fixed(base**2 / squares, 2))
