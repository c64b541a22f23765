"""Lamports that a curve keeps in its own account: what a buyer sent there, and what left it without any instruction.

A program moves lamports out of an account of its own without a transfer; only the balances show it. They tell one trade's
amount where the transaction holds one trade with that curve, and nothing where it holds several.
"""

from typing import Final

from reporter.decode.context import Context
from reporter.model.ids import SYSTEM, Address, Lamports, Wallet
from reporter.model.transaction import Instruction

_TRANSFER: Final = b"\x02\0\0\0"  # System program


def sent(at: Instruction, ctx: Context, *, source: Wallet | None = None, target: Address | None = None) -> Lamports:
    """Sum of the System transfers made by an instruction, from `source` and to `target` where those are given."""
    return sum(
        int.from_bytes(i.data[4:12], "little")
        for i in ctx.children(at.path)
        if i.program == SYSTEM
        and i.data[:4] == _TRANSFER
        and len(i.data) >= 12
        and len(i.accounts) >= 2
        and (source is None or i.accounts[0] == source)
        and (target is None or i.accounts[1] == target)
    )


def gained(account: Address, ctx: Context) -> Lamports:
    """Change of an account's lamports over the transaction."""
    return sum(change.post - change.pre for change in ctx.transaction.sol if change.account == account)


def alone(at: Instruction, ctx: Context, curve_at: int) -> bool:
    """True when no other instruction of the program names the same curve at that place."""
    curve = at.accounts[curve_at]
    named = [
        i for i in ctx.transaction.instructions if i.program == at.program and i.accounts[curve_at : curve_at + 1] == (curve,)
    ]
    return len(named) == 1
