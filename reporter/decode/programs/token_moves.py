"""What token instructions move: tokens, wrapped SOL, and the lamports of accounts closed or skimmed.

Wrapped SOL is lamports inside a token account, so its moves are moves of lamports. Layouts as in `spl_token`.
"""

from collections.abc import Mapping, Sequence
from struct import Struct as Layout
from typing import Final

from reporter.decode.batch import BATCH, unbatch
from reporter.decode.context import Context
from reporter.decode.contract import ALL, SURPLUS, Move, Moves
from reporter.decode.wire_base58 import address
from reporter.model.ids import WRAPPED_SOL
from reporter.model.transaction import Instruction

_ACCOUNT_OWNER: Final = 2
_AMOUNT: Final = Layout("<Q").unpack_from


def moves(instruction: Instruction, context: Context) -> Sequence[Move]:
    """The value one token instruction moved between accounts, out of nothing, or into it."""
    read = MOVING.get(instruction.data[:1])
    return () if read is None else read(instruction, context)


def _plain(instruction: Instruction, context: Context) -> tuple[Move, ...]:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < 9 or len(accounts) < 2:
        return ()
    source, target = accounts[0], accounts[1]
    mint = context.mint(source) or context.mint(target)
    if mint is None:
        return ()
    return (Move(source, target, _AMOUNT(data, 1)[0], "token_transfer", None if mint == WRAPPED_SOL else mint),)


def _with_mint(instruction: Instruction, amount_at: int) -> tuple[Move, ...]:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < amount_at + 8 or len(accounts) < 3:
        return ()
    mint = None if accounts[1] == WRAPPED_SOL else accounts[1]
    return (Move(accounts[0], accounts[2], _AMOUNT(data, amount_at)[0], "token_transfer", mint),)


def _with_fee(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    return _with_mint(instruction, 2) if instruction.data[1:2] == b"\1" else ()


def _close(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    accounts = instruction.accounts
    return (Move(accounts[0], accounts[1], ALL, "close_account"),) if len(accounts) > 1 else ()


def _hand_over(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < 35 or data[1] != _ACCOUNT_OWNER or not data[2] or not accounts:
        return ()
    return (Move(accounts[0], address(data[3:35]), ALL, "set_authority", handover=True),)


def _excess(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    accounts = instruction.accounts
    return (Move(accounts[0], accounts[1], SURPLUS, "withdraw_excess"),) if len(accounts) > 1 else ()


def _unwrap(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    data, accounts = instruction.data, instruction.accounts
    if len(accounts) < 2:
        return ()
    amount = int.from_bytes(data[2:10], "little") if data[1:2] == b"\1" and len(data) >= 10 else SURPLUS
    return (Move(accounts[0], accounts[1], amount, "unwrap"),)


def _batch(instruction: Instruction, context: Context) -> tuple[Move, ...]:
    return tuple([move for part in unbatch(instruction) or () for move in moves(part, context)])


def _mint_to(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < 9 or len(accounts) < 2:
        return ()
    return (Move("", accounts[1], _AMOUNT(data, 1)[0], "mint_to", accounts[0]),)


def _burn(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    return _burned(instruction, 1)


def _permissioned_burn(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    return _burned(instruction, 2) if instruction.data[1:2] in {b"\1", b"\2"} else ()


def _burned(instruction: Instruction, amount_at: int) -> tuple[Move, ...]:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < amount_at + 8 or len(accounts) < 2:
        return ()
    return (Move(accounts[0], "", _AMOUNT(data, amount_at)[0], "burn", accounts[1]),)


def _checked(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    return _with_mint(instruction, 1)


MOVING: Final[Mapping[bytes, Moves]] = {
    b"\x03": _plain,
    b"\x06": _hand_over,
    b"\x07": _mint_to,
    b"\x08": _burn,
    b"\x09": _close,
    b"\x0c": _checked,
    b"\x0e": _mint_to,
    b"\x0f": _burn,
    b"\x1a": _with_fee,
    b"\x26": _excess,
    b"\x2d": _unwrap,
    b"\x2e": _permissioned_burn,
    bytes([BATCH]): _batch,
}
"""By the first byte of an instruction's data."""
