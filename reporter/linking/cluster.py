"""Average linkage on log-odds: one dendrogram, read at two heights.

Wallets joined by control evidence are one unit from the start. Units then merge greedily by the mean log-odds over all
pairs of their wallets, a pair without evidence counting with its prior, so that one strong pair cannot weld two groups
(average linkage; connected components would). Merging stops at the height asked for; a lower height only merges further, so
the readings nest.
"""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from reporter.linking.score import Pair, PairScore
from reporter.model.ids import Wallet
from reporter.model.rules import Scoring

Groups = list[frozenset[Wallet]]


def must_links(scores: Mapping[Pair, PairScore], rules: Scoring) -> list[Pair]:
    """Pairs whose control evidence alone is enough."""
    return [pair for pair, value in scores.items() if value.families.get("control", 0.0) >= rules.control_bits]


def cores(wallets: Iterable[Wallet], joined: Iterable[Pair]) -> Groups:
    """Groups that must-links hold together, single wallets included, in a stable order."""
    parent = {wallet: wallet for wallet in wallets}

    def root(wallet: Wallet) -> Wallet:
        while parent[wallet] != wallet:
            parent[wallet] = parent[parent[wallet]]
            wallet = parent[wallet]
        return wallet

    for a, b in joined:
        first, second = sorted((root(a), root(b)))
        parent[second] = first
    groups: dict[Wallet, set[Wallet]] = {}
    for wallet in sorted(parent):
        groups.setdefault(root(wallet), set()).add(wallet)
    return [frozenset(groups[key]) for key in sorted(groups)]


def cut(scores: Mapping[Pair, PairScore], early: Collection[Wallet], rules: Scoring, height: float) -> Groups:
    """Groups of two or more wallets whose mean log-odds stay at `height` bits or above, largest first."""
    part_of = {wallet: number for number, part in enumerate(_reach(scores)) for wallet in part}
    parts: list[dict[Pair, PairScore]] = [{} for _ in range(max(part_of.values(), default=-1) + 1)]
    for pair, value in scores.items():
        parts[part_of[pair[0]]][pair] = value
    found: Groups = []
    for inside in parts:
        units = cores({wallet for pair in inside for wallet in pair}, must_links(inside, rules))
        found.extend(_merge(units, inside, frozenset(early), rules, height))
    return sorted((group for group in found if len(group) >= 2), key=lambda group: (-len(group), sorted(group)))


def _reach(scores: Mapping[Pair, PairScore]) -> Groups:
    """Wallets that any evidence connects; groups never reach over its edge, so each part is merged on its own."""
    return cores({wallet for pair in scores for wallet in pair}, scores)


def _merge(units: Groups, scores: Mapping[Pair, PairScore], early: frozenset[Wallet], rules: Scoring, height: float) -> Groups:
    sums, sizes = _sums(units, scores, early, rules), np.array([len(unit) for unit in units], dtype=np.float64)
    members, alive = list(units), np.ones(len(units), dtype=np.bool_)
    means = sums / np.outer(sizes, sizes)
    np.fill_diagonal(means, -np.inf)
    # The best partner of every unit, kept up to date: a search of the whole table for each merge would be cubic.
    partner = np.argmax(means, axis=1)
    best = means[np.arange(len(units)), partner]
    while alive.sum() > 1:
        # Ties fall to the first unit, and units stand in order of their wallets.
        first = int(np.argmax(best))
        a, b = sorted((first, int(partner[first])))
        if means[a, b] < height - 1e-9:
            break
        members[a] = members[a] | members[b]
        alive[b] = False
        sums[a, :] += sums[b, :]
        sums[:, a] += sums[:, b]
        sizes[a] += sizes[b]
        means[a, :] = np.where(alive, sums[a, :] / (sizes[a] * sizes), -np.inf)
        means[a, a] = -np.inf
        means[:, a] = means[a, :]
        means[b, :] = means[:, b] = -np.inf
        best[b] = -np.inf
        # Whoever was nearest to one of the two has to look again; for all others only the new unit can be nearer.
        again = np.flatnonzero(alive & ((partner == a) | (partner == b)))
        again = np.union1d(again, [a])
        partner[again] = np.argmax(means[again, :], axis=1)
        best[again] = means[again, partner[again]]
        nearer = alive & ((means[:, a] > best) | ((means[:, a] == best) & (a < partner)))
        nearer[a] = False
        partner[nearer] = a
        best[nearer] = means[nearer, a]
    return [unit for unit, left in zip(members, alive, strict=True) if left]


def _sums(units: Groups, scores: Mapping[Pair, PairScore], early: frozenset[Wallet], rules: Scoring) -> NDArray[np.float64]:
    """Summed log-odds between units: priors everywhere, evidence where there is some."""
    sizes = np.array([len(unit) for unit in units], dtype=np.float64)
    inside = np.array([len(unit & early) for unit in units], dtype=np.float64)
    both_early = np.outer(inside, inside)
    sums: NDArray[np.float64] = both_early * rules.prior_early + (np.outer(sizes, sizes) - both_early) * rules.prior_other
    place = {wallet: index for index, unit in enumerate(units) for wallet in unit}
    for (a, b), value in scores.items():
        if a in place and b in place and place[a] != place[b]:
            prior = rules.prior_early if a in early and b in early else rules.prior_other
            sums[place[a], place[b]] += value.log_odds - prior
            sums[place[b], place[a]] += value.log_odds - prior
    return sums
