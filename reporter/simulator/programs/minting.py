"""Makes mints: inside a program as launchpads do, or by a wallet's own instructions.

Calls as in recorded transactions 2uR6R3N1 (Token-2022, name in the mint) and 3ejAydeP (SPL, name in a Metaplex account).
"""

import struct
from typing import Final

from reporter.model.ids import SPL_TOKEN, SYSTEM, TOKEN_2022, Mint, Program, Raw, TokenAccount, Wallet
from reporter.simulator.accounts import MINT, MintState, borsh_text, rent
from reporter.simulator.addresses import METAPLEX, raw
from reporter.simulator.programs import associated, metadata, system
from reporter.simulator.programs.metaplex import CREATE_V3, metadata_of
from reporter.simulator.runtime import Call, Execution, Meta

POINTED: Final = 234  # bytes of a mint with a metadata pointer and no metadata yet
Texts = tuple[str, str, str]


def make(run: Execution, payer: Wallet, mint: Mint, authority: Wallet, how: tuple[Program, int, Texts, Wallet]) -> None:
    """Make `mint` with its metadata, `authority` (which the caller signs for) allowed to mint.

    `how` is token program, decimals, name with symbol and uri, and the creator named in Metaplex metadata.
    """
    program, decimals, texts, creator = how
    if program == TOKEN_2022:
        _make_2022(run, payer, mint, authority, decimals, texts)
        return
    run.invoke(SYSTEM, (payer, mint), system.create_data(rent(MINT), MINT, SPL_TOKEN))
    run.invoke(SPL_TOKEN, (mint,), initialize_data(decimals, authority))
    accounts = (metadata_of(mint), mint, authority, payer, authority, SYSTEM)
    run.invoke(METAPLEX, accounts, described(texts, creator), sign=(authority,))


def _make_2022(run: Execution, payer: Wallet, mint: Mint, authority: Wallet, decimals: int, texts: Texts) -> None:
    run.invoke(SYSTEM, (payer, mint), system.create_data(rent(POINTED), POINTED, TOKEN_2022))
    run.invoke(TOKEN_2022, (mint,), metadata.pointer_data(mint))
    run.invoke(TOKEN_2022, (mint,), initialize_data(decimals, authority))
    full = len(MintState(authority, 0, decimals, pointer=True, metadata=texts).pack(mint))
    run.invoke(SYSTEM, (payer, mint), system.transfer_data(rent(full) - rent(POINTED)))
    who = metadata.initialize_accounts(mint, authority)
    run.invoke(TOKEN_2022, who, metadata.initialize_data(*texts), sign=(authority,))
    run.invoke(TOKEN_2022, (mint, authority), metadata.UPDATE_AUTHORITY + b"\0" * 32, sign=(authority,))


def issue(run: Execution, mint: Mint, account: TokenAccount, authority: Wallet, amount: Raw) -> None:
    """Mint the whole supply into an account and give the right to mint away."""
    program = run.look(mint).owner
    run.invoke(program, (mint, account, authority), struct.pack("<BQ", 7, amount), sign=(authority,))
    run.invoke(program, (mint, authority), b"\x06\0\0", sign=(authority,))


def initialize_data(decimals: int, authority: Wallet) -> bytes:
    """Instruction data of InitializeMint2, without a freeze authority."""
    return bytes([20, decimals]) + raw(authority) + b"\0"


def described(texts: Texts, creator: Wallet) -> bytes:
    """CreateMetadataAccountV3: DataV2 with no seller fee and one creator whose 100 % is unverified, then mutability."""
    body = b"".join(borsh_text(part) for part in texts) + b"\0\0\x01" + struct.pack("<I", 1) + raw(creator)
    return bytes([CREATE_V3]) + body + b"\0\x64\0\0\0\0"


def by_wallet(user: Wallet, mint: Mint, decimals: int, texts: Texts) -> tuple[Call, ...]:
    """The instructions with which a wallet makes an SPL mint of its own, named in a Metaplex account."""
    start = Meta(user, signer=True, writable=True)
    make_account = Call(
        SYSTEM, (start, Meta(mint, signer=True, writable=True)), system.create_data(rent(MINT), MINT, SPL_TOKEN)
    )
    begin = Call(SPL_TOKEN, (Meta(mint, writable=True),), initialize_data(decimals, user))
    accounts = (
        Meta(metadata_of(mint), writable=True),
        Meta(mint),
        Meta(user, signer=True),
        start,
        Meta(user, signer=True),
        Meta(SYSTEM),
    )
    return make_account, begin, Call(METAPLEX, accounts, described(texts, user))


def issue_to_self(user: Wallet, mint: Mint, amount: Raw) -> tuple[Call, ...]:
    """The instructions with which a wallet mints the whole supply to itself and gives the right to mint away."""
    account, opened = associated.create(user, user, mint, SPL_TOKEN)
    signer = Meta(user, signer=True)
    mint_all = Call(SPL_TOKEN, (Meta(mint, writable=True), Meta(account, writable=True), signer), struct.pack("<BQ", 7, amount))
    return opened, mint_all, Call(SPL_TOKEN, (Meta(mint, writable=True), signer), b"\x06\0\0")
