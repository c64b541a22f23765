"""A buyer with a long life of its own."""

from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence

_DAY = 86_400


def find(facts: Facts) -> list[Evidence]:
    """This wallet had more transactions than were read before its first buy, spread over months.

    Why it matters: wallets made for one launch have hardly any past; a person's everyday wallet has a long one, and a link of
    such a wallet to others needs more to stand.
    How it can mislead: operators buy old wallets or keep theirs in use for years; it lowers a link's weight and never
    excludes one.
    """
    found = []
    for purchase in facts.story.early:
        trail = facts.money.trails.get(purchase.wallet)
        if trail is None or trail.first.short or trail.first.since is None or purchase.place.time is None:
            continue
        if purchase.place.time - trail.first.since >= facts.rules.limits.long_days * _DAY:
            days = (purchase.place.time - trail.first.since) // _DAY
            members = {purchase.wallet: trail.first.opened[-1:] or (purchase.place.signature,)}
            found.append(Evidence("long_history", "counter", -facts.rules.weights.long_history, members, value=str(days)))
    return found
