"""Compiles and signs transactions: legacy, version 0 with lookup tables, version 1."""

import struct
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from solders.address_lookup_table_account import AddressLookupTableAccount
from solders.hash import Hash
from solders.instruction import AccountMeta, Instruction
from solders.message import Message, MessageV0, MessageV1, TransactionConfig
from solders.transaction import VersionedTransaction

from reporter.model.ids import Address, Lamports, Signature, Wallet
from reporter.simulator.addresses import COMPUTE_BUDGET, pubkey
from reporter.simulator.keys import Keyring
from reporter.simulator.runtime import DEFAULT_UNITS, Call

Version: TypeAlias = Literal["legacy", 0, 1]
AnyMessage: TypeAlias = Message | MessageV0 | MessageV1
BASE_FEE: Final = 5_000  # lamports per signature
_MICRO: Final = 1_000_000
_LARGEST: Final = 1232  # bytes on the wire; version 1 takes more
_LARGEST_V1: Final = 4096


class Budget(Struct, frozen=True):
    """Compute units asked for and the price of one in micro-lamports; None leaves it to the ledger."""

    units: int | None = None
    price: int | None = None


class Order(Struct, frozen=True):
    """What a wallet wants done. `tables` names lookup tables (version 0), `blockhash` overrides the recent one."""

    payer: Wallet
    calls: tuple[Call, ...]
    version: Version = "legacy"
    budget: Budget = Budget()
    tables: tuple[Address, ...] = ()
    blockhash: str | None = None


class Signed(Struct, frozen=True):
    """A transaction as it goes over the wire, and what its header says about its accounts."""

    wire: bytes
    version: Version
    signatures: tuple[Signature, ...]
    keys: tuple[Address, ...]  # static, then loaded writable, then loaded readonly
    static: int
    loaded_writable: int
    signers: frozenset[Address]
    writable: frozenset[Address]
    instructions: tuple[Call, ...]
    places: tuple[tuple[int, tuple[int, ...]], ...]
    units: int
    fee: Lamports
    priority: Lamports


def sign(order: Order, keyring: Keyring, blockhash: str, tables: Sequence[AddressLookupTableAccount] = ()) -> Signed:
    """Compile `order` and sign it with the keys of all its signers.

    Raises KeyError when a signer is no wallet of this world, ValueError when it is too large.
    """
    units, priority = _price(order)
    calls = _budget_calls(order) + order.calls
    message = _compile(order, calls, Hash.from_string(order.blockhash or blockhash), tables)
    needed = message.header.num_required_signatures
    static = [str(key) for key in message.account_keys]
    transaction = VersionedTransaction(message, [keyring.signer(address) for address in static[:needed]])
    wire = bytes(transaction)
    if len(wire) > (_LARGEST_V1 if order.version == 1 else _LARGEST):
        raise ValueError(f"a transaction of {len(wire)} bytes is too large for its version")
    extra_writable, extra_readonly = _loaded(message, tables)
    keys = (*static, *extra_writable, *extra_readonly)
    return Signed(
        wire,
        order.version,
        tuple(str(signature) for signature in transaction.signatures),
        keys,
        len(static),
        len(extra_writable),
        frozenset(static[:needed]),
        frozenset(_writable(message, static)) | frozenset(extra_writable),
        calls,
        tuple((item.program_id_index, tuple(item.accounts)) for item in message.instructions),
        units,
        BASE_FEE * needed + priority,
        priority,
    )


def table_account(address: Address, members: Iterable[Address]) -> AddressLookupTableAccount:
    """A lookup table as messages are compiled against it."""
    return AddressLookupTableAccount(pubkey(address), [pubkey(member) for member in members])


def _price(order: Order) -> tuple[int, Lamports]:
    units = order.budget.units or DEFAULT_UNITS * len(order.calls)
    return units, -(-units * (order.budget.price or 0) // _MICRO)


def _budget_calls(order: Order) -> tuple[Call, ...]:
    """Compute-budget instructions; version 1 carries the numbers in the message instead."""
    if order.version == 1:
        return ()
    calls: list[Call] = []
    if order.budget.units is not None:
        calls.append(Call(COMPUTE_BUDGET, (), struct.pack("<BI", 2, order.budget.units)))
    if order.budget.price is not None:
        calls.append(Call(COMPUTE_BUDGET, (), struct.pack("<BQ", 3, order.budget.price)))
    return tuple(calls)


def _compile(order: Order, calls: Sequence[Call], recent: Hash, tables: Sequence[AddressLookupTableAccount]) -> AnyMessage:
    payer = pubkey(order.payer)
    instructions = [
        Instruction(
            pubkey(call.program), call.data, [AccountMeta(pubkey(a.address), a.signer, a.writable) for a in call.accounts]
        )
        for call in calls
    ]
    if order.version == "legacy":
        return Message.new_with_blockhash(instructions, payer, recent)
    if order.version == 0:
        return MessageV0.try_compile(payer, instructions, list(tables), recent)
    units, priority = _price(order)
    config = TransactionConfig(priority_fee=priority or None, compute_unit_limit=units)
    return MessageV1.try_compile(payer, instructions, recent, config)


def _loaded(message: AnyMessage, tables: Sequence[AddressLookupTableAccount]) -> tuple[list[Address], list[Address]]:
    writable: list[Address] = []
    readonly: list[Address] = []
    if isinstance(message, MessageV0):
        members = {table.key: table.addresses for table in tables}
        for lookup in message.address_table_lookups:
            held = members[lookup.account_key]
            writable += [str(held[index]) for index in lookup.writable_indexes]
            readonly += [str(held[index]) for index in lookup.readonly_indexes]
    return writable, readonly


def _writable(message: AnyMessage, static: Sequence[Address]) -> list[Address]:
    header = message.header
    signed = header.num_required_signatures
    first_readonly = len(static) - header.num_readonly_unsigned_accounts
    return [
        address
        for index, address in enumerate(static)
        if (index < signed - header.num_readonly_signed_accounts) or signed <= index < first_readonly
    ]
