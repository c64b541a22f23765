"""Programs that stand between a wallet and an exchange: routers, and wallets that are program addresses."""

import hashlib
import struct
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from reporter.model.ids import SYSTEM, Address, Lamports, Program, Wallet
from reporter.simulator.addresses import derived, raw, text
from reporter.simulator.programs import system
from reporter.simulator.programs.anchor import instruction
from reporter.simulator.programs.vaults import open_state
from reporter.simulator.runtime import Call, Execution, Failed, Meta

JUPITER: Final = "JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4"
ROUTER: Final = text(hashlib.sha256(b"simulated router without a name").digest())
VAULTS: Final = text(hashlib.sha256(b"simulated program of vault wallets").digest())
_ROUTE: Final = instruction("route")
_OPEN: Final = instruction("open")
_EXECUTE: Final = instruction("execute")


def routed(user: Wallet, call: Call, router: Program, fee: tuple[Wallet, Lamports]) -> Call:
    """The same call made by a router on behalf of `user`, for a fee in SOL. No plan of several hops is imitated."""
    wallet, lamports = fee
    accounts = (
        Meta(user, signer=True, writable=True),
        Meta(wallet, writable=True),
        Meta(SYSTEM),
        Meta(call.program),
        *call.accounts,
    )
    return Call(router, accounts, _ROUTE + struct.pack("<Q", lamports) + call.data)


def vault_of(owner: Wallet) -> Address:
    """The vault wallet of `owner`: an address of the vault program, funded like any wallet."""
    return derived(VAULTS, b"vault", raw(owner))


def open_vault(owner: Wallet) -> Call:
    """Give the vault wallet an account of its own, which belongs to the vault program."""
    accounts = (Meta(owner, signer=True, writable=True), Meta(vault_of(owner), writable=True), Meta(SYSTEM))
    return Call(VAULTS, accounts, _OPEN)


def from_vault(owner: Wallet, call: Call) -> Call:
    """The same call made by the owner's vault wallet, which the vault program signs for."""
    vault = vault_of(owner)
    metas = tuple(replace(meta, signer=False) if meta.address == vault else meta for meta in call.accounts)
    accounts = (Meta(owner, signer=True), Meta(vault, writable=True), Meta(call.program), *metas)
    return Call(VAULTS, accounts, _EXECUTE + call.data)


def route(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run a router: the user's signature reaches the exchange."""
    run.log("Instruction: Route")
    run.burn(8_000)
    user, wallet, _, program = accounts[:4]
    run.require_signer(user)
    (lamports,) = struct.unpack_from("<Q", data, 8)
    run.invoke(program, accounts[4:], data[16:])
    if lamports:
        run.invoke(SYSTEM, (user, wallet), system.transfer_data(lamports))


def execute(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run the vault program: it signs for the vault when its owner signed."""
    if data[:8] == _OPEN:
        open_state(run, accounts[0], accounts[1], raw(accounts[0]), VAULTS)
        return
    run.log("Instruction: Execute")
    run.burn(6_000)
    owner, vault, program = accounts[:3]
    run.require_signer(owner)
    if vault != vault_of(owner):
        raise Failed("InvalidSeeds", "provided seeds do not result in a valid address")
    run.invoke(program, accounts[3:], data[8:], sign=(vault,))
