"""The System program: every form in which it creates accounts and moves lamports.

Tags (u32) and account order: Solana docs, solana-system-interface 3.2. Tag 13 takes the new account first, the payer after it
and only where it pays.
"""

from struct import Struct as Layout
from typing import Final

from reporter.decode.context import Context
from reporter.decode.contract import Move, Moves, ProgramDecoder
from reporter.decode.wire_base58 import address
from reporter.model.events import AnyEvent, Authority
from reporter.model.ids import SYSTEM, WRAPPED_SOL
from reporter.model.transaction import Instruction

_CREATE_WITH_SEED: Final = 3
_AUTHORIZE_NONCE: Final = 7
_LAST: Final = 13
_SEED_AT: Final = 36  # tag, base key, then the length of the seed
_AMOUNT: Final = Layout("<Q").unpack_from
_MOVES: Final = {  # tag: place of source and target in the accounts, form; the amount follows the tag
    0: (0, 1, "create_account"),
    2: (0, 1, "transfer"),
    5: (0, 1, "withdraw_nonce"),
    11: (0, 2, "transfer_with_seed"),
    13: (1, 0, "create_account"),
}


def _tag(number: int) -> bytes:
    return number.to_bytes(4, "little")


def read(instruction: Instruction, _: Context) -> tuple[AnyEvent, ...] | None:
    """A change of a nonce account's authority; everything else moves lamports only, which is told by `moves`."""
    data = instruction.data
    if len(data) < 4:
        return None
    tag = int.from_bytes(data[:4], "little")
    if tag == _AUTHORIZE_NONCE:
        return _authorize_nonce(instruction)
    return () if tag <= _LAST else None


def _authorize_nonce(instruction: Instruction) -> tuple[AnyEvent, ...] | None:
    accounts, data = instruction.accounts, instruction.data
    if len(accounts) < 2 or len(data) < 36:
        return None
    return (
        Authority(
            platform=None,
            mint=WRAPPED_SOL,  # a nonce account holds SOL and nothing else
            wallet=accounts[1],
            path=instruction.path,
            what="nonce",
            account=accounts[0],
            to=address(data[4:36]),
        ),
    )


def _moved(source: int, target: int, how: str) -> Moves:
    fewest = max(source, target, 1)

    def moves(instruction: Instruction, _: Context) -> tuple[Move, ...]:
        data, accounts = instruction.data, instruction.accounts
        if len(data) < 12 or len(accounts) <= fewest:
            return ()
        return (Move(accounts[source], accounts[target], _AMOUNT(data, 4)[0], how),)

    return moves


def _create_with_seed(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    data, accounts = instruction.data, instruction.accounts
    if len(data) < 12 or len(accounts) < 2:
        return ()
    at = _SEED_AT + 8 + int.from_bytes(data[_SEED_AT : _SEED_AT + 8], "little")
    if len(data) < at + 8:
        return ()
    return (Move(accounts[0], accounts[1], int.from_bytes(data[at : at + 8], "little"), "create_account"),)


PROGRAM: Final = ProgramDecoder(
    program=SYSTEM,
    name="System",
    read=read,
    tag=4,
    silent=frozenset(_tag(tag) for tag in range(_LAST + 1) if tag != _AUTHORIZE_NONCE),
    moving={_tag(_CREATE_WITH_SEED): _create_with_seed, **{_tag(tag): _moved(*form) for tag, form in _MOVES.items()}},
)
