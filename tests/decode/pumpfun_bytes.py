"""Synthetic instructions and events of the pump.fun family, written field by field; nothing here is recorded data."""

import struct
from collections.abc import Sequence

from reporter.decode.addresses import PUMP, PUMP_EVENTS
from reporter.decode.context import Context
from reporter.decode.programs.anchor import SELF_CALL, event_tag, instruction_tag
from reporter.decode.programs.pumpfun import PROGRAMS
from reporter.model import base58
from reporter.model.events import AnyEvent
from reporter.model.ids import SYSTEM, Address
from reporter.model.transaction import Instruction, Path, SolChange, TokenChange, Transaction

READ = {decoder.program: decoder.read for decoder in PROGRAMS}


def key(number: int) -> Address:
    """An address that stands for `number`."""
    return base58.encode(b"\x07" * 24 + number.to_bytes(8, "big"))


MINT, CURVE, USER, OTHER, POOL, QUOTE, FEES = (key(n) for n in range(1, 8))


def pack(*values: int | str | bytes) -> bytes:
    """Addresses and u64 numbers in order; bytes as they are."""
    out = b""
    for value in values:
        if isinstance(value, int):
            out += struct.pack("<q" if value < 0 else "<Q", value)
        else:
            out += base58.decode(value) if isinstance(value, str) else value
    return out


def text(value: str) -> bytes:
    """A Borsh string."""
    raw = value.encode()
    return struct.pack("<I", len(raw)) + raw


def call(name: str, path: Path = (0,), accounts: Sequence[Address] = (), data: bytes = b"", program: str = PUMP) -> Instruction:
    """An instruction by its name."""
    return Instruction(path, program, tuple(accounts), instruction_tag(name) + data)


def emit(name: str, body: bytes, path: Path = (0, 0), authority: Address = PUMP_EVENTS, program: str = PUMP) -> Instruction:
    """The call of a program to itself that carries an event."""
    return Instruction(path, program, (authority,), SELF_CALL + event_tag(name) + body)


def send(source: Address, target: Address, lamports: int, path: Path) -> Instruction:
    """A System transfer."""
    return Instruction(path, SYSTEM, (source, target), struct.pack("<IQ", 2, lamports))


def transaction(
    *instructions: Instruction,
    error: str | None = None,
    sol: Sequence[SolChange] = (),
    tokens: Sequence[TokenChange] = (),
    signers: Sequence[Address] = (USER,),
    fee: int = 5000,
) -> Transaction:
    """A transaction of these instructions."""
    return Transaction(
        signature="1" * 64,
        slot=1,
        index=None,
        time=None,
        version=0,
        error=error,
        fee=fee,
        accounts=(),
        signers=tuple(signers),
        instructions=tuple(instructions),
        sol=tuple(sol),
        tokens=tuple(tokens),
        logs=(),
        blockhash=key(0),
        lookup_tables=(),
    )


def read(made: Transaction) -> tuple[list[AnyEvent], int]:
    """All events of the family in the transaction, and how many of its instructions nobody could read."""
    context = Context(made)
    found: list[AnyEvent] = []
    unread = 0
    for instruction in made.instructions:
        if instruction.program in READ:
            events = READ[instruction.program](instruction, context)
            unread += events is None
            found.extend(events or ())
    return found, unread


def trade_body(*, is_buy: bool, sol: int = 1_000_000, tokens: int = 5_000_000, user: Address = USER) -> bytes:
    """TradeEvent as of 2024."""
    return pack(MINT, sol, tokens, bytes([is_buy]), user, 1_700_000_000, 30, 40, 10, 20)


def fee_body(fee: int, creator_fee: int) -> bytes:
    """What 2025-05 appended to TradeEvent."""
    return pack(FEES, 95, fee, OTHER, 5, creator_fee)
