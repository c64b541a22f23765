"""Instructions for `programs`, as a client writes them."""

import struct
from collections.abc import Sequence

from reporter.model.ids import SPL_TOKEN, SYSTEM, USDC, WRAPPED_SOL, Address, Lamports, Raw, TokenAccount, Wallet
from reporter.simulator.accounts import TOKEN_ACCOUNT, rent
from reporter.simulator.addresses import address_of_seed, associated, raw
from reporter.simulator.funding.programs import NONCE_SIZE, POOLS, STAKE, STAKE_SIZE, pool_of
from reporter.simulator.programs import system
from reporter.simulator.runtime import Call, Meta


def create(payer: Wallet, made: Wallet, lamports: Lamports, size: int = 0, owner: Address = SYSTEM) -> Call:
    """CreateAccount: the new account signs too."""
    accounts = (Meta(payer, signer=True, writable=True), Meta(made, signer=True, writable=True))
    return Call(SYSTEM, accounts, system.create_data(lamports, size, owner))


def make_nonce(payer: Wallet, nonce: Wallet, lamports: Lamports) -> tuple[Call, ...]:
    """A nonce account under the payer's authority; `lamports` beside its rent."""
    start = Call(SYSTEM, (Meta(nonce, writable=True),), struct.pack("<I", 6) + raw(payer))
    return create(payer, nonce, rent(NONCE_SIZE) + lamports, NONCE_SIZE), start


def withdraw_nonce(nonce: Address, target: Wallet, authority: Wallet, lamports: Lamports) -> Call:
    """Lamports out of a nonce account."""
    return Call(SYSTEM, _withdrawal(nonce, target, authority), struct.pack("<IQ", 5, lamports))


def make_stake(payer: Wallet, stake: Wallet, lamports: Lamports) -> tuple[Call, ...]:
    """A stake account whose staker and withdrawer is the payer."""
    start = Call(STAKE, (Meta(stake, writable=True),), struct.pack("<I", 0) + raw(payer) * 2 + b"\0" * 48)
    return create(payer, stake, rent(STAKE_SIZE) + lamports, STAKE_SIZE, STAKE), start


def withdraw_stake(stake: Address, target: Wallet, withdrawer: Wallet, lamports: Lamports) -> Call:
    """Lamports that are not delegated, out of a stake account."""
    return Call(STAKE, _withdrawal(stake, target, withdrawer), struct.pack("<IQ", 4, lamports))


def seeded(base: Wallet, seed: str) -> Address:
    """The System account derived from `base` and `seed`."""
    return address_of_seed(base, seed, SYSTEM)


def transfer_with_seed(base: Wallet, seed: str, target: Wallet, lamports: Lamports) -> Call:
    """TransferWithSeed: `base` signs for the account derived from it."""
    name = seed.encode()
    data = struct.pack("<IQQ", 11, lamports, len(name)) + name + raw(SYSTEM)
    accounts = (Meta(seeded(base, seed), writable=True), Meta(base, signer=True), Meta(target, writable=True))
    return Call(SYSTEM, accounts, data)


def wrapped_account(
    payer: Wallet, seed: str, lamports: Lamports, owner: Wallet | None = None
) -> tuple[TokenAccount, tuple[Call, ...]]:
    """A further wrapped-SOL account of `owner`, else of the payer, that holds `lamports`, its rent included. No instruction
    has an owner who is not the payer among its accounts."""
    made, first = system.create_with_seed(payer, seed, lamports, TOKEN_ACCOUNT, SPL_TOKEN)
    return made, (first, Call(SPL_TOKEN, (Meta(made, writable=True), Meta(WRAPPED_SOL)), b"\x12" + raw(owner or payer)))


def move_wrapped(source: TokenAccount, target: TokenAccount, owner: Wallet, lamports: Lamports) -> Call:
    """Wrapped SOL by a plain token transfer."""
    accounts = (Meta(source, writable=True), Meta(target, writable=True), Meta(owner, signer=True))
    return Call(SPL_TOKEN, accounts, b"\x03" + lamports.to_bytes(8, "little"))


def unwrap(account: TokenAccount, target: Wallet, owner: Wallet, lamports: Lamports) -> Call:
    """UnwrapLamports (45) of a stated amount."""
    return Call(SPL_TOKEN, _skim(account, target, owner), b"\x2d\x01" + lamports.to_bytes(8, "little"))


def withdraw_excess(account: TokenAccount, target: Wallet, owner: Wallet) -> Call:
    """WithdrawExcessLamports (38)."""
    return Call(SPL_TOKEN, _skim(account, target, owner), b"\x26")


def batch(calls: Sequence[Call]) -> Call:
    """Several token instructions in one (tag 255)."""
    inside = b"".join(bytes([len(call.accounts), len(call.data)]) + call.data for call in calls)
    return Call(SPL_TOKEN, tuple(meta for call in calls for meta in call.accounts), b"\xff" + inside)


def pay_from_pool(pool: str, target: Wallet, lamports: Lamports) -> Call:
    """A program pays from its own account."""
    accounts = (Meta(pool_of(pool), writable=True), Meta(target, writable=True), Meta(SYSTEM))
    return Call(POOLS, accounts, struct.pack("<QQ", lamports, 0))


def swap_to(pool: str, owner: Wallet, target: Wallet, tokens: Raw, lamports: Lamports) -> Call:
    """`owner` gives USDC to a pool, and the SOL for it goes to `target`."""
    given, taken = associated(owner, USDC, SPL_TOKEN), associated(pool_of(pool), USDC, SPL_TOKEN)
    tokens_at = (Meta(given, writable=True), Meta(taken, writable=True), Meta(owner, signer=True), Meta(USDC))
    accounts = (Meta(pool_of(pool), writable=True), Meta(target, writable=True), *tokens_at, Meta(SPL_TOKEN), Meta(SYSTEM))
    return Call(POOLS, accounts, struct.pack("<QQ", lamports, tokens))


def _withdrawal(source: Address, target: Wallet, authority: Wallet) -> tuple[Meta, ...]:
    sysvars = ("SysvarRecentB1ockHashes11111111111111111111", "SysvarRent111111111111111111111111111111111")
    return (Meta(source, writable=True), Meta(target, writable=True), *map(Meta, sysvars), Meta(authority, signer=True))


def _skim(account: TokenAccount, target: Wallet, owner: Wallet) -> tuple[Meta, ...]:
    return (Meta(account, writable=True), Meta(target, writable=True), Meta(owner, signer=True))
