"""Token accounts that a transaction opens, also those it closes again, which the balance lists never show."""

from collections.abc import Container, Iterable
from typing import Final, NamedTuple

from reporter.decode.batch import BATCH, unbatch
from reporter.decode.wire_base58 import address
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


def opened_accounts(instructions: Iterable[Instruction], known: Container[TokenAccount]) -> dict[TokenAccount, Opened]:
    """Owner and mint of the token accounts the instructions initialise, the last ones where it happens twice.

    Those `known` from elsewhere are left out.
    """
    opening = [i for i in instructions if i.program in TOKEN_PROGRAMS and i.data[:1] in _OPENING]
    found: dict[TokenAccount, Opened] = {}
    for instruction in opening:
        if instruction.data[0] == BATCH:
            found |= opened_accounts(unbatch(instruction) or (), known)
        elif instruction.accounts and instruction.accounts[0] not in known:
            _initialised(instruction, found)
    return found


def _initialised(instruction: Instruction, found: dict[TokenAccount, Opened]) -> None:
    accounts, data = instruction.accounts, instruction.data
    if data[0] == _INITIALIZE:
        if len(accounts) >= 3:
            found[accounts[0]] = Opened(accounts[2], accounts[1])
    elif len(accounts) >= 2 and len(data) >= 33:
        found[accounts[0]] = Opened(address(data[1:33]), accounts[1])
