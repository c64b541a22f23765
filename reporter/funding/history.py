"""A wallet's newest transactions before a spending, read page by page, as many as tell a person from a service."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from reporter.decode.reading import Entry, Reading
from reporter.funding.inflow import SOL, balance_before
from reporter.funding.spending import Spending
from reporter.model import questions as ask
from reporter.model.ids import WRAPPED_SOL, Address, Raw, Signature, TokenAccount, Wallet
from reporter.model.questions import Question
from reporter.model.rules import RuleSet
from reporter.model.transaction import Transaction

_DAY: Final = 86_400


class Past(Struct, frozen=True):
    """A wallet's newest transactions before a spending, at most as many as the rules read; `short` when there are no more."""

    entries: tuple[Entry, ...] = ()
    short: bool = False
    next: Question | None = None
    missing: bool = False


def past_of(reading: Reading, account: Address, before: Signature, rules: RuleSet) -> Past:
    """Read pages until they hold a long history, or end, so that what is found does not depend on their size."""
    entries: list[Entry] = []
    long = rules.tracing.long
    while True:
        question = ask.signatures(account, before, rules.tracing.page)
        page = reading.page(question)
        if page is None:
            return Past(missing=True) if reading.asked(question) else Past(next=question)
        entries += page.entries
        if page.last or len(entries) >= long:
            return Past(tuple(entries[:long]), short=len(entries) < long)
        before = page.entries[-1].signature


def listed_under(spending: Spending) -> Address:
    """The account whose list of transactions tells where the money came from.

    A plain token transfer names the token account it pays and not the account's owner, so tokens, and SOL that lay there
    wrapped, are looked for under the account that held most of them.
    """
    wanted = WRAPPED_SOL if spending.asset == SOL else spending.asset
    rows = [row for row in spending.transaction.tokens if row.mint == wanted and row.owner_pre == spending.wallet and row.pre]
    if not rows:
        return spending.wallet
    fullest = max(rows, key=lambda row: (row.pre, row.account))
    whole = balance_before(spending.transaction, spending.wallet, spending.asset) or 0
    return fullest.account if spending.asset != SOL or 2 * fullest.pre > whole else spending.wallet


def lay_wrapped(transaction: Transaction, wallet: Wallet, least: Raw) -> TokenAccount | None:
    """The account in which `least` or more of the wallet's SOL lay wrapped before a transaction.

    How it got there may be listed nowhere else: a transfer of wrapped SOL names no owner, and neither does opening an account
    for somebody.
    """
    held = [row for row in transaction.tokens if row.mint == WRAPPED_SOL and row.owner_pre == wallet]
    fullest = max(held, key=lambda row: (row.pre, row.account), default=None)
    return fullest.account if fullest is not None and fullest.pre >= max(least, 1) else None


def joined(newer: Sequence[Entry], more: Sequence[Entry]) -> list[Entry]:
    """Two lists of transactions as one, newest first, each transaction once, failed ones left out."""
    known = {entry.signature for entry in newer}
    rows = [*newer, *(entry for entry in more if entry.signature not in known)]
    return sorted((entry for entry in rows if not entry.failed), key=lambda entry: -entry.slot)


def hurried(entries: tuple[Entry, ...], rules: RuleSet) -> bool:
    """True when a long history passed faster than a person trades: the pace of the rule set's busy address."""
    newest, oldest = entries[0].time, entries[-1].time
    if newest is None or oldest is None:
        return False
    return len(entries) * _DAY > rules.limits.hub_signatures_a_day * max(1, newest - oldest)
