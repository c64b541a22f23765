"""Synthetic transactions for Raydium's programs and PumpSwap: calls, events, token transfers. Nothing here is recorded data."""

import struct
from collections.abc import Sequence

from reporter.decode.addresses import event_authority, is_on_curve
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs.anchor import SELF_CALL, event_tag, instruction_tag
from reporter.model.events import AnyEvent
from reporter.model.ids import SPL_TOKEN, Address, Mint
from reporter.model.transaction import Instruction, Path, TokenChange, Transaction
from tests.decode.pumpfun_bytes import key, transaction

_KEYS = [key(n) for n in range(1000, 1200)]
TRADER, SECOND, PAYER = [address for address in _KEYS if is_on_curve(address)][:3]
ROUTER, OTHER_POOL, POOL = [address for address in _KEYS if not is_on_curve(address)][:3]
TOKEN, OTHER_TOKEN = key(1), key(2)
TRADER_TOKEN, TRADER_QUOTE, VAULT, QUOTE_VAULT = key(11), key(12), key(13), key(14)
ROUTER_TOKEN, SECOND_TOKEN, OTHER_VAULT = key(15), key(16), key(17)


def keys(first: int, count: int) -> list[Address]:
    """Addresses nobody looks at."""
    return [key(5000 + first + n) for n in range(count)]


def call(decoder: ProgramDecoder, name: str | bytes, accounts: Sequence[Address] = (), data: bytes = b"") -> Instruction:
    """A top-level instruction by its name."""
    tag = name if isinstance(name, bytes) else instruction_tag(name)
    return Instruction((0,), decoder.program, tuple(accounts), tag + data)


def emit(decoder: ProgramDecoder, name: str, body: bytes, place: int, authority: Address | None = None) -> Instruction:
    """The call of a program to itself that carries an event."""
    signer = authority or event_authority(decoder.program)
    return Instruction((0, place), decoder.program, (signer,), SELF_CALL + event_tag(name) + body)


def pay(
    source: Address, target: Address, amount: int, path: Path | int, mint: Mint = TOKEN, program: str = SPL_TOKEN
) -> Instruction:
    """A checked token transfer, below the first instruction where only a place is given."""
    place = (0, path) if isinstance(path, int) else path
    return Instruction(place, program, (source, mint, target, key(0)), b"\x0c" + struct.pack("<QB", amount, 6))


def held(account: Address, owner: Address, change: int = 0, mint: Mint = TOKEN, program: str = SPL_TOKEN) -> TokenChange:
    """A token account and its change."""
    return TokenChange(account, owner, owner, mint, program, 6, 10**15, 10**15 + change)


def made(*instructions: Instruction, tokens: Sequence[TokenChange] = (), signers: Sequence[Address] = (TRADER,)) -> Transaction:
    """A successful transaction."""
    return transaction(*instructions, tokens=tokens, signers=signers)


def read(decoder: ProgramDecoder, what: Transaction) -> tuple[list[AnyEvent], int]:
    """All events the program's instructions give, and how many nobody could read."""
    context = Context(what)
    found: list[AnyEvent] = []
    unread = 0
    for instruction in what.instructions:
        if instruction.program == decoder.program:
            told = decoder.read(instruction, context)
            unread += told is None
            found.extend(told or ())
    return found, unread
