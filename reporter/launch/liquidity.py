"""Who can take the liquidity out of a pool: burned, locked, or held by whom."""

import re
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from reporter.decode.accounts import token_account
from reporter.decode.addresses import CPMM, is_on_curve
from reporter.decode.lockers import RAYDIUM_CPMM_KEEPER
from reporter.decode.lp_pools import LpPool, lp_pool
from reporter.decode.mint_account import mint_account
from reporter.decode.reading import Account, Reading
from reporter.launch.locks import class_of, locks
from reporter.model import questions as ask
from reporter.model.ids import INCINERATOR, TOKEN_PROGRAMS, Address, Mint, Program, Raw, TokenAccount, Wallet, is_address
from reporter.model.questions import Question

Fate: TypeAlias = Literal["burned", "locked", "wallet", "unclassified"]

CALLS: Final = 4  # the most `questions` ever asks for one pool

_NUMBER: Final = re.compile(r"[0-9]{1,20}")


class LpHolder(Struct, frozen=True, gc=False):
    """An owner of LP tokens. `until` is when a lock ends (UTC seconds), None for what is no lock or has no end.

    `locked` of the `amount` cannot be taken out at the snapshot: less than all where a lock releases over time.
    """

    wallet: Wallet
    amount: Raw
    kind: Fate
    locked: Raw
    until: int | None
    reason: str


class Position(Struct, frozen=True):
    """The liquidity of one pool, in LP units. `supply` and `burned` are None where the LP mint could not be read.

    `issued` less what was never minted is the whole. `burned` counts what was burned by instruction and what the incinerator
    has; `locked` what nobody can take out at the snapshot, a pool's own permanent locks included. `whole` says that every LP
    token is accounted for. Without an `lp_mint` liquidity is in positions, whose holders are not read.
    """

    pool: Address
    program: Program
    lp_mint: Mint | None
    issued: Raw
    supply: Raw | None
    burned: Raw | None
    locked: Raw
    holders: tuple[LpHolder, ...]
    whole: bool


class _LargestRow(Struct, gc=False):
    address: str
    amount: str


class _Largest(Struct, gc=False):
    value: list[_LargestRow]


def questions(reading: Reading, pool: Address) -> list[Question]:
    """What to ask about a pool's liquidity as far as the answers allow; at most CALLS in all."""
    wanted = [ask.account(pool)]
    _, state = _pool(reading, pool)
    if state is None or state.lp_mint is None:
        return wanted
    largest = ask.largest_accounts(state.lp_mint)
    wanted.append(largest)
    if reading.asked(largest):
        wanted.append(_tokens(reading, state.lp_mint))
    owners = _keyless(_amounts(reading, state.lp_mint))
    if owners:
        wanted.append(ask.accounts(owners))
    return wanted


def position(reading: Reading, mint: Mint, pool: Address, at: int | None) -> Position | None:
    """The liquidity of `pool` at the time `at` (UTC seconds), None where its account was not read, is of a program whose
    pools do not tell it, or does not trade `mint`."""
    program, state = _pool(reading, pool)
    if state is None or mint not in state.mints:
        return None
    if state.lp_mint is None:
        return Position(pool, program, None, state.issued, None, None, state.permanent, (), whole=False)
    account = reading.accounts(_tokens(reading, state.lp_mint)).get(state.lp_mint)
    minted = mint_account(account.data) if account is not None and account.owner in TOKEN_PROGRAMS else None
    holders = _holders(reading, program, state.lp_mint, at)
    locked = sum(holder.locked for holder in holders)
    if minted is None:
        return Position(pool, program, state.lp_mint, state.issued, None, None, locked, holders, whole=False)
    unminted = 10**minted.decimals if state.unminted is None else state.unminted
    incinerated = sum(holder.amount for holder in holders if holder.kind == "burned")
    burned = max(0, state.issued - unminted - minted.supply) + incinerated
    whole = sum(holder.amount for holder in holders) >= minted.supply
    return Position(pool, program, state.lp_mint, state.issued, minted.supply, burned, locked, holders, whole=whole)


def _pool(reading: Reading, pool: Address) -> tuple[Program, LpPool | None]:
    account = reading.account(pool)
    return ("", None) if account is None else (account.owner, lp_pool(account.owner, account.data))


def _listed(reading: Reading, lp_mint: Mint) -> dict[TokenAccount, Raw]:
    """The largest LP token accounts that hold anything."""
    found = reading.value(ask.largest_accounts(lp_mint), _Largest)
    rows = found.value if found is not None else []
    if not all(is_address(row.address) and _NUMBER.fullmatch(row.amount) for row in rows):
        return {}
    return {row.address: int(row.amount) for row in rows if int(row.amount) > 0}


def _tokens(reading: Reading, lp_mint: Mint) -> Question:
    return ask.accounts((lp_mint, *_listed(reading, lp_mint)))


def _amounts(reading: Reading, lp_mint: Mint) -> dict[Wallet, Raw]:
    """LP tokens per owner; an account whose owner was not read is left out, which `whole` then shows."""
    read = reading.accounts(_tokens(reading, lp_mint)) if reading.asked(ask.largest_accounts(lp_mint)) else {}
    amounts: dict[Wallet, Raw] = {}
    for address, raw in _listed(reading, lp_mint).items():
        account = read.get(address)
        token = token_account(account.data) if account is not None and account.owner in TOKEN_PROGRAMS else None
        if token is not None and token.mint == lp_mint:
            amounts[token.owner] = amounts.get(token.owner, 0) + raw
    return amounts


def _keyless(amounts: dict[Wallet, Raw]) -> tuple[Wallet, ...]:
    """Owners whose own account tells what they are."""
    return tuple(
        owner for owner in sorted(amounts) if owner not in {INCINERATOR, RAYDIUM_CPMM_KEEPER} and not is_on_curve(owner)
    )


def _holders(reading: Reading, program: Program, lp_mint: Mint, at: int | None) -> tuple[LpHolder, ...]:
    amounts = _amounts(reading, lp_mint)
    owners = _keyless(amounts)
    accounts: dict[Wallet, Account | None] = reading.accounts(ask.accounts(owners)) if owners else {}
    contracts = locks(reading, lp_mint, amounts, accounts, at)
    found = []
    for owner, raw in sorted(amounts.items(), key=lambda row: (-row[1], row[0])):
        if owner in contracts:
            judged, said = contracts[owner], class_of(contracts[owner])
            kind: Fate = "locked" if judged.amount else "unclassified"
            found.append(LpHolder(owner, raw, kind, judged.amount, judged.until, said.reason))
        else:
            kind, reason = _fate(owner, program)
            found.append(LpHolder(owner, raw, kind, raw if kind == "locked" else 0, None, reason))
    return tuple(found)


def _fate(owner: Wallet, program: Program) -> tuple[Fate, str]:
    """What can become of the LP tokens of an owner that is no contract with a schedule."""
    if owner == INCINERATOR:
        return "burned", "nobody can sign for the incinerator"
    if owner == RAYDIUM_CPMM_KEEPER and program == CPMM:
        return "locked", "Raydium's burn-and-earn keeps it without end; only fees can be collected"
    if is_on_curve(owner):
        return "wallet", "an address somebody can sign for"
    return "unclassified", "no private key can exist for it: a multisig vault or a program's wallet"
