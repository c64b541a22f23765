"""How a buy was sent: what the sending program left in the transaction, as values that can be compared."""

import hashlib
from math import floor, log2
from typing import Final

from reporter.funding.inflow import SOL, balance_before
from reporter.launch.story import Purchase
from reporter.model.ids import ASSOCIATED_TOKEN, SYSTEM, TOKEN_PROGRAMS, Program
from reporter.model.transaction import Instruction, Transaction

_BUDGET: Final = "ComputeBudget111111111111111111111111111111"
_LIMIT, _PRICE = 2, 3  # tags of SetComputeUnitLimit (u32) and SetComputeUnitPrice (u64), Solana docs
_BANDS: Final = 8  # per doubling: programs that vary their limits by a per cent or two stay in one band
_MOST_KEPT: Final = 100_000_000  # lamports: what a program leaves for fees and rent is a small reserve
_SMALLEST: Final = 1_000_000


def template(transaction: Transaction) -> str:
    """A short hash of the form of a transaction: version, order of programs and instructions, bands of compute limit and
    price.

    Amounts and accounts are left out, so that every buy sent by one program with one setting has the same value.
    """
    rows = [_step(row) for row in transaction.instructions if len(row.path) == 1 and row.program != _BUDGET]
    limits = [_band(value) for value in (_budget(transaction, _LIMIT), _budget(transaction, _PRICE))]
    text = repr((str(transaction.version), rows, limits))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def programs(transaction: Transaction) -> frozenset[Program]:
    """Programs called at top level, those of accounts and compute budget left out."""
    return frozenset(
        row.program
        for row in transaction.instructions
        if len(row.path) == 1 and row.program not in {_BUDGET, SYSTEM, ASSOCIATED_TOKEN, *TOKEN_PROGRAMS}
    )


def reserves(purchase: Purchase) -> frozenset[int]:
    """Lamports the buyer's program would have left: the balance before, less each amount the transaction names.

    A program that spends all but a constant shows that constant in every buy, whatever the wallet held. The amounts named are
    the arguments of the top-level instructions (64-bit words behind an eight-byte discriminator, and the amount of a System
    transfer).
    """
    before = balance_before(purchase.transaction, purchase.wallet, SOL)
    if before is None:
        return frozenset()
    left = {before - amount for row in purchase.transaction.instructions if len(row.path) == 1 for amount in _amounts(row)}
    return frozenset(rest for rest in left if _SMALLEST <= rest <= _MOST_KEPT)


def _step(row: Instruction) -> tuple[str, str]:
    if row.program == SYSTEM:
        return row.program, row.data[:4].hex()
    if row.program in TOKEN_PROGRAMS or row.program == ASSOCIATED_TOKEN:
        return row.program, row.data[:1].hex()
    return row.program, row.data[:8].hex()


def _amounts(row: Instruction) -> list[int]:
    if row.program == SYSTEM:
        return [int.from_bytes(row.data[4:12], "little")] if row.data[:4] == b"\x02\x00\x00\x00" else []
    if row.program in {_BUDGET, ASSOCIATED_TOKEN, *TOKEN_PROGRAMS}:
        return []
    return [int.from_bytes(row.data[at : at + 8], "little") for at in range(8, len(row.data) - 7, 8)]


def _budget(transaction: Transaction, tag: int) -> int | None:
    for row in transaction.instructions:
        if row.program == _BUDGET and row.data[:1] == bytes([tag]):
            return int.from_bytes(row.data[1:9], "little")
    return None


def _band(value: int | None) -> int | None:
    return None if value is None else -1 if value == 0 else floor(log2(value) * _BANDS)
