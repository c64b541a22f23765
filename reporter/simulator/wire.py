"""Recorded transactions back to wire bytes, whatever encoding they were recorded in."""

import base64
import binascii
from typing import Any, TypeAlias

from solders.hash import Hash
from solders.instruction import CompiledInstruction
from solders.message import Message, MessageAddressTableLookup, MessageHeader, MessageV0, MessageV1, TransactionConfig
from solders.signature import Signature as WireSignature
from solders.transaction import VersionedTransaction

from reporter.errors import DecodeError
from reporter.model import base58
from reporter.simulator.addresses import pubkey
from reporter.simulator.landed import Landed

Json: TypeAlias = dict[str, Any]


def landed_from(recorded: Json, *, slot: int, index: int | None, time: int | None) -> Landed:
    """A recorded {meta, transaction, version} as a ledger transaction. Raises DecodeError where no wire bytes can be had."""
    meta = recorded.get("meta")
    if not isinstance(meta, dict):
        raise DecodeError("the recording has no meta")
    transaction = _transaction(recorded.get("transaction"), recorded.get("version"))
    message = transaction.message
    loaded = meta.get("loadedAddresses") or {}
    static = [str(key) for key in message.account_keys]
    keys = (*static, *loaded.get("writable", ()), *loaded.get("readonly", ()))
    if len(keys) != len(meta["preBalances"]):
        raise DecodeError("accounts and balances of the recording do not match")
    version: str | int = 1 if isinstance(message, MessageV1) else 0 if isinstance(message, MessageV0) else "legacy"
    return Landed(
        slot,
        index,
        time,
        version,
        tuple(str(signature) for signature in transaction.signatures),
        bytes(transaction),
        keys,
        meta.get("err"),
        lambda: meta,
    )


def _transaction(body: Any, version: Any) -> VersionedTransaction:
    try:
        if isinstance(body, list) and len(body) == 2:
            data = base64.b64decode(body[0], validate=True) if body[1] == "base64" else base58.decode(body[0])
            return VersionedTransaction.from_bytes(data)
        if isinstance(body, dict):
            return _compiled(body, version)
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise DecodeError(f"the recorded transaction cannot be read: {type(error).__name__}") from error
    raise DecodeError("the recorded transaction has no known encoding")


def _compiled(body: Json, version: Any) -> VersionedTransaction:
    """Wire form of the json encoding. The jsonParsed encoding has lost instruction bytes and cannot be turned back."""
    written = body["message"]
    if "header" not in written:
        raise DecodeError("recorded as jsonParsed, which cannot be turned back into wire bytes")
    counts = written["header"]
    header = MessageHeader(
        counts["numRequiredSignatures"], counts["numReadonlySignedAccounts"], counts["numReadonlyUnsignedAccounts"]
    )
    keys = [pubkey(key) for key in written["accountKeys"]]
    recent = Hash.from_string(written["recentBlockhash"])
    calls = [
        CompiledInstruction(call["programIdIndex"], base58.decode(call["data"]), bytes(call["accounts"]))
        for call in written["instructions"]
    ]
    message: Message | MessageV0 | MessageV1
    if version == 1:
        config = written.get("transactionConfig") or {}
        settings = TransactionConfig(
            config.get("priorityFee"),
            config.get("computeUnitLimit"),
            config.get("loadedAccountsDataSizeLimit"),
            config.get("heapSize"),
        )
        message = MessageV1(header, settings, recent, keys, calls)
    elif version == 0:
        lookups = [
            MessageAddressTableLookup(
                pubkey(lookup["accountKey"]), bytes(lookup["writableIndexes"]), bytes(lookup["readonlyIndexes"])
            )
            for lookup in written.get("addressTableLookups") or ()
        ]
        message = MessageV0(header, keys, recent, calls, lookups)
    else:
        message = Message.new_with_compiled_instructions(
            header.num_required_signatures,
            header.num_readonly_signed_accounts,
            header.num_readonly_unsigned_accounts,
            keys,
            recent,
            calls,
        )
    signatures = [WireSignature.from_string(signature) for signature in body["signatures"]]
    return VersionedTransaction.populate(message, signatures)
