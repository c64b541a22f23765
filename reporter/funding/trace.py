"""One step back: the inflows that paid for a spending, and what could not be seen.

Not the wallet's first-ever funding: with a shared pool of intermediates that leads to the pool's maker, who is the wrong
party. The rule for money is counterfactual and exact: of a spending's cost C, the part that money from one source was needed
for is C - (B - I) kept between 0 and min(I, C), B being the balance just before and I what can at the least be left of the
source's money, as if all that left the wallet since had been taken from it. Money somebody could have done without is a gift,
and proves nothing.
"""

from collections import defaultdict
from typing import Final

from msgspec import Struct

from reporter.decode.reading import Entry, Reading
from reporter.funding.history import Past, hurried, joined, lay_wrapped, listed_under, past_of
from reporter.funding.inflow import SOL, Inflow, balance_before, inflows
from reporter.funding.movement import least_left, name_of, stock
from reporter.funding.spending import Spending, smallest_inflow
from reporter.model import questions as ask
from reporter.model.events import Buy, Sell
from reporter.model.ids import Mint, Raw, Signature, TokenAccount, Wallet
from reporter.model.questions import Question
from reporter.model.rules import RuleSet
from reporter.model.transaction import Transaction

PARTS: Final = 1_000_000  # shares of a cost are integers of this many parts

PAID_BY_INFLOW: Final = "paid by inflow"
OLD_BALANCE: Final = "own balance from before"
FIRST: Final = "first transaction reached"
NOT_ASKED: Final = "not asked within the budget"
MISSING: Final = "history missing"
BUSY: Final = "service by its pace"


class Source(Struct, frozen=True):
    """Everything one source paid towards a spending, newest first. `needed` is the lower bound, in base units, of the cost
    that only this source's money could pay."""

    address: Wallet | None
    kind: str
    payments: tuple[Inflow, ...]
    needed: Raw

    @property
    def money(self) -> Raw:
        """The sum of its payments."""
        return sum(payment.amount for payment in self.payments)


class Provenance(Struct, frozen=True):
    """Where the money for one spending came from: sources by what they were needed for, the largest first.

    `stop` is the stated reason the search ended at; `settled` is False when it ended for want of an answer. `ignored` counts
    dust. `rows` are all inflows seen and `opened` the transactions read, both newest first; `short` says that the wallet's
    whole earlier history fits on one page.
    """

    spending: Spending
    balance: Raw
    sources: tuple[Source, ...]
    rows: tuple[Inflow, ...]
    stop: str
    settled: bool
    ignored: int
    opened: tuple[Signature, ...]
    short: bool
    listed: int  # successful transactions on the wallet's page
    next: Question | None
    since: int | None = None  # time of the oldest transaction listed
    oldest: Signature | None = None  # the first transaction of the wallet's life, where all were listed
    acts: tuple[tuple[str, Mint], ...] = ()  # what the wallet bought and sold in the transactions opened, oldest first

    @property
    def wallet(self) -> Wallet:
        """Whose spending it was."""
        return self.spending.wallet

    @property
    def born(self) -> int | None:
        """When the wallet was first used, where its whole history was listed."""
        return self.since if self.oldest is not None else None

    @property
    def asset(self) -> str:
        """What was spent."""
        return self.spending.asset

    @property
    def main(self) -> Source | None:
        """The source that was needed most."""
        return self.sources[0] if self.sources else None

    def needed_share(self, source: Source) -> int:
        """The part (of a million) of the cost that only `source` could pay."""
        return source.needed * PARTS // self.spending.cost if self.spending.cost > 0 else 0


class _Walk(Struct):
    rows: list[Inflow]
    opened: list[Signature]
    ignored: int = 0
    stop: str = NOT_ASKED
    settled: bool = False
    short: bool = False
    listed: int = 0
    next: Question | None = None
    since: int | None = None
    oldest: Signature | None = None


def provenance(reading: Reading, spending: Spending, rules: RuleSet, patience: int | None = None) -> Provenance:
    """What the answers tell about the money of `spending`.

    `patience` bounds the transactions opened for wallets upstream with a long history; buyers with one have a limit of their
    own in the rule set, as have wallets whose history is short.
    """
    walk = _walk(reading, spending, rules, patience)
    before = balance_before(spending.transaction, spending.wallet, spending.asset)
    balance = spending.cost if before is None else before  # where it is not told, at least what was spent was there
    # What arrived inside the spending's own transaction was not in the balance before it.
    balance += sum(row.amount for row in walk.rows if row.signature == spending.transaction.signature)
    by_source: dict[tuple[Wallet | None, str], list[Inflow]] = defaultdict(list)
    for row in walk.rows:
        by_source[(row.source, row.kind)].append(row)
    inside = [row for row in walk.rows if row.signature == spending.transaction.signature]
    moved = stock(reading, spending.wallet, spending.asset, walk.opened, inside).movements
    sources = [
        Source(address, kind, tuple(rows), needed(spending.cost, balance, least_left(moved, name_of(rows[0]))))
        for (address, kind), rows in by_source.items()
    ]
    sources.sort(key=lambda source: (-source.needed, -source.money, source.address or "", source.kind))
    return Provenance(
        spending=spending,
        balance=balance,
        sources=tuple(sources),
        rows=tuple(walk.rows),
        stop=walk.stop,
        settled=walk.settled,
        ignored=walk.ignored,
        opened=tuple(walk.opened),
        short=walk.short,
        listed=walk.listed,
        next=walk.next,
        since=walk.since,
        oldest=walk.oldest,
        acts=tuple(act for signature in reversed(walk.opened) for act in _acts(reading, signature, spending.wallet)),
    )


def _acts(reading: Reading, signature: Signature, wallet: Wallet) -> list[tuple[str, Mint]]:
    decoded = reading.decoded(signature)
    events = decoded.events if decoded is not None else ()
    return [
        ("buy" if isinstance(e, Buy) else "sell", e.mint) for e in events if isinstance(e, Buy | Sell) and e.wallet == wallet
    ]


def needed(cost: Raw, balance: Raw, money: Raw) -> Raw:
    """The part of `cost` that could not have been paid without `money`, which is part of `balance`; base units."""
    return min(max(0, cost - max(0, balance - money)), money, max(0, cost))


def _walk(reading: Reading, spending: Spending, rules: RuleSet, patience: int | None) -> _Walk:
    floor = smallest_inflow(spending.cost, spending.asset, rules.limits)
    decoded = reading.decoded(spending.transaction.signature)
    arrived = inflows(spending.transaction, decoded, spending.wallet, spending.asset) if decoded is not None else []
    inside = [row for row in arrived if row.kind == "wallet"]  # a sale in the transaction of the buy is the trade itself
    walk = _Walk([row for row in inside if row.amount >= floor], [])
    walk.ignored = len(inside) - len(walk.rows)
    before = balance_before(spending.transaction, spending.wallet, spending.asset)
    if before is not None and _enough(before, spending, rules):
        return _done(walk, PAID_BY_INFLOW)
    past = past_of(reading, listed_under(spending), spending.transaction.signature, rules)
    if past.next is not None or past.missing:
        return _unread(walk, past.next)
    walk.since = past.entries[-1].time if past.entries else None
    walk.short, walk.listed = past.short, sum(1 for entry in past.entries if not entry.failed)
    if past.short and listed_under(spending) == spending.wallet:
        # A failed transaction needs a wallet that can pay its fee: the first one of a life has succeeded.
        walk.oldest = next((entry.signature for entry in reversed(past.entries) if not entry.failed), None)
    if patience is not None and not past.short and hurried(past.entries, rules):
        return _done(walk, BUSY)
    limit = _limit(past, rules, patience)
    return _open(reading, walk, [entry for entry in past.entries if not entry.failed], spending, rules, limit=limit)


def _limit(past: Past, rules: RuleSet, patience: int | None) -> int:
    """Transactions worth opening: a long history rarely tells more after a few, and many buyers have one."""
    if past.short:
        return rules.tracing.transactions
    return rules.tracing.transactions_long if patience is None else patience


def _open(reading: Reading, walk: _Walk, entries: list[Entry], spending: Spending, rules: RuleSet, *, limit: int) -> _Walk:
    floor = smallest_inflow(spending.cost, spending.asset, rules.limits)
    waiting, accounts = entries, {listed_under(spending)}
    while waiting:
        if len(walk.opened) >= limit:
            return _done(walk, OLD_BALANCE)
        entry, *waiting = waiting
        question = ask.transaction(entry.signature)
        transaction = reading.transaction(entry.signature)
        decoded = reading.decoded(entry.signature)
        if transaction is None or decoded is None:
            return _unread(walk, None if reading.asked(question) else question)
        walk.opened.append(entry.signature)
        rows = inflows(transaction, decoded, spending.wallet, spending.asset)
        walk.rows.extend(row for row in rows if row.amount >= floor)
        walk.ignored += sum(1 for row in rows if row.amount < floor)
        before = balance_before(transaction, spending.wallet, spending.asset)
        if before is not None and _enough(before, spending, rules):
            return _done(walk, PAID_BY_INFLOW)
        lay = _wrapped_in(transaction, spending, rules)
        if lay is not None and lay not in accounts:
            accounts.add(lay)
            past = past_of(reading, lay, entry.signature, rules)
            if past.next is not None or past.missing:
                return _unread(walk, past.next)
            walk.short = walk.short and past.short
            waiting = joined(waiting, past.entries)
    if not walk.short or (spending.asset == SOL and listed_under(spending) != spending.wallet):
        return _done(walk, OLD_BALANCE)  # where it lay wrapped, the rest is the wallet's own
    # Every transaction that moves a wallet's SOL names the wallet, or the account it lies wrapped in. Money from before the
    # first one listed means that the ledger we were shown begins too late.
    return _done(walk, FIRST) if _began_empty(reading, walk, spending) else _done(walk, MISSING, settled=False)


def _unread(walk: _Walk, question: Question | None) -> _Walk:
    """What was to be read next, or is missing for good where there is nothing to ask."""
    if question is None:
        return _done(walk, MISSING, settled=False)
    walk.next = question
    return walk


def _wrapped_in(transaction: Transaction, spending: Spending, rules: RuleSet) -> TokenAccount | None:
    """The account in which so much SOL lay wrapped that how it came there can change who paid."""
    if spending.asset != SOL:
        return None
    return lay_wrapped(transaction, spending.wallet, int(spending.cost * rules.tracing.enough_share))


def _began_empty(reading: Reading, walk: _Walk, spending: Spending) -> bool:
    oldest = reading.transaction(walk.opened[-1]) if walk.opened else spending.transaction
    return oldest is None or not balance_before(oldest, spending.wallet, spending.asset)


def _done(walk: _Walk, stop: str, *, settled: bool = True) -> _Walk:
    walk.stop, walk.settled, walk.next = stop, settled, None
    return walk


def _enough(balance: Raw, spending: Spending, rules: RuleSet) -> bool:
    """True when what was there before could have paid so little that older money cannot change who paid."""
    return balance <= spending.cost * rules.tracing.enough_share
