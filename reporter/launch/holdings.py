"""Who holds the token at the snapshot: balances per owner, from the best source the endpoint allows."""

import base64
import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from reporter.decode.accounts import token_holding
from reporter.decode.mint_account import MintState
from reporter.decode.reading import Reading
from reporter.model import questions as ask
from reporter.model.ids import SPL_TOKEN, TOKEN_2022, Mint, Program, Raw, Slot, TokenAccount, Wallet, is_address
from reporter.model.questions import Question
from reporter.model.transaction import Transaction

_NUMBER = re.compile(r"[0-9]{1,20}")
_TOLERANCE = 0.001  # of the supply: tokens moved between two reads, withheld fees
DAS_PAGES = 40  # 40,000 token accounts: more than any launch of the design's size


class Holdings(Struct, frozen=True):
    """Balances per owner (base units), zero balances left out.

    `source` names how they were read: all accounts ("all"), an indexer ("indexed"), the 20 largest accounts ("largest"), or
    rebuilt from the transactions read ("rebuilt"). `whole` says that nobody is missing; otherwise `unseen_largest` bounds
    one unseen account. `slot` is the slot read at, None for rebuilt ones.
    """

    source: str
    whole: bool
    slot: Slot | None
    amounts: dict[Wallet, Raw]
    accounts: int
    unseen_largest: Raw = 0


class _Sliced(Struct, gc=False):
    data: tuple[str, str]


class _Keyed(Struct, gc=False):
    pubkey: str
    account: _Sliced


class _Context(Struct, gc=False):
    slot: int


class _AllAccounts(Struct, gc=False):
    context: _Context
    value: list[_Keyed]


class _Indexed(Struct, gc=False):
    owner: str
    amount: int


class _IndexedPage(Struct, gc=False):
    token_accounts: list[_Indexed]
    last_indexed_slot: int | None = None


class _LargestRow(Struct, gc=False):
    address: str
    amount: str


class _Largest(Struct, gc=False):
    context: _Context
    value: list[_LargestRow]


def plan(reading: Reading, mint: Mint, program: Program) -> list[Question]:
    """The next question that leads to holdings: all accounts, else an indexer's pages, else the 20 largest and their owners."""
    whole = _all_question(mint, program)
    if not reading.asked(whole):
        return [whole]
    if _from_all(reading, mint, program) is not None:
        return []
    for number in range(1, DAS_PAGES + 1):
        question = ask.das_token_accounts(mint, number)
        if not reading.asked(question):
            return [question]
        page = _indexed(reading, mint, number)
        if page is None and number == 1:
            break
        if page is None or len(page.token_accounts) < ask.PAGE or number == DAS_PAGES:
            return []
    largest = ask.largest_accounts(mint)
    if not reading.asked(largest):
        return [largest]
    rows = _largest(reading, mint)
    owners = ask.accounts(tuple(row.address for row in rows.value)) if rows is not None else None
    return [owners] if owners is not None and not reading.asked(owners) else []


def holdings(reading: Reading, mint: Mint, program: Program, transactions: Iterable[Transaction]) -> Holdings:
    """The best balances the answers allow."""
    return (
        _from_all(reading, mint, program)
        or _from_index(reading, mint)
        or _from_largest(reading, mint)
        or _rebuilt(mint, transactions)
    )


def against_supply(found: Holdings, state: MintState | None) -> Holdings:
    """Whole only when the balances add up: some endpoints cut long answers off and say nothing."""
    if (
        state is None
        or not (found.whole or found.source == "all")
        or sum(found.amounts.values()) >= state.supply * (1 - _TOLERANCE)
    ):
        return found
    return replace(found, whole=False, unseen_largest=max(0, state.supply - sum(found.amounts.values())))


def _all_question(mint: Mint, program: Program) -> Question:
    # A Token-2022 account has no fixed size; the 165-byte filter would miss every one with extensions.
    return ask.token_accounts(mint, program or SPL_TOKEN, fixed_size=program != TOKEN_2022)


def _from_all(reading: Reading, mint: Mint, program: Program) -> Holdings | None:
    wire = reading.value(_all_question(mint, program), _AllAccounts)
    # Nodes without an index of the token program answer with an empty list, as for a mint that nobody ever held.
    if wire is None or not wire.value:
        return None
    amounts: dict[Wallet, Raw] = {}
    whole = True
    for row in wire.value:
        held = token_holding(_bytes(row.account.data))
        if held is None:
            whole = False
            continue
        _add(amounts, held.owner, held.amount)
    return Holdings("all", slot=wire.context.slot, whole=whole, amounts=amounts, accounts=len(wire.value))


def _bytes(data: tuple[str, str]) -> bytes:
    try:
        return base64.b64decode(data[0], validate=True) if data[1] == "base64" else b""
    except ValueError:
        return b""


def _from_index(reading: Reading, mint: Mint) -> Holdings | None:
    amounts: dict[Wallet, Raw] = {}
    slot: Slot | None = None
    count = 0
    for number in range(1, DAS_PAGES + 1):
        page = _indexed(reading, mint, number)
        if page is None:
            return None if number == 1 else Holdings("indexed", whole=False, slot=slot, amounts=amounts, accounts=count)
        slot = max(slot or 0, page.last_indexed_slot or 0) or None
        count += len(page.token_accounts)
        for row in page.token_accounts:
            _add(amounts, row.owner, row.amount)
        if len(page.token_accounts) < ask.PAGE:
            return Holdings("indexed", whole=True, slot=slot, amounts=amounts, accounts=count)
    return Holdings("indexed", whole=False, slot=slot, amounts=amounts, accounts=count)


def _from_largest(reading: Reading, mint: Mint) -> Holdings | None:
    wire = _largest(reading, mint)
    if wire is None:
        return None
    listed: dict[TokenAccount, Raw] = {row.address: int(row.amount) for row in wire.value}
    read = reading.accounts(ask.accounts(tuple(listed)))
    amounts: dict[Wallet, Raw] = {}
    for address, raw in listed.items():
        account = read.get(address)
        # Where the owner could not be read the account stands for itself: a bound on accounts is no bound on owners.
        held = token_holding(account.data) if account is not None else None
        owner = held.owner if held is not None else address
        _add(amounts, owner, raw)
    smallest = min(listed.values())
    return Holdings("largest", len(listed) < 20, wire.context.slot, amounts, len(listed), unseen_largest=smallest)


def _indexed(reading: Reading, mint: Mint, number: int) -> _IndexedPage | None:
    """A page of an indexer's token accounts; None where it was not answered or names what is no address."""
    page = reading.value(ask.das_token_accounts(mint, number), _IndexedPage)
    return page if page is not None and all(is_address(row.owner) for row in page.token_accounts) else None


def _largest(reading: Reading, mint: Mint) -> _Largest | None:
    """The largest accounts; None where they were not answered, are none, or are no addresses and amounts."""
    found = reading.value(ask.largest_accounts(mint), _Largest)
    if found is None or not found.value:
        return None
    return found if all(is_address(row.address) and _NUMBER.fullmatch(row.amount) for row in found.value) else None


def _rebuilt(mint: Mint, transactions: Iterable[Transaction]) -> Holdings:
    """The last balance each token account had in the transactions read, oldest first."""
    last: dict[TokenAccount, tuple[Wallet, Raw]] = {}
    for transaction in transactions:
        for change in transaction.tokens:
            if change.mint == mint:
                last[change.account] = (change.owner or change.owner_pre or change.account, change.post)
    amounts: dict[Wallet, Raw] = {}
    for owner, raw in last.values():
        _add(amounts, owner, raw)
    return Holdings("rebuilt", whole=False, slot=None, amounts=amounts, accounts=len(last))


def _add(amounts: dict[Wallet, Raw], owner: Wallet, raw: Raw) -> None:
    if raw > 0:
        amounts[owner] = amounts.get(owner, 0) + raw
