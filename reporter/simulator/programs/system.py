"""System program: makes accounts and moves lamports. Layouts: Solana docs, system instruction (bincode, 4-byte tag)."""

import struct
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final

from reporter.model.ids import SYSTEM, Address, Lamports, Program, Wallet
from reporter.simulator.addresses import address_of_seed, raw, text
from reporter.simulator.runtime import Call, Execution, Failed, Meta


def transfer(source: Wallet, target: Address, lamports: Lamports) -> Call:
    """A plain transfer, signed by `source`."""
    data = struct.pack("<IQ", 2, lamports)
    return Call(SYSTEM, (Meta(source, signer=True, writable=True), Meta(target, writable=True)), data)


def create_with_seed(payer: Wallet, seed: str, lamports: Lamports, size: int, owner: Program) -> tuple[Address, Call]:
    """The account derived from `payer` and `seed`, and the instruction that makes it."""
    made = address_of_seed(payer, seed, owner)
    name = seed.encode()
    data = struct.pack("<I", 3) + raw(payer) + struct.pack("<Q", len(name)) + name
    data += struct.pack("<QQ", lamports, size) + raw(owner)
    return made, Call(SYSTEM, (Meta(payer, signer=True, writable=True), Meta(made, writable=True)), data)


def create_data(lamports: Lamports, size: int, owner: Program) -> bytes:
    """Instruction data of CreateAccount."""
    return struct.pack("<IQQ", 0, lamports, size) + raw(owner)


def transfer_data(lamports: Lamports) -> bytes:
    """Instruction data of Transfer."""
    return struct.pack("<IQ", 2, lamports)


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction."""
    (tag,) = struct.unpack_from("<I", data)
    handler = _HANDLERS.get(tag)
    if handler is None:
        raise Failed("InvalidInstructionData", "invalid instruction data")
    handler(run, accounts, data)


def _pay(run: Execution, source: Address, target: Address, lamports: Lamports) -> None:
    run.require_signer(source)
    giver = run.account(source)
    if giver.lamports < lamports:
        run.logs.add(f"Transfer: insufficient lamports {giver.lamports}, need {lamports}")
        raise Failed.custom(1)
    giver.lamports -= lamports
    run.account(target).lamports += lamports


def _make(run: Execution, made: Address, size: int, owner: Program) -> None:
    account = run.account(made)
    account.owner = owner
    account.data = b"\0" * size


def _create(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    lamports, size = struct.unpack_from("<QQ", data, 4)
    run.require_signer(accounts[1])
    if run.look(accounts[1]).lamports:
        run.logs.add(f"Create Account: account Address {{ address: {accounts[1]}, base: None }} already in use")
        raise Failed.custom(0)
    _pay(run, accounts[0], accounts[1], lamports)
    _make(run, accounts[1], size, text(data[20:52]))


def _create_seeded(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    (length,) = struct.unpack_from("<Q", data, 36)
    lamports, size = struct.unpack_from("<QQ", data, 44 + length)
    run.require_signer(text(data[4:36]))
    if run.look(accounts[1]).lamports:
        raise Failed.custom(0)
    _pay(run, accounts[0], accounts[1], lamports)
    _make(run, accounts[1], size, text(data[60 + length : 92 + length]))


def _transfer(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    (lamports,) = struct.unpack_from("<Q", data, 4)
    _pay(run, accounts[0], accounts[1], lamports)


def _assign(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    run.require_signer(accounts[0])
    run.account(accounts[0]).owner = text(data[4:36])


def _allocate(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    run.require_signer(accounts[0])
    (size,) = struct.unpack_from("<Q", data, 4)
    run.account(accounts[0]).data = b"\0" * size


_HANDLERS: Final[MappingProxyType[int, Callable[[Execution, Sequence[Address], bytes], None]]] = MappingProxyType(
    {0: _create, 1: _assign, 2: _transfer, 3: _create_seeded, 8: _allocate}
)
