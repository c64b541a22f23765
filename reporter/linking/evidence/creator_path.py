"""The creator paid for a buy."""

from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """The creator, who signed the creation or a trade of this token, sent this wallet the money it needed for its first buy.

    Why it matters: it ties the buy to the launch itself.
    How it can mislead: creators pay helpers and advertisers too. A creator who is only named by somebody else's transaction
    is not counted, nor is money the wallet could have done without.
    """
    creator = facts.creator
    if creator is None or facts.why_no_link(creator):
        return []
    members = {}
    for purchase in facts.story.early:
        known = facts.needed(purchase.wallet)
        if purchase.wallet != creator and known is not None and known.source == creator:
            payments = [payment.signature for payment in reversed(known.payments)]
            members[purchase.wallet] = tuple(dict.fromkeys((*payments, purchase.place.signature)))
    if not members:
        return []
    return [
        Evidence(
            kind="creator_path",
            family="provenance",
            bits=facts.rules.weights.creator_path,
            members=dict(sorted(members.items())),
            via=creator,
            star=True,
            value="1",
            needed=True,
        )
    ]
