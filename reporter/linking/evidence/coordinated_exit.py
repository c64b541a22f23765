"""The sales of one company stand closer together than chance puts them in this launch."""

from reporter.linking.facts import Facts
from reporter.linking.habit import close_together
from reporter.model.events import Sell
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """The first sales of these wallets follow each other with hardly anybody else's between them.

    Why it matters: sellers who decide alone are scattered among all others who sell.
    How it can mislead: a falling price makes strangers sell together, and stop-loss programs do it in the same second. It
    counts only between wallets that needed the same money, signed for one another or sent their proceeds to one address.
    """
    first: dict[Wallet, Signature] = {}
    for item in facts.story.trades():
        if isinstance(item.event, Sell) and item.event.wallet is not None:
            first.setdefault(item.event.wallet, item.transaction.signature)
    return close_together(facts, "coordinated_exit", "exit", first)
