"""The inflow that paid for a buy: one hop back from the buy, with what could not be seen.

Not the wallet's first-ever funding: with a shared pool of intermediates that leads to the pool's maker, who is the wrong
party. The rule for money is counterfactual and exact: of the buy's cost C, the part that money I from one source was needed
for is C - (B - I) kept between 0 and min(I, C), B being the balance just before the buy. Money somebody could have done
without is a gift, and proves nothing.
"""

from collections import defaultdict

from msgspec import Struct

from reporter.decode.reading import Entry, Reading
from reporter.funding.inflow import Inflow, asset_of, balance_before, inflows, spent
from reporter.launch.story import Purchase
from reporter.model import questions as ask
from reporter.model.ids import Raw, Wallet
from reporter.model.questions import Question
from reporter.model.rules import Limits, RuleSet

PARTS = 1_000_000  # shares of a cost are integers of this many parts

PAID_BY_INFLOW = "paid by inflow"
OLD_BALANCE = "own balance from before"
FIRST = "first transaction reached"
BUDGET = "budget"
MISSING = "history missing"
SERVICE = "service"


class Provenance(Struct, frozen=True):
    """Where the money for one early buy came from.

    `payments` are the inflows of the main source, newest first; `needed` is the lower bound, in parts of a million, of the
    cost that only this source's money could pay. `stop` is the stated reason the search ended at; `settled` is False when
    it ended for want of an answer. `ignored` counts dust and inflows that were never needed.
    """

    wallet: Wallet
    asset: str
    cost: Raw
    balance: Raw
    source: Wallet | None
    kind: str
    payments: tuple[Inflow, ...]
    needed: int
    stop: str
    settled: bool
    ignored: int
    opened: int


class _Walk(Struct):
    rows: list[Inflow]
    opened: int
    ignored: int
    stop: str
    settled: bool
    next: Question | None


def provenance(reading: Reading, purchase: Purchase, rules: RuleSet) -> Provenance:
    """What the answers tell about the money of `purchase`."""
    asset, cost, balance = _bill(purchase)
    walk = _walk(reading, purchase, rules)
    # What arrived inside the buy's own transaction was not in the balance before it.
    balance += sum(row.amount for row in walk.rows if row.signature == purchase.transaction.signature)
    by_source: dict[tuple[Wallet | None, str], list[Inflow]] = defaultdict(list)
    for row in walk.rows:
        by_source[(row.source, row.kind)].append(row)
    best: tuple[int, Raw, tuple[Wallet | None, str]] | None = None
    for key, rows in sorted(by_source.items(), key=lambda item: (item[0][0] or "", item[0][1])):
        money = sum(row.amount for row in rows)
        candidate = (needed(cost, balance, money), money, key)
        if best is None or candidate[:2] > best[:2]:
            best = candidate
    if best is None:
        return Provenance(
            purchase.wallet, asset, cost, balance, None, "none", (), 0, walk.stop, walk.settled, walk.ignored, walk.opened
        )
    share, _, (source, kind) = best
    return Provenance(
        wallet=purchase.wallet,
        asset=asset,
        cost=cost,
        balance=balance,
        source=source,
        kind=kind,
        payments=tuple(by_source[(source, kind)]),
        needed=share,
        stop=walk.stop,
        settled=walk.settled,
        ignored=walk.ignored,
        opened=walk.opened,
    )


def needed(cost: Raw, balance: Raw, money: Raw) -> int:
    """The part (of a million) of `cost` that could not have been paid without `money`, which is part of `balance`."""
    if cost <= 0:
        return 0
    return min(max(0, cost - max(0, balance - money)), money, cost) * PARTS // cost


def plan(reading: Reading, purchase: Purchase, rules: RuleSet) -> Question | None:
    """The next question about the money of `purchase`, None when the search has ended."""
    return _walk(reading, purchase, rules).next


def _bill(purchase: Purchase) -> tuple[str, Raw, Raw]:
    """Asset, cost and balance before the transaction of a buy."""
    asset = asset_of(purchase.event.quote_mint)
    transaction = purchase.transaction
    cost = max(purchase.event.quote_amount or 0, spent(transaction, purchase.wallet, asset))
    return asset, cost, balance_before(transaction, purchase.wallet, asset) or 0


def _walk(reading: Reading, purchase: Purchase, rules: RuleSet) -> _Walk:
    asset, cost, balance = _bill(purchase)
    floor = smallest_inflow(cost, rules.limits)
    decoded = reading.decoded(purchase.transaction.signature)
    inside = inflows(purchase.transaction, decoded, purchase.wallet, asset) if decoded is not None else []
    # A sale in the transaction of the buy is the trade itself and no funding.
    walk = _Walk(
        [row for row in inside if row.kind == "wallet" and row.amount >= floor], 0, 0, BUDGET, settled=False, next=None
    )
    walk.ignored = sum(1 for row in inside if row.kind == "wallet" and row.amount < floor)
    if _enough(balance, cost):
        return _done(walk, PAID_BY_INFLOW)
    question = ask.signatures(purchase.wallet, purchase.transaction.signature, rules.tracing.page)
    page = reading.page(question)
    if page is None:
        if reading.asked(question):
            return _done(walk, MISSING, settled=False)
        walk.next = question
        return walk
    return _open(reading, walk, [e for e in page.entries if not e.failed], purchase, rules, last=page.last)


def _open(reading: Reading, walk: _Walk, entries: list[Entry], purchase: Purchase, rules: RuleSet, *, last: bool) -> _Walk:
    asset, cost, _ = _bill(purchase)
    floor = smallest_inflow(cost, rules.limits)
    for entry in entries:
        if walk.opened >= rules.tracing.transactions:
            return _done(walk, OLD_BALANCE)
        question = ask.transaction(entry.signature)
        transaction = reading.transaction(entry.signature)
        decoded = reading.decoded(entry.signature)
        if transaction is None or decoded is None:
            if reading.asked(question):
                return _done(walk, MISSING, settled=False)
            walk.next = question
            return walk
        walk.opened += 1
        rows = inflows(transaction, decoded, purchase.wallet, asset)
        walk.rows.extend(row for row in rows if row.amount >= floor)
        walk.ignored += sum(1 for row in rows if row.amount < floor)
        before = balance_before(transaction, purchase.wallet, asset)
        if before is not None and _enough(before, cost):
            return _done(walk, PAID_BY_INFLOW)
    if not last:
        return _done(walk, OLD_BALANCE)
    # Every transaction that moves a wallet's SOL names the wallet. Money from before its first listed one means that the
    # ledger we were shown begins too late.
    return _done(walk, FIRST if _began_empty(reading, entries, purchase, asset) else MISSING)


def _began_empty(reading: Reading, entries: list[Entry], purchase: Purchase, asset: str) -> bool:
    oldest = reading.transaction(entries[-1].signature) if entries else purchase.transaction
    return oldest is None or not balance_before(oldest, purchase.wallet, asset)


def _done(walk: _Walk, stop: str, *, settled: bool = True) -> _Walk:
    walk.stop, walk.settled, walk.next = stop, settled, None
    return walk


def _enough(balance: Raw, cost: Raw) -> bool:
    """True when what was there before could have paid no more than a tenth: older money cannot change who paid."""
    return balance * 10 <= cost


def smallest_inflow(cost: Raw, limits: Limits) -> Raw:
    """Inflows below this are dust: anyone can send them to anyone."""
    return max(limits.dust_lamports, int(cost * limits.dust_share))
