"""Lookup tables that several early buys load: who made them, when, and what was put into them before the token existed.

A table's account may be closed later; the transactions that filled it remain under its address. Layout of the instructions:
Solana documentation of the address lookup table program (tags 0 create, 2 extend: u32 tag, u64 count, keys; accounts table,
authority).
"""

from collections import defaultdict
from typing import Final

from msgspec import Struct

from reporter.decode.addresses import associated_token
from reporter.decode.reading import Page, Reading
from reporter.launch.story import Story
from reporter.model import base58
from reporter.model import questions as ask
from reporter.model.ids import SPL_TOKEN, TOKEN_2022, Address, Signature, Slot, Wallet
from reporter.model.questions import Question
from reporter.model.rules import RuleSet

PROGRAM: Final = "AddressLookupTab1e1111111111111111111111111"
_EXTEND: Final = (2).to_bytes(4, "little")


class Table(Struct, frozen=True):
    """A table as far as its history was read. `listed` are the early buyers that load it and stand in it (themselves or their
    account of this token) since before the token's creation, with the transactions that put them there; `busy` says that it
    is used more often than was read."""

    address: Address
    users: frozenset[Wallet]
    authority: Wallet | None
    listed: dict[Wallet, tuple[Signature, ...]]
    busy: bool


def plan(reading: Reading, story: Story, rules: RuleSet) -> list[Question]:
    """The next questions about the tables: the list of each, then what filled it before the creation."""
    wanted: list[Question] = []
    for address in _candidates(story, rules):
        question = _page_question(address, rules)
        page = reading.page(question)
        if page is None:
            wanted += [] if reading.asked(question) else [question]
        elif page.last:
            wanted += [ask.transaction(signature) for signature in _early(page, story, rules)]
    return [question for question in wanted if not reading.asked(question)]


def tables(reading: Reading, story: Story, rules: RuleSet) -> list[Table]:
    """Every table that was looked at."""
    return [_table(reading, story, address, users, rules) for address, users in _candidates(story, rules).items()]


def _candidates(story: Story, rules: RuleSet) -> dict[Address, frozenset[Wallet]]:
    """Tables that two early buyers or more load, and not most of them; those of fewest users first, bounded by the rule set."""
    users: dict[Address, set[Wallet]] = defaultdict(set)
    for purchase in story.early:
        if purchase.wallet in purchase.transaction.signers:
            for table in purchase.transaction.lookup_tables:
                users[table].add(purchase.wallet)
    most = max(rules.limits.company, len(story.early) // 2)
    chosen = [(address, wallets) for address, wallets in users.items() if 2 <= len(wallets) <= most]
    chosen.sort(key=lambda row: (len(row[1]), row[0]))
    return {address: frozenset(wallets) for address, wallets in chosen[: rules.fetching.tables]}


def _page_question(address: Address, rules: RuleSet) -> Question:
    return ask.signatures(address, None, rules.fetching.table_page)


def _creation(story: Story) -> Slot | None:
    return story.origin.place.slot if story.origin is not None else None


def _early(page: Page, story: Story, rules: RuleSet) -> list[Signature]:
    """The table's oldest successful transactions, before the token's creation."""
    created = _creation(story)
    rows = [e for e in reversed(page.entries) if not e.failed and (created is None or e.slot < created)]
    return [entry.signature for entry in rows[: rules.fetching.table_openings]]


def _table(reading: Reading, story: Story, address: Address, users: frozenset[Wallet], rules: RuleSet) -> Table:
    page = reading.page(_page_question(address, rules))
    if page is None or not page.last or _creation(story) is None:
        return Table(address, users, None, {}, busy=page is not None and not page.last)
    authority: Wallet | None = None
    added: dict[Address, list[Signature]] = defaultdict(list)
    for signature in _early(page, story, rules):
        transaction = reading.transaction(signature)
        for row in transaction.instructions if transaction is not None else ():
            if row.program == PROGRAM and row.accounts[:1] == (address,) and row.data[:4] == _EXTEND:
                authority = row.accounts[1] if len(row.accounts) > 1 else authority
                for at in range(12, len(row.data) - 31, 32):
                    added[base58.encode(row.data[at : at + 32])].append(signature)
    listed = {wallet: found for wallet in sorted(users) if (found := _entries(wallet, story, added))}
    return Table(address, users, authority, listed, busy=False)


def _entries(wallet: Wallet, story: Story, added: dict[Address, list[Signature]]) -> tuple[Signature, ...]:
    """The transactions that put the wallet, or the account it was going to hold this token in, into the table."""
    own = [wallet, *(associated_token(wallet, story.mint, program) for program in (SPL_TOKEN, TOKEN_2022))]
    return tuple(dict.fromkeys(signature for address in own for signature in added.get(address, ())))
