"""Native programs that hold lamports: address lookup tables, stake, vote and program buffers, as far as they move money.

Tags are u32: Solana docs, agave's program interfaces.
"""

from typing import Final, NamedTuple

from reporter.decode.context import Context
from reporter.decode.contract import ALL, Move, ProgramDecoder
from reporter.model.events import AnyEvent
from reporter.model.transaction import Instruction


class _Form(NamedTuple):
    """One tag that moves lamports: place of source and target in the accounts, and whether the amount follows the tag."""

    source: int
    target: int
    stated: bool
    how: str


def _stated(source: int, target: int, how: str) -> _Form:
    return _Form(source, target, stated=True, how=how)


def _whole(source: int, target: int, how: str) -> _Form:
    return _Form(source, target, stated=False, how=how)


class _Native(NamedTuple):
    name: str
    last: int  # the highest tag known
    moving: dict[int, _Form]


_NATIVE: Final = {
    "AddressLookupTab1e1111111111111111111111111": _Native("Address Lookup Table", 4, {4: _whole(0, 2, "close_account")}),
    "Stake11111111111111111111111111111111111111": _Native(
        "Stake",
        17,
        {
            3: _stated(0, 1, "stake_split"),
            4: _stated(0, 1, "stake_withdraw"),
            7: _whole(1, 0, "stake_merge"),
            17: _stated(0, 1, "stake_move"),
        },
    ),
    "Vote111111111111111111111111111111111111111": _Native("Vote", 18, {3: _stated(0, 1, "vote_withdraw")}),
    "BPFLoaderUpgradeab1e11111111111111111111111": _Native("Upgradeable Loader", 9, {5: _whole(0, 1, "close_account")}),
}


def read(instruction: Instruction, _: Context) -> tuple[AnyEvent, ...] | None:
    """Nothing that concerns tokens; what it moves in lamports is told by `moves`."""
    data = instruction.data
    if len(data) < 4:
        return None
    return () if int.from_bytes(data[:4], "little") <= _NATIVE[instruction.program].last else None


def moves(instruction: Instruction, _: Context) -> tuple[Move, ...]:
    """The lamports one instruction moved."""
    data, accounts = instruction.data, instruction.accounts
    form = _NATIVE[instruction.program].moving.get(int.from_bytes(data[:4], "little"))
    if form is None or len(accounts) <= max(form.source, form.target) or len(data) < (12 if form.stated else 4):
        return ()
    amount = int.from_bytes(data[4:12], "little") if form.stated else ALL
    return (Move(accounts[form.source], accounts[form.target], amount, form.how),)


PROGRAMS: Final = tuple(
    ProgramDecoder(program=program, name=native.name, read=read, moves=moves) for program, native in _NATIVE.items()
)
