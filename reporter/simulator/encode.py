"""Renders ledger transactions in the encodings a node offers: json, jsonParsed, base64, base58."""

from typing import Any, Final, TypeAlias

from solders.message import Message, MessageV0, MessageV1
from solders.transaction import VersionedTransaction

from reporter.model import base58
from reporter.simulator.landed import Landed, base64_text
from reporter.simulator.parsed import instruction

Json: TypeAlias = dict[str, Any]
ENCODINGS: Final = frozenset({"json", "jsonParsed", "base64", "base58"})
_BALANCES: Final = ("err", "fee", "postBalances", "postTokenBalances", "preBalances", "preTokenBalances", "status")


def body(landed: Landed, encoding: str) -> Any:
    """The `transaction` field."""
    if encoding == "base64":
        return [base64_text(landed.wire), "base64"]
    if encoding == "base58":
        return [base58.encode(landed.wire), "base58"]
    message = VersionedTransaction.from_bytes(landed.wire).message
    written = _parsed_message(landed, message) if encoding == "jsonParsed" else _json_message(message)
    return {"message": written, "signatures": list(landed.signatures)}


def meta(landed: Landed, encoding: str) -> Json:
    """The `meta` field."""
    plain = landed.effects()
    if encoding != "jsonParsed":
        return plain
    inner = [
        {"index": group["index"], "instructions": [_parsed_inner(landed, call) for call in group["instructions"]]}
        for group in plain.get("innerInstructions") or ()
    ]
    return {**plain, "innerInstructions": inner}


def whole(landed: Landed, encoding: str) -> Json:
    """A transaction inside a getBlock answer."""
    return {"meta": meta(landed, encoding), "transaction": body(landed, encoding), "version": landed.version}


def accounts_only(landed: Landed) -> Json:
    """A transaction inside a getBlock answer with transactionDetails "accounts"."""
    message = VersionedTransaction.from_bytes(landed.wire).message
    plain = landed.effects()
    return {
        "meta": {key: plain.get(key) for key in _BALANCES},
        "transaction": {"accountKeys": _account_keys(landed, message), "signatures": list(landed.signatures)},
        "version": landed.version,
    }


def _json_message(message: Message | MessageV0 | MessageV1) -> Json:
    header = message.header
    written: Json = {
        "accountKeys": [str(key) for key in message.account_keys],
        "header": {
            "numReadonlySignedAccounts": header.num_readonly_signed_accounts,
            "numReadonlyUnsignedAccounts": header.num_readonly_unsigned_accounts,
            "numRequiredSignatures": header.num_required_signatures,
        },
        "instructions": [
            {
                "accounts": list(call.accounts),
                "data": base58.encode(bytes(call.data)),
                "programIdIndex": call.program_id_index,
                "stackHeight": 1,
            }
            for call in message.instructions
        ],
        "recentBlockhash": str(message.recent_blockhash),
    }
    written.update(_version_fields(message))
    return written


def _parsed_message(landed: Landed, message: Message | MessageV0 | MessageV1) -> Json:
    keys = landed.keys
    written: Json = {
        "accountKeys": _account_keys(landed, message),
        "instructions": [
            instruction(keys[call.program_id_index], [keys[i] for i in call.accounts], bytes(call.data), 1)
            for call in message.instructions
        ],
        "recentBlockhash": str(message.recent_blockhash),
    }
    written.update(_version_fields(message))
    return written


def _version_fields(message: Message | MessageV0 | MessageV1) -> Json:
    if isinstance(message, MessageV0):
        lookups = [
            {
                "accountKey": str(lookup.account_key),
                "readonlyIndexes": list(lookup.readonly_indexes),
                "writableIndexes": list(lookup.writable_indexes),
            }
            for lookup in message.address_table_lookups
        ]
        return {"addressTableLookups": lookups}
    if isinstance(message, MessageV1):
        config = message.config
        return {
            "transactionConfig": {
                "computeUnitLimit": config.compute_unit_limit,
                "heapSize": config.heap_size,
                "loadedAccountsDataSizeLimit": config.loaded_accounts_data_size_limit,
                "priorityFee": config.priority_fee,
            }
        }
    return {}


def _account_keys(landed: Landed, message: Message | MessageV0 | MessageV1) -> list[Json]:
    header = message.header
    static = len(message.account_keys)
    signed = header.num_required_signatures
    last_writable = static - header.num_readonly_unsigned_accounts
    loaded = (
        sum(len(lookup.writable_indexes) for lookup in message.address_table_lookups) if isinstance(message, MessageV0) else 0
    )
    written: list[Json] = []
    for index, key in enumerate(landed.keys):
        if index < static:
            writable = index < signed - header.num_readonly_signed_accounts or signed <= index < last_writable
            source = "transaction"
        else:
            writable = index < static + loaded
            source = "lookupTable"
        written.append({"pubkey": key, "signer": index < signed, "source": source, "writable": writable})
    return written


def _parsed_inner(landed: Landed, call: Json) -> Json:
    keys = landed.keys
    accounts = [keys[i] for i in call["accounts"]]
    return instruction(keys[call["programIdIndex"]], accounts, base58.decode(call["data"]), call.get("stackHeight"))
