"""The first buys of one company stand closer together than chance puts them in this launch."""

from reporter.linking.facts import Facts
from reporter.linking.habit import close_together
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """The first buys of these wallets follow each other with hardly anybody else's between them.

    Why it matters: in a launch's order of buyers a group scattered by chance has strangers in between; the denser the launch,
    the more.
    How it can mislead: followers of one caller buy together, and anybody can buy right after somebody else. It counts only
    between wallets that needed the same money, signed for one another or sent their proceeds to one address.
    """
    buys = {purchase.wallet: purchase.place.signature for purchase in facts.story.early}
    return close_together(facts, "co_timing", "launch_timing", buys)
