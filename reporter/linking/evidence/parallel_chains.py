"""The money of a company came through chains of wallets of one form."""

from collections import defaultdict

from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import weighed
from reporter.model.evidence import Evidence
from reporter.model.ids import Wallet


def find(facts: Facts) -> list[Evidence]:
    """The money of these wallets came from one payer through separate chains of equally many wallets that passed it on.

    Why it matters: one chain may be anybody's way of moving money; several of one form from one payer were laid out together.
    How it can mislead: a service can pay through chains of its own; such payers are sampled and shown as services. It counts
    only between wallets that needed the money.
    """
    found = []
    for company in companies(facts):
        forms: dict[int, dict[Wallet, frozenset[Wallet]]] = defaultdict(dict)
        for wallet in sorted(company.members):
            above = facts.above(wallet).get(company.via)
            if above is not None and above.hop > 1:
                forms[above.hop][wallet] = frozenset(hop.source for hop in above.path[1:])
        for hops, chains in sorted(forms.items()):
            apart = {w: own for w, own in chains.items() if not any(own & other for v, other in chains.items() if v != w)}
            if len(apart) >= facts.rules.limits.company:
                found.append(weighed(facts, "parallel_chains", "funding_shape", sorted(apart), str(hops)))
    return found
