"""The accounts every world starts with: programs, wrapped SOL, pump.fun's fixed accounts, validators, a public lookup table."""

import struct
from collections.abc import Sequence
from typing import Final

from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, TOKEN_2022, WRAPPED_SOL, Address, Wallet
from reporter.simulator.accounts import TOKEN_ACCOUNT, MintState, TokenState, rent
from reporter.simulator.addresses import (
    COMPUTE_BUDGET,
    LOADER,
    LOOKUP_TABLE,
    MAYHEM,
    METAPLEX,
    NATIVE_LOADER,
    PUMP,
    PUMP_FEES,
    RENT_SYSVAR,
    VOTE,
    associated,
    derived,
    raw,
)
from reporter.simulator.chain import Ledger
from reporter.simulator.programs.pump.coin import (
    BUYBACK_RECIPIENTS,
    EVENT_AUTHORITY,
    FEE_CONFIG,
    FEE_RECIPIENTS,
    GLOBAL,
    GLOBAL_VOLUME,
    MINT_AUTHORITY,
)
from reporter.simulator.transaction import table_account

TIP_ACCOUNTS: Final = (
    "96gYZGLnJYVFmbjzopPSU6QiEV5fGqZNyN9nmNhvrZU5",
    "HFqU5x63VTqvQss8hp11i4wVV8bD44PvwucfZ2bU7gRe",
    "Cw8CFyM9FkoMi7K7Crf6HNQqf4uEMzpKw6QNghXLvLkY",
    "ADaUMid9yfUytqMBgopwjb2DTLSokTSzL1zt6iGPaS49",
    "DfXygSm4jCyNCybVYYK6DwvWqjKee8pbDmJGcLWNDXjh",
    "ADuUkR4vqLUMWXxW9gh6D6L8pMSawimctcNZ5pGwDcEt",
    "DttWaMuVvTiduZRnguLF7jNxTgiMBZ1hyAumKUiL2KRL",
    "3AVi9Tg9Uo68tJfuvoKvqKNWKkC5wPdSSdeBnizKZ6jT",
)
_BUILT_IN: Final = (SYSTEM, COMPUTE_BUDGET, VOTE)
_DEPLOYED: Final = (SPL_TOKEN, TOKEN_2022, ASSOCIATED_TOKEN, METAPLEX, PUMP, PUMP_FEES, MAYHEM)
_VOTE_STATE: Final = 3762  # bytes
_SOL: Final = 1_000_000_000


def public_table(ledger: Ledger) -> Address:
    """The lookup table a popular terminal publishes: pump.fun's fixed accounts."""
    return ledger.keyring.wallet("public lookup table")


def furnish(ledger: Ledger, validators: Sequence[Wallet]) -> None:
    """Put the fixed accounts into an empty ledger."""
    for program in _BUILT_IN:
        ledger.endow(program, 1, owner=NATIVE_LOADER, executable=True)
    for program in _DEPLOYED:
        ledger.endow(program, rent(36), owner=LOADER, data=b"\x02\0\0\0" + b"\0" * 32, executable=True)
    ledger.endow(RENT_SYSVAR, rent(17), data=b"\0" * 17, owner="Sysvar1111111111111111111111111111111111111")
    ledger.endow(WRAPPED_SOL, 1_850_000 * _SOL, owner=SPL_TOKEN, data=MintState(None, 0, 9).pack(WRAPPED_SOL))
    for address, program, size in (
        (GLOBAL, PUMP, 1087),
        (GLOBAL_VOLUME, PUMP, 544),
        (FEE_CONFIG, PUMP_FEES, 600),
        (derived(MAYHEM, b"global-params"), MAYHEM, 200),
    ):
        ledger.endow(address, rent(size), owner=program, data=b"\0" * size)
    for address in (MINT_AUTHORITY, EVENT_AUTHORITY, derived(MAYHEM, b"sol-vault"), *TIP_ACCOUNTS):
        ledger.endow(address, _SOL)
    for address in (*FEE_RECIPIENTS, *BUYBACK_RECIPIENTS):
        ledger.endow(address, 5_000 * _SOL)
        _wrapped(ledger, address, 80 * _SOL)
    for place, validator in enumerate(validators):
        ledger.endow(validator, 20 * _SOL)
        account = ledger.keyring.wallet(f"vote account {place}")
        ledger.endow(account, rent(_VOTE_STATE), owner=VOTE, data=b"\0" * _VOTE_STATE)
    _publish_table(ledger)


def _wrapped(ledger: Ledger, owner: Wallet, amount: int) -> None:
    reserve = rent(TOKEN_ACCOUNT)
    data = TokenState(WRAPPED_SOL, owner, amount, reserve).pack()
    ledger.endow(associated(owner, WRAPPED_SOL, SPL_TOKEN), reserve + amount, owner=SPL_TOKEN, data=data)


def _publish_table(ledger: Ledger) -> None:
    fixed = (
        SPL_TOKEN,
        TOKEN_2022,
        ASSOCIATED_TOKEN,
        WRAPPED_SOL,
        GLOBAL,
        GLOBAL_VOLUME,
        FEE_CONFIG,
        PUMP_FEES,
        EVENT_AUTHORITY,
    )
    people = [address for pair in zip(FEE_RECIPIENTS, BUYBACK_RECIPIENTS, strict=True) for address in pair]
    wrapped = [associated(person, WRAPPED_SOL, SPL_TOKEN) for person in people]
    mayhem = (MAYHEM, derived(MAYHEM, b"global-params"), derived(MAYHEM, b"sol-vault"), MINT_AUTHORITY)
    members = [*fixed, *people, *wrapped, *mayhem, *TIP_ACCOUNTS]
    address = public_table(ledger)
    # Lookup table state: kind 1, never deactivated, last extended at slot 0, no authority, padding; then the addresses.
    head = struct.pack("<IQQBB", 1, 2**64 - 1, 0, 0, 0)
    data = head.ljust(56, b"\0") + b"".join(raw(member) for member in members)
    ledger.endow(address, rent(len(data)), owner=LOOKUP_TABLE, data=data)
    ledger.add_table(table_account(address, members))
