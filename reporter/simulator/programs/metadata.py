"""Token-2022's metadata inside the mint: pointer, name, symbol and uri. Layouts: recorded transactions 2eVpZNvQ, 2uR6R3N1."""

import struct
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from reporter.model.ids import Address, Mint, Wallet
from reporter.simulator.accounts import borsh_text, mint_state
from reporter.simulator.addresses import raw
from reporter.simulator.runtime import Execution

POINTER: Final = b"\x27\x00"
INITIALIZE: Final = bytes.fromhex("d2e11ea258b84d8d")
UPDATE_AUTHORITY: Final = bytes.fromhex("d7e4a6e45464567b")


def pointer_data(mint: Mint) -> bytes:
    """Point the mint's metadata at the mint itself, with no authority."""
    return POINTER + b"\0" * 32 + raw(mint)


def initialize_data(name: str, symbol: str, uri: str) -> bytes:
    """Write name, symbol and uri."""
    return INITIALIZE + borsh_text(name) + borsh_text(symbol) + borsh_text(uri)


def initialize_accounts(mint: Mint, authority: Wallet) -> tuple[Address, ...]:
    """Metadata, update authority, mint, mint authority."""
    return (mint, authority, mint, authority)


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> bool:
    """Run a metadata instruction; False when `data` is none."""
    if data[:2] == POINTER:
        run.log("MetadataPointerInstruction::Initialize")
        run.burn(925)
        return True
    if data[:8] == INITIALIZE:
        run.log("TokenMetadataInstruction: Initialize")
        run.burn(3478)
        run.require_signer(accounts[3])
        state = replace(mint_state(run.look(accounts[0])), metadata=_texts(data[8:]))
        run.account(accounts[0]).data = state.pack(accounts[0])
        return True
    if data[:8] == UPDATE_AUTHORITY:
        run.log("TokenMetadataInstruction: UpdateAuthority")
        run.burn(3871)
        return True
    return False


def _texts(value: bytes) -> tuple[str, str, str]:
    parts: list[str] = []
    at = 0
    for _ in range(3):
        (size,) = struct.unpack_from("<I", value, at)
        parts.append(value[at + 4 : at + 4 + size].decode())
        at += 4 + size
    return parts[0], parts[1], parts[2]
