"""One transaction as the rest of the house sees it: resolved accounts, an instruction tree, balance changes.

Whatever shape an endpoint answered in (json, jsonParsed, base64, base58; legacy, v0, v1) ends here.
"""

from typing import TypeAlias

from msgspec import Struct

from reporter.model.ids import Address, Lamports, Mint, Program, Raw, Signature, Slot, TokenAccount, Wallet

Path: TypeAlias = tuple[int, ...]  # (2,) is the third top-level instruction, (2, 0) its first inner one


class Instruction(Struct, frozen=True, gc=False):
    """One instruction, top-level or called by another (`path[:-1]`)."""

    path: Path
    program: Program
    accounts: tuple[Address, ...]
    data: bytes


class SolChange(Struct, frozen=True, gc=False):
    """An account's lamports before and after; accounts that did not change are left out."""

    account: Address
    pre: Lamports
    post: Lamports


class TokenChange(Struct, frozen=True, gc=False):
    """A token account's balance before and after; every token account named by the transaction is here.

    `owner_pre` and `owner` differ when the account changed hands without a transfer. Both are "" where the
    ledger does not say (answers from before 2021-10).
    """

    account: TokenAccount
    owner_pre: Wallet
    owner: Wallet
    mint: Mint
    program: Program  # "" where the ledger does not say
    decimals: int
    pre: Raw
    post: Raw


class Transaction(Struct, frozen=True, gc=False):
    """A finalised transaction. `instructions` stand in execution order, parents before their children."""

    signature: Signature
    slot: Slot | None  # None only in recordings that lack it
    index: int | None  # position in its block, where the answer tells it
    time: int | None  # block time, UTC seconds
    version: str | int  # "legacy", 0 or 1
    error: str | None  # the ledger's error as compact JSON; None means success
    fee: Lamports
    accounts: tuple[Address, ...]  # static keys, then loaded writable, then loaded readonly
    signers: tuple[Wallet, ...]  # the first pays the fee
    instructions: tuple[Instruction, ...]
    sol: tuple[SolChange, ...]
    tokens: tuple[TokenChange, ...]
    logs: tuple[str, ...]
    blockhash: str
    lookup_tables: tuple[Address, ...]
    return_program: Program | None = None

    @property
    def ok(self) -> bool:
        """True when the transaction took effect."""
        return self.error is None

    @property
    def fee_payer(self) -> Wallet:
        """The account that paid the fee: always the first signer."""
        return self.signers[0]
