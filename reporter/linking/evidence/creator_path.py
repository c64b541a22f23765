"""The creator paid for a buy."""

from collections import defaultdict

from reporter.linking.facts import Facts
from reporter.linking.mixing import mixing
from reporter.linking.payers import passes, witness
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """The creator, who signed the creation or a trade of this token, sent this wallet the money it needed for its first buy,
    directly or over wallets that passed it on.

    Why it matters: it ties the buy to the launch itself.
    How it can mislead: creators pay helpers and advertisers too. A creator who is only named by somebody else's transaction
    is not counted, nor is money the wallet could have done without.
    """
    creator = facts.creator
    if creator is None or facts.why_no_link(creator):
        return []
    mixed = mixing(facts).reasons
    by_hops: dict[int, dict[Wallet, tuple[Signature, ...]]] = defaultdict(dict)
    for purchase in facts.story.early:
        above = facts.above(purchase.wallet).get(creator)
        if above is None or purchase.wallet == creator or purchase.wallet in facts.barred:
            continue
        if not passes(above, mixed):
            by_hops[above.hop][purchase.wallet] = witness(facts, purchase.wallet, above)
    weights = facts.rules.weights
    return [
        Evidence(
            kind="creator_path",
            family="provenance",
            bits=max(0.0, weights.creator_path - weights.creator_hop * (hops - 1)),
            members=dict(sorted(members.items())),
            via=creator,
            star=True,
            value=str(hops),
            needed=True,
        )
        for hops, members in sorted(by_hops.items())
    ]
