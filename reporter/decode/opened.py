"""Token accounts that a transaction opens, also those it closes again, which the balance lists never show."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from reporter.decode.batch import BATCH, unbatch
from reporter.model import base58
from reporter.model.ids import TOKEN_PROGRAMS, Mint, TokenAccount, Wallet
from reporter.model.transaction import Instruction

_INITIALIZE: Final = 1  # account, mint, owner
_INITIALIZE_2: Final = 16  # account, mint; owner in the data
_INITIALIZE_3: Final = 18
_OPENING: Final = frozenset(bytes([tag]) for tag in (_INITIALIZE, _INITIALIZE_2, _INITIALIZE_3, BATCH))


class Opened(NamedTuple):
    """What initialising a token account tells about it."""

    owner: Wallet
    mint: Mint


def opened_accounts(instructions: Iterable[Instruction]) -> dict[TokenAccount, Opened]:
    """Owner and mint of every token account initialised by the instructions, the last one where it happens twice."""
    found: dict[TokenAccount, Opened] = {}
    for instruction in [i for i in instructions if i.data[:1] in _OPENING and i.program in TOKEN_PROGRAMS]:
        if instruction.data[0] == BATCH:
            found |= opened_accounts(unbatch(instruction) or ())
        else:
            _initialised(instruction, found)
    return found


def _initialised(instruction: Instruction, found: dict[TokenAccount, Opened]) -> None:
    accounts, data = instruction.accounts, instruction.data
    if data[0] == _INITIALIZE:
        if len(accounts) >= 3:
            found[accounts[0]] = Opened(accounts[2], accounts[1])
    elif len(accounts) >= 2 and len(data) >= 33:
        found[accounts[0]] = Opened(base58.encode(data[1:33]), accounts[1])
