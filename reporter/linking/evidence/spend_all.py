"""The buys of one company spent everything but the same small reserve."""

from collections import Counter

from reporter.linking import client
from reporter.linking.company import Company, companies
from reporter.linking.facts import Facts
from reporter.linking.habit import habits
from reporter.model.evidence import Evidence
from reporter.model.ids import Wallet


def find(facts: Facts) -> list[Evidence]:
    """Each of these wallets offered all it had for its first buy, less the same number of lamports to the unit.

    Why it matters: people type round amounts; a program that empties wallets leaves what it was written to leave.
    How it can mislead: a trading tool's button for everything leaves a constant too. It counts only between wallets that
    needed the same money, signed for one another or sent their proceeds to one address, and not where this launch's other
    buyers leave the same.
    """
    kept = {purchase.wallet: client.reserves(purchase) for purchase in facts.story.early}
    found = []
    for company in companies(facts):
        value = _common(company, kept)
        values = {wallet: value if value in amounts else None for wallet, amounts in kept.items()}
        crowd = {wallet: values[wallet] if wallet in company.members else values[wallet] or 0 for wallet in kept}
        found += habits(facts, company, "spend_all", "client", crowd if value is not None else {})
    return found


def _common(company: Company, kept: dict[Wallet, frozenset[int]]) -> int | None:
    """The reserve most members share; of equally common ones the smallest."""
    counts = Counter(amount for wallet in sorted(company.members) for amount in kept.get(wallet, ()))
    return max(counts, key=lambda amount: (counts[amount], -amount), default=None)
