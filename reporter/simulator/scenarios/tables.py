"""Lookup tables that an operator makes for its launch: created, filled in several transactions, loaded by its buys."""

import struct
from collections.abc import Sequence

from reporter.model.ids import Address, Wallet
from reporter.simulator.accounts import rent
from reporter.simulator.addresses import LOOKUP_TABLE, raw
from reporter.simulator.programs import system
from reporter.simulator.runtime import Call, Execution, Meta
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.transaction import Budget, Order, table_account

_HEAD = 56
_PART = 12  # addresses one extension holds beside its signatures


def private_table(stage: Stage, maker: Wallet, owners: Sequence[Wallet], time: float) -> Address:
    """A table with the owners and their future accounts of this token, filled before the token exists. Its address."""
    ledger = stage.world.ledger
    ledger.programs[LOOKUP_TABLE] = _process
    table = stage.world.wallet(f"private table of {maker[:6]}")
    coin = stage.coin
    entries = [address for owner in owners for address in (owner, coin.held_by(owner), coin.wrapped(owner))]
    entries += [coin.mint, coin.creator, *(account for market in coin.markets() for account in (market, coin.held_by(market)))]
    entries = list(dict.fromkeys(entries))
    size = _HEAD + 32 * len(entries)
    make = Call(LOOKUP_TABLE, _accounts(table, maker), struct.pack("<IQB", 0, stage.created - 200, 255))
    paid = system.transfer(maker, table, rent(size))
    stage.world.at(time, lambda: Order(maker, (make, paid), 0, Budget(50_000, 500_000)))
    for start in range(0, len(entries), _PART):
        part = entries[start : start + _PART]
        data = struct.pack("<IQ", 2, len(part)) + b"".join(raw(address) for address in part)
        call = Call(LOOKUP_TABLE, _accounts(table, maker), data)
        order = Order(maker, (call,), 0, Budget(50_000, 500_000))
        stage.world.at(time + 5 + start * 0.3, lambda order=order: order)  # type: ignore[misc]
    ledger.add_table(table_account(table, entries))
    return table


def _accounts(table: Address, maker: Wallet) -> tuple[Meta, ...]:
    return Meta(table, writable=True), Meta(maker, signer=True), Meta(maker, signer=True, writable=True)


def _process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Create (tag 0) and extend (tag 2), as the lookup table program documents them; the rent was paid before."""
    run.require_signer(accounts[1])
    account = run.account(accounts[0])
    if struct.unpack_from("<I", data)[0] == 2:
        account.data = account.data + data[12:]
    else:
        account.data = struct.pack("<IQQB", 1, 2**64 - 1, 0, 0).ljust(_HEAD, b"\0")
