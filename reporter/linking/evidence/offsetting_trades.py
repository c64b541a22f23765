"""Inside a company one wallet's sale is another's buy of the same size."""

from collections import defaultdict
from itertools import pairwise

from reporter.launch.story import Told
from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import against_background
from reporter.model.events import Buy, Sell
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """Again and again one of these wallets sold what another of them bought within a few slots, in the same amount.

    Why it matters: such trades move tokens between wallets of one group and make volume without changing what the group
    holds.
    How it can mislead: market makers and arbitrage close positions quickly too; one such pair is chance. It counts only
    between wallets that needed the same money, signed for one another or sent their proceeds to one address.
    """
    limits = facts.rules.limits
    trades = [item for item in facts.story.trades() if item.event.wallet is not None and item.event.token_amount]
    weight, rarity, basis = against_background(facts, "offsetting_trades", "to and fro")
    found = []
    for company in companies(facts):
        inside = [item for item in trades if item.event.wallet in company.members]
        members: dict[Wallet, list[Signature]] = defaultdict(list)
        count = 0
        for first, second in pairwise(inside):
            if _offsets(first, second, limits.offset_slots):
                count += 1
                members[first.event.wallet or ""].append(first.transaction.signature)
                members[second.event.wallet or ""].append(second.transaction.signature)
        if count >= limits.offsets and len(members) >= limits.company:
            found.append(
                Evidence(
                    kind="offsetting_trades",
                    family="exit",
                    bits=weight,
                    members={wallet: tuple(dict.fromkeys(rows)) for wallet, rows in sorted(members.items())},
                    value=str(count),
                    rarity=rarity,
                    basis=basis,
                )
            )
    return found


def _offsets(first: Told, second: Told, slots: int) -> bool:
    a, b = first.event, second.event
    if a.wallet == b.wallet or not isinstance(a, Sell) or not isinstance(b, Buy):
        return False
    given, taken = a.token_amount or 0, b.token_amount or 0
    return second.place.slot - first.place.slot <= slots and abs(given - taken) * 20 <= given
