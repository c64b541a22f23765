"""create_v2 (Token-2022) and create (SPL with Metaplex metadata). Calls as in recorded transactions 2uR6R3N1 and 3ejAydeP."""

import struct
from collections.abc import Sequence
from typing import Final

from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, TOKEN_2022, Address, Mint, Program, Wallet
from reporter.simulator.accounts import MINT, MintState, borsh_text, rent
from reporter.simulator.addresses import MAYHEM, METAPLEX, PUMP, RENT_SYSVAR, associated, derived, raw, text
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import metadata, system
from reporter.simulator.programs.metaplex import CREATE_V3, metadata_of
from reporter.simulator.programs.pump import events
from reporter.simulator.programs.pump.coin import EVENT_AUTHORITY, GLOBAL, MINT_AUTHORITY, Coin
from reporter.simulator.programs.pump.curve import DECIMALS, SIZE, SUPPLY, Curve
from reporter.simulator.runtime import Call, Execution, Meta

CREATE: Final = bytes.fromhex("181ec828051c0777")
CREATE_V2: Final = bytes.fromhex("d6904cec5f8b31b4")
_POINTED_MINT: Final = 234  # bytes of a mint with a metadata pointer and no metadata yet
_MAYHEM_GLOBAL: Final = derived(MAYHEM, b"global-params")
_MAYHEM_VAULT: Final = derived(MAYHEM, b"sol-vault")


def launch(coin: Coin, user: Wallet, texts: tuple[str, str, str]) -> Call:
    """The instruction that makes `coin`, paid and signed by `user`; the mint signs too."""
    body = b"".join(borsh_text(part) for part in texts) + raw(coin.creator)
    if coin.token_program == SPL_TOKEN:
        return Call(PUMP, _old_accounts(coin, user), CREATE + body)
    state = derived(MAYHEM, b"mayhem-state", raw(coin.mint))
    accounts = (
        Meta(coin.mint, signer=True, writable=True),
        Meta(MINT_AUTHORITY),
        Meta(coin.curve, writable=True),
        Meta(coin.vault, writable=True),
        Meta(GLOBAL),
        Meta(user, signer=True, writable=True),
        Meta(SYSTEM),
        Meta(TOKEN_2022),
        Meta(ASSOCIATED_TOKEN),
        Meta(MAYHEM, writable=True),
        Meta(_MAYHEM_GLOBAL),
        Meta(_MAYHEM_VAULT, writable=True),
        Meta(state, writable=True),
        Meta(associated(_MAYHEM_VAULT, coin.mint, TOKEN_2022), writable=True),
        Meta(EVENT_AUTHORITY),
        Meta(PUMP),
    )
    return Call(PUMP, accounts, CREATE_V2 + body + b"\0\0")


def _old_accounts(coin: Coin, user: Wallet) -> tuple[Meta, ...]:
    return (
        Meta(coin.mint, signer=True, writable=True),
        Meta(MINT_AUTHORITY),
        Meta(coin.curve, writable=True),
        Meta(coin.vault, writable=True),
        Meta(GLOBAL),
        Meta(METAPLEX),
        Meta(metadata_of(coin.mint), writable=True),
        Meta(user, signer=True, writable=True),
        Meta(SYSTEM),
        Meta(SPL_TOKEN),
        Meta(ASSOCIATED_TOKEN),
        Meta(RENT_SYSVAR),
        Meta(EVENT_AUTHORITY),
        Meta(PUMP),
    )


def run_create_v2(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Make the mint with its metadata inside, the curve and its vault; mint everything; give the mint away."""
    mint, user = accounts[0], accounts[5]
    texts, creator = _arguments(data)
    run.log("Instruction: CreateV2")
    run.burn(40_000)
    run.invoke(SYSTEM, (user, mint), system.create_data(rent(_POINTED_MINT), _POINTED_MINT, TOKEN_2022))
    run.invoke(TOKEN_2022, (mint,), metadata.pointer_data(mint))
    run.invoke(TOKEN_2022, (mint,), _mint_data())
    _make_curve(run, accounts, user, creator, TOKEN_2022)
    full = len(MintState(MINT_AUTHORITY, 0, DECIMALS, pointer=True, metadata=texts).pack(mint))
    run.invoke(SYSTEM, (user, mint), system.transfer_data(rent(full) - rent(_POINTED_MINT)))
    who = metadata.initialize_accounts(mint, MINT_AUTHORITY)
    run.invoke(TOKEN_2022, who, metadata.initialize_data(*texts), sign=(MINT_AUTHORITY,))
    run.invoke(TOKEN_2022, (mint, MINT_AUTHORITY), metadata.UPDATE_AUTHORITY + b"\0" * 32, sign=(MINT_AUTHORITY,))
    _mint_all(run, mint, accounts[3], TOKEN_2022)
    events.emit(run, events.created(mint, accounts[2], user, creator, TOKEN_2022, texts, run.time))


def run_create(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """The older way: an SPL mint, its name in a Metaplex account."""
    mint, user = accounts[0], accounts[7]
    texts, creator = _arguments(data)
    run.log("Instruction: Create")
    run.burn(40_000)
    run.invoke(SYSTEM, (user, mint), system.create_data(rent(MINT), MINT, SPL_TOKEN))
    run.invoke(SPL_TOKEN, (mint,), _mint_data())
    _make_curve(run, accounts, user, creator, SPL_TOKEN)
    # DataV2 with no seller fee, one creator whose 100 % is unverified, then mutability flags.
    described = b"".join(borsh_text(part) for part in texts) + b"\0\0\x01" + struct.pack("<I", 1) + raw(creator)
    named = bytes([CREATE_V3]) + described + b"\0\x64\0\0\0\0"
    run.invoke(METAPLEX, (accounts[6], mint, MINT_AUTHORITY, user, MINT_AUTHORITY, SYSTEM), named, sign=(MINT_AUTHORITY,))
    _mint_all(run, mint, accounts[3], SPL_TOKEN)
    events.emit(run, events.created(mint, accounts[2], user, creator, SPL_TOKEN, texts, run.time))


def _make_curve(run: Execution, accounts: Sequence[Address], user: Wallet, creator: Wallet, program: Program) -> None:
    curve, vault = accounts[2], accounts[3]
    run.invoke(SYSTEM, (user, curve), system.create_data(rent(SIZE), SIZE, PUMP), sign=(curve,))
    run.account(curve).data = Curve(creator).pack()
    holders = (user, vault, curve, accounts[0], SYSTEM, program)
    run.invoke(ASSOCIATED_TOKEN, holders, associated_program.CREATE)


def _mint_all(run: Execution, mint: Mint, vault: Address, program: Program) -> None:
    run.invoke(program, (mint, vault, MINT_AUTHORITY), struct.pack("<BQ", 7, SUPPLY), sign=(MINT_AUTHORITY,))
    run.invoke(program, (mint, MINT_AUTHORITY), b"\x06\0\0", sign=(MINT_AUTHORITY,))


def _mint_data() -> bytes:
    return bytes([20, DECIMALS]) + raw(MINT_AUTHORITY) + b"\0"


def _arguments(data: bytes) -> tuple[tuple[str, str, str], Wallet]:
    parts: list[str] = []
    at = 8
    for _ in range(3):
        (size,) = struct.unpack_from("<I", data, at)
        parts.append(data[at + 4 : at + 4 + size].decode())
        at += 4 + size
    return (parts[0], parts[1], parts[2]), text(data[at : at + 32])
