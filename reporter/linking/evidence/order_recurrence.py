"""A company sold in the order in which it had bought."""

from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.order import weight
from reporter.model.events import Sell
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """These wallets sold in the order in which they had bought, or in the reverse of it.

    Why it matters: a program that goes through one list of wallets leaves the list's order in everything it does.
    How it can mislead: holding times that are alike keep an order too. It counts only between wallets that needed the same
    money, signed for one another or sent their proceeds to one address.
    """
    buys: dict[Wallet, Signature] = {purchase.wallet: purchase.place.signature for purchase in facts.story.early}
    sales: dict[Wallet, Signature] = {}
    for item in facts.story.trades():
        if isinstance(item.event, Sell) and item.event.wallet in buys:
            sales.setdefault(item.event.wallet, item.transaction.signature)
    bought, sold = ({wallet: place for place, wallet in enumerate(rows)} for rows in (buys, sales))
    found = []
    for company in companies(facts):
        members = sorted(company.members & sold.keys())
        if len(members) < facts.rules.limits.order_wallets:
            continue
        from scipy.stats import kendalltau  # noqa: PLC0415 — slow to load, and pages only want the docstring

        tau, chance = kendalltau([bought[wallet] for wallet in members], [sold[wallet] for wallet in members])
        bits = weight(float(chance), facts.rules.limits.chance, facts.rules.weights.order_recurrence)
        if bits:
            found.append(
                Evidence(
                    kind="order_recurrence",
                    family="lifetime",
                    bits=bits,
                    members={wallet: (buys[wallet], sales[wallet]) for wallet in members},
                    value=f"{tau:.2f}",
                    rarity=float(chance),
                    basis="chance",
                )
            )
    return found
