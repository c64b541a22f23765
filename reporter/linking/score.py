"""From evidence to the log-odds of each pair: Fellegi-Sunter weights in bits, families with caps, an explicit prior.

Within a family the strongest item counts in full and the rest by a quarter, because items of one family are rarely
independent; the family is capped. posterior log-odds = prior + sum of families (Splink's documentation describes the additive
form; the caps are the rule set's).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from reporter.model.evidence import Evidence
from reporter.model.ids import Wallet
from reporter.model.rules import Scoring

Pair = tuple[Wallet, Wallet]

COUNTER = "counter"
ALONE = frozenset({"funding_shape", "launch_timing", "client", "lifetime", "exit"})
"""Families one side can create alone: a follower can copy timing, client and order of a stranger, a payer can choose amounts.
Items that anchor (each member signed, needed or sent) count whatever their family."""


class PairScore(Struct, frozen=True):
    """All evidence about one pair and the log-odds after the prior.

    `families` holds bits by family as they count, `found` what they would be without caps; `counted` says how much of its
    family each item of `evidence` is, so that prior and `counted` add up to the log-odds.
    """

    evidence: tuple[Evidence, ...]
    families: dict[str, float]
    log_odds: float
    prior: float = 0.0
    found: dict[str, float] = {}
    counted: tuple[float, ...] = ()

    @property
    def p(self) -> float:
        """The posterior probability of one controller, uncalibrated on real launches."""
        return probability(self.log_odds)

    @property
    def bits(self) -> float:
        """The sum of all families, without the prior."""
        return sum(self.families.values())


def probability(log_odds: float) -> float:
    """Bits of log-odds as a probability."""
    if log_odds > 60:
        return 1.0
    odds: float = 2.0**log_odds
    return odds / (1.0 + odds)


def pairs(evidence: Iterable[Evidence]) -> dict[Pair, list[Evidence]]:
    """Evidence by pair, pairs and evidence in a stable order. Evidence whose guard failed joins nobody."""
    by_pair: dict[Pair, list[Evidence]] = defaultdict(list)
    against: dict[Wallet, list[Evidence]] = defaultdict(list)
    for item in evidence:
        if not item.guarded:
            continue
        if item.family == COUNTER:
            for wallet in item.members:
                against[wallet].append(item)
            continue
        if item.star:
            assert item.via is not None, "a star has a centre"
            couples: Iterable[tuple[Wallet, Wallet]] = ((item.via, member) for member in item.members if member != item.via)
        else:
            couples = combinations(sorted(item.members), 2)
        for a, b in couples:
            by_pair[(min(a, b), max(a, b))].append(item)
    return {pair: [*by_pair[pair], *against[pair[0]], *against[pair[1]]] for pair in sorted(by_pair)}


def score(
    pair: Pair, items: Sequence[Evidence], rules: Scoring, early: frozenset[Wallet], without: str | None = None
) -> PairScore:
    """The score of one pair; `without` leaves one family out (the test whether a link hangs on it alone)."""
    kept = [item for item in items if item.family != without]
    by_family: dict[str, list[Evidence]] = defaultdict(list)
    for item in kept:
        by_family[item.family].append(item)
    shares = {
        family: _shares(rows, rules.family_rest)
        for family, rows in sorted(by_family.items())
        if family != COUNTER or len(by_family) > 1
    }
    found = {family: sum(share for _, share in rows) for family, rows in shares.items()}
    families = {family: max(-rules.family_caps[family], min(rules.family_caps[family], bits)) for family, bits in found.items()}
    prior = rules.prior_early if pair[0] in early and pair[1] in early else rules.prior_other
    if not _has_company(items):  # asked of all evidence: what a wallet did does not change by leaving a family out
        families = _below_even(families, -prior - 1.0)
    ordered = tuple(sorted(kept, key=lambda item: (-item.bits, item.family, item.kind, item.via or "")))
    weight = {
        id(item): share * families[family] / found[family] if found[family] else 0.0
        for family, rows in shares.items()
        for item, share in rows
    }
    counted = tuple(weight.get(id(item), 0.0) for item in ordered)
    return PairScore(ordered, families, prior + sum(families.values()), prior, found, counted)


def _shares(items: Iterable[Evidence], rest: float) -> list[tuple[Evidence, float]]:
    """What each item adds to its family before the cap: the strongest all its bits, the others a part of theirs."""
    first, *others = sorted(items, key=lambda item: abs(item.bits), reverse=True)
    return [(first, first.bits), *((item, rest * item.bits) for item in others)]


def _has_company(items: Sequence[Evidence]) -> bool:
    """True when each wallet did something itself: signed for the other, or needed the common money."""
    return any(item.anchors for item in items)


def _below_even(families: Mapping[str, float], most: float) -> dict[str, float]:
    """Copyable evidence alone never reaches even odds; what exceeds `most` bits is taken off in proportion."""
    alone = sum(bits for family, bits in families.items() if family in ALONE)
    if alone <= most:
        return dict(families)
    return {family: bits * most / alone if family in ALONE else bits for family, bits in families.items()}


def score_all(
    evidence: Iterable[Evidence], rules: Scoring, early: frozenset[Wallet], without: str | None = None
) -> dict[Pair, PairScore]:
    """Every pair that any evidence speaks about."""
    # Members of one observation share everything it says: each set of evidence is scored once, not once for every pair.
    known: dict[tuple[int, ...], PairScore] = {}
    scored: dict[Pair, PairScore] = {}
    for pair, items in pairs(evidence).items():
        key = (pair[0] in early and pair[1] in early, *map(id, items))
        value = known.get(key)
        if value is None:
            value = known[key] = score(pair, items, rules, early, without)
        if value.evidence:
            scored[pair] = value
    return scored


def families_of(scores: Mapping[Pair, PairScore], members: frozenset[Wallet]) -> tuple[str, ...]:
    """The families that speak for any pair inside `members`."""
    found = {family for (a, b), value in scores.items() if a in members and b in members for family in value.families}
    return tuple(sorted(found))
