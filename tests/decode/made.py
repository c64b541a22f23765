"""Synthetic transactions for forms of movement that no recording has. Nothing here is recorded data."""

import struct
from collections.abc import Mapping, Sequence

from reporter.decode.context import Context
from reporter.decode.programs import TABLE
from reporter.model import base58
from reporter.model.events import AnyEvent
from reporter.model.ids import SPL_TOKEN, SYSTEM, WRAPPED_SOL, Address
from reporter.model.transaction import Instruction, SolChange, TokenChange, Transaction


def key(number: int) -> Address:
    """An address that stands for `number`."""
    return base58.encode(b"\x09" * 28 + number.to_bytes(4, "big"))


A, B, C = key(1), key(2), key(3)  # wallets
A_SOL, B_SOL = key(11), key(12)  # their wrapped SOL accounts
A_TOK, B_TOK = key(21), key(22)  # their accounts of MINT
MINT = key(31)


def u64(number: int) -> bytes:
    return struct.pack("<Q", number)


def system(tag: int, accounts: Sequence[Address], data: bytes, place: int = 0) -> Instruction:
    return Instruction((place,), SYSTEM, tuple(accounts), struct.pack("<I", tag) + data)


def token(tag: int, accounts: Sequence[Address], data: bytes = b"", place: int = 0, program: str = SPL_TOKEN) -> Instruction:
    return Instruction((place,), program, tuple(accounts), bytes([tag]) + data)


def batch(parts: Sequence[Instruction], place: int = 0) -> Instruction:
    """The token programs' Batch around other instructions."""
    data = b"".join(bytes([len(part.accounts), len(part.data)]) + part.data for part in parts)
    return token(255, [account for part in parts for account in part.accounts], data, place)


def held(
    account: Address, owner: Address, pre: int, post: int, mint: Address = MINT, owner_pre: Address | None = None
) -> TokenChange:
    return TokenChange(account, owner_pre or owner, owner, mint, SPL_TOKEN, 9 if mint == WRAPPED_SOL else 6, pre, post)


def made(
    *instructions: Instruction,
    sol: Mapping[Address, tuple[int, int]] | None = None,
    tokens: Sequence[TokenChange] = (),
    signers: Sequence[Address] = (A,),
    error: str | None = None,
) -> Transaction:
    """A transaction whose payer A had 10,000 lamports left and pays a fee of 5,000, besides what `sol` says (before, after)."""
    balances = {A: (10_000, 5_000)} | dict(sol or {})
    return Transaction(
        signature="1" * 64,
        slot=1,
        index=0,
        time=1,
        version=0,
        error=error,
        fee=5_000,
        accounts=(),
        signers=tuple(signers),
        instructions=instructions,
        sol=tuple([SolChange(account, pre, post) for account, (pre, post) in balances.items() if pre != post]),
        tokens=tuple(tokens),
        logs=(),
        blockhash=key(0),
        lookup_tables=(),
    )


TOKENS = (held(A_TOK, A, 100, 60), held(B_TOK, B, 0, 40))


def events(instruction: Instruction, tokens: Sequence[TokenChange] = TOKENS) -> Sequence[AnyEvent] | None:
    """What the program's reader says about one instruction."""
    return TABLE[instruction.program].read(instruction, Context(made(instruction, tokens=tokens)))
