"""The buys of one company carry one blockhash over several slots."""

from collections import defaultdict

from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import habits
from reporter.model.evidence import Evidence
from reporter.model.ids import Slot


def find(facts: Facts) -> list[Evidence]:
    """The first buys of these wallets carry the same recent blockhash and landed in different slots.

    Why it matters: the hash is fetched when a transaction is prepared; transactions prepared together keep it while they land
    one after another.
    How it can mislead: nodes hand one hash to many clients at once: in one real block two random wallets share it with 8 %.
    An equal hash in one slot therefore counts nothing, and it counts only between wallets that needed the same money, signed
    for one another or sent their proceeds to one address.
    """
    least = facts.rules.limits.blockhash_slots
    found = []
    for company in companies(facts):
        slots: dict[str, set[Slot]] = defaultdict(set)
        for purchase in facts.story.early:
            if purchase.wallet in company.members and purchase.transaction.blockhash:
                slots[purchase.transaction.blockhash].add(purchase.place.slot)
        kept = {value for value, seen in slots.items() if max(seen) - min(seen) >= least}
        values = {
            purchase.wallet: purchase.transaction.blockhash
            if purchase.transaction.blockhash in kept
            else "other"
            if purchase.wallet in company.crowd
            else None
            for purchase in facts.story.early
        }
        found += habits(facts, company, "shared_blockhash", "launch_timing", values)
    return found
