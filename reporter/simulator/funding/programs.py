"""Instructions by which SOL moves without a plain transfer: nonce, seeded and stake accounts, token lamports, pools.

Layouts: Solana docs (system and stake instructions, u32 tags), token program sources (one-byte tags 38, 45 and 255). The pool
program is made up: whatever pays from an account of its own looks like this to a reader.
"""

import struct
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from reporter.model import base58
from reporter.model.ids import SPL_TOKEN, SYSTEM, Address, Program
from reporter.simulator.accounts import is_token_account, rent, token_state
from reporter.simulator.addresses import derived, raw
from reporter.simulator.chain import Ledger
from reporter.simulator.programs import system, token
from reporter.simulator.runtime import Execution, Failed

STAKE: Final = "Stake11111111111111111111111111111111111111"
POOLS: Final[Program] = base58.encode(bytes(range(101, 133)))  # pays out of its own account: a bridge, a swap pool
NONCE_SIZE: Final = 80
STAKE_SIZE: Final = 200
_AUTHORITY: Final = 8  # byte of a nonce account at which its authority stands
_WITHDRAWER: Final = 44  # byte of a stake account at which its withdrawer stands


def pool_of(name: str) -> Address:
    """The account a pool called `name` pays from."""
    return derived(POOLS, b"pool", name.encode())


def install(ledger: Ledger) -> None:
    """Let the ledger run these programs beside its own."""
    ledger.programs[SYSTEM] = _system
    ledger.programs[SPL_TOKEN] = _token
    ledger.programs[STAKE] = _stake
    ledger.programs[POOLS] = _pools


def _system(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    (tag,) = struct.unpack_from("<I", data)
    if tag == 5:
        _withdraw(run, accounts, data, _AUTHORITY)
    elif tag == 6:
        run.account(accounts[0]).data = struct.pack("<II", 1, 1) + data[4:36] + b"\0" * 40
    elif tag == 11:
        run.require_signer(accounts[1])
        run.move(accounts[0], accounts[2], struct.unpack_from("<Q", data, 4)[0])
    else:
        system.process(run, accounts, data)


def _stake(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    (tag,) = struct.unpack_from("<I", data)
    if tag == 0:
        reserve = struct.pack("<Q", rent(STAKE_SIZE))
        run.account(accounts[0]).data = (struct.pack("<I", 1) + reserve + data[4:68]).ljust(STAKE_SIZE, b"\0")
    elif tag == 4:
        _withdraw(run, accounts, data, _WITHDRAWER)
    else:
        raise Failed("InvalidInstructionData", "invalid instruction data")


def _withdraw(run: Execution, accounts: Sequence[Address], data: bytes, authority_at: int) -> None:
    """Accounts: source, target, two sysvars, authority. An emptied account is closed."""
    source, target, _, _, authority = accounts[:5]
    held = run.account(source)
    run.require_signer(authority)
    if held.data[authority_at : authority_at + 32] != raw(authority):
        raise Failed("MissingRequiredSignature", "missing required signature for instruction")
    run.move(source, target, struct.unpack_from("<Q", data, 4)[0])
    if not held.lamports:
        held.data, held.owner = b"", SYSTEM


def _token(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    if data[0] == 255:
        _batch(run, accounts, data)
    elif data[0] in {38, 45}:
        _skim(run, accounts, data)
    else:
        token.process(run, accounts, data)


def _skim(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Lamports above the rent (38), or wrapped SOL (45), to any account; both need the owner's signature."""
    source, target, owner = accounts[:3]
    account = run.account(source)
    if not is_token_account(account):
        raise Failed("InvalidAccountData", "invalid account data for instruction")
    state = token_state(account)
    run.require_signer(owner)
    if state.owner != owner or (data[0] == 45) != (state.native is not None):
        raise Failed.custom(4)
    amount = account.lamports - rent(len(account.data))
    if data[0] == 45:
        amount = struct.unpack_from("<Q", data, 2)[0] if data[1] else state.amount
        if amount > state.amount:
            raise Failed.custom(1)
        account.data = replace(state, amount=state.amount - amount).pack()
    run.move(source, target, amount)


def _batch(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    at, used = 1, 0
    while at < len(data):
        count, size = data[at], data[at + 1]
        _token(run, accounts[used : used + count], data[at + 2 : at + 2 + size])
        at, used = at + 2 + size, used + count


def _pools(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Pay `amount` lamports from the pool (account 0) to account 1; takes tokens first where accounts 2 to 5 name them."""
    lamports, tokens = struct.unpack_from("<QQ", data)
    run.burn(20_000)
    if tokens:
        giver, taker, owner, mint = accounts[2:6]
        run.invoke(SPL_TOKEN, (giver, mint, taker, owner), token.checked_data(tokens, 6))
    run.invoke(SYSTEM, (accounts[0], accounts[1]), system.transfer_data(lamports), sign=(accounts[0],))
