"""The largest holders outside the early window, and the buy that gave each most of what it holds."""

from collections.abc import Collection

from reporter.decode.reading import Reading
from reporter.launch import holdings as held
from reporter.launch.classes import classify
from reporter.launch.launch import around_of, owner_accounts
from reporter.launch.story import Purchase, Story, Told
from reporter.launch.subject import subject
from reporter.model.events import Buy, Transfer
from reporter.model.ids import Wallet
from reporter.model.labels import Labels
from reporter.model.pack import Parameters
from reporter.model.rules import RuleSet


def top_holders(reading: Reading, story: Story, parameters: Parameters, labels: Labels, rules: RuleSet) -> tuple[Purchase, ...]:
    """Their purchases, the largest holder first, as far as the trades read tell; at most the rule set's number of holders.

    Owners that are no wallets, and early buyers, who are looked at anyway, are left out.
    """
    token = subject(reading, parameters.mint)
    balances = held.holdings(reading, token.mint, token.program, ())
    around = around_of(token, story, labels)
    accounts = owner_accounts(reading, balances, around, rules, parameters)
    early = {purchase.wallet for purchase in story.early}
    largest = sorted(balances.amounts.items(), key=lambda row: (-row[1], row[0]))
    wallets: list[Wallet] = []
    for owner, _ in largest:
        if len(wallets) == rules.fetching.top_holders:
            break
        if owner not in early and classify(owner, around, accounts.get(owner), read=owner in accounts).kind == "wallet":
            wallets.append(owner)
    found = {purchase.wallet: purchase for purchase in _purchases(story.told, frozenset(wallets))}
    return tuple(found[wallet] for wallet in wallets if wallet in found)


def _purchases(told: Collection[Told], wallets: frozenset[Wallet]) -> list[Purchase]:
    """The largest buy of each wallet, the first of equal ones."""
    largest: dict[Wallet, Purchase] = {}
    for item in told:
        event = item.event
        if not isinstance(event, Buy) or event.wallet is None or event.wallet not in wallets:
            continue
        known = largest.get(event.wallet)
        if known is None or (event.token_amount or 0) > (known.event.token_amount or 0):
            largest[event.wallet] = Purchase(event.wallet, item.place, item.transaction, event)
    return list(largest.values())


def giver(story: Story, wallet: Wallet) -> Wallet | None:
    """Who sent the wallet most of this token without a trade, None where no transfer to it was read."""
    sums: dict[Wallet, int] = {}
    for item in story.told:
        event = item.event
        if isinstance(event, Transfer) and event.to == wallet and event.wallet is not None:
            sums[event.wallet] = sums.get(event.wallet, 0) + (event.token_amount or 0)
    return max(sums, key=lambda sender: (sums[sender], sender), default=None)
