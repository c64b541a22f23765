"""Native programs that hold lamports: address lookup tables, stake, vote and program buffers, as far as they move money.

Tags are u32: Solana docs, agave's program interfaces.
"""

from typing import Final, NamedTuple

from reporter.decode.context import Context
from reporter.decode.contract import ALL, Move, Moves, ProgramDecoder
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
    """Nothing that concerns tokens; what it moves in lamports is told by `moving`."""
    data = instruction.data
    if len(data) < 4:
        return None
    return () if int.from_bytes(data[:4], "little") <= _NATIVE[instruction.program].last else None


def _moved(form: _Form) -> Moves:
    fewest, size = max(form.source, form.target), 12 if form.stated else 4

    def moves(instruction: Instruction, _: Context) -> tuple[Move, ...]:
        data, accounts = instruction.data, instruction.accounts
        if len(accounts) <= fewest or len(data) < size:
            return ()
        amount = int.from_bytes(data[4:12], "little") if form.stated else ALL
        return (Move(accounts[form.source], accounts[form.target], amount, form.how),)

    return moves


def _tag(number: int) -> bytes:
    return number.to_bytes(4, "little")


PROGRAMS: Final = tuple(
    ProgramDecoder(
        program=program,
        name=native.name,
        read=read,
        tag=4,
        silent=frozenset(_tag(tag) for tag in range(native.last + 1)),
        moving={_tag(tag): _moved(form) for tag, form in native.moving.items()},
    )
    for program, native in _NATIVE.items()
)
