"""What a company's intermediate wallets kept is the same to the unit."""

from collections import defaultdict
from itertools import pairwise

from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import weighed
from reporter.model.evidence import Evidence
from reporter.model.ids import Wallet


def find(facts: Facts) -> list[Evidence]:
    """The wallets that passed on the money of these buyers each kept the same number of lamports.

    Why it matters: a program leaves what it was written to leave, chain after chain; people do not count lamports.
    How it can mislead: the least an account must hold is the same for everybody, and wallets emptied down to it look alike.
    It counts only between wallets that needed the same money.
    """
    found = []
    for company in companies(facts):
        kept: dict[int, set[Wallet]] = defaultdict(set)
        for wallet in sorted(company.members):
            above = facts.above(wallet).get(company.via)
            path = above.path if above is not None else ()
            left = {before.amount - after.amount for before, after in pairwise(path)}
            if len(left) == 1 and (rest := left.pop()) > facts.rules.limits.fees_lamports:
                kept[rest].add(wallet)
        for rest, wallets in sorted(kept.items()):
            if len(wallets) >= facts.rules.limits.company:
                found.append(weighed(facts, "residue", "funding_shape", sorted(wallets), str(rest)))
    return found
