"""Recorded transactions in whatever shape people keep them, into the shape getTransaction answers.

Seen in recordings: a result bare, under `result`, or inside a JSON-RPC response; the gRPC stream's shape (indexes packed as
base58 bytes, integers as strings, loaded addresses beside each other, a wrapped block time); a slot known only as
["after", n]. Normalising happens here, at the border; behind it there is one path.
"""

from typing import Any, Final

import msgspec

from reporter.decode.wire import NOT_AN_ANSWER, Answer
from reporter.decode.wire_read import Place, assemble
from reporter.errors import DecodeError
from reporter.model import base58
from reporter.model.transaction import Transaction

_MAX_NESTING: Final = 4


def read_recorded(value: object) -> Transaction:
    """The transaction in a parsed JSON value. Raises DecodeError when there is none in it."""
    found, around = _unwrap(value)
    try:
        answer = msgspec.convert(_normal(found), Answer)
    except (*NOT_AN_ANSWER, AttributeError, KeyError, OverflowError, TypeError, ValueError) as wrong:
        raise DecodeError(f"no transaction in a shape the reader knows: {wrong}") from None
    slot = answer.slot if answer.slot is not None else _number(around.get("slot"))
    index = answer.transaction_index
    for name in ("blockIndex", "index"):
        if index is None:
            index = _number(found.get(name))
    return assemble(answer, Place(slot, index, answer.block_time))


def _unwrap(value: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """The object that holds both `transaction` and `meta`, and the one around it."""
    around: dict[str, Any] = {}
    for _ in range(_MAX_NESTING):
        if not isinstance(value, dict):
            break
        if isinstance(value.get("meta"), dict) and "transaction" in value:
            return value, around
        around = value
        value = value.get("result", value.get("transaction"))
    raise DecodeError("no transaction found: expected a getTransaction result, bare or under `result`")


def _normal(found: dict[str, Any]) -> dict[str, Any]:
    body = found["transaction"]
    meta = _meta(found["meta"])
    if isinstance(body, dict):
        body = body | {"message": _message(body["message"], found.get("version"))}
    return {
        "transaction": body,
        "meta": meta,
        "slot": _number(found.get("slot")),
        "blockTime": _time(found.get("blockTime")),
        "version": found.get("version"),
        "transactionIndex": _number(found.get("transactionIndex")),
    }


def _meta(meta: dict[str, Any]) -> dict[str, Any]:
    normal = meta | {"fee": _number(meta["fee"])}
    for name in ("preBalances", "postBalances"):
        normal[name] = [_number(balance) for balance in meta[name]]
    if meta.get("innerInstructions"):
        normal["innerInstructions"] = [
            {"index": _number(group["index"]), "instructions": [_instruction(called) for called in group["instructions"]]}
            for group in meta["innerInstructions"]
        ]
    if "loadedWritableAddresses" in meta:
        normal["loadedAddresses"] = {"writable": meta["loadedWritableAddresses"], "readonly": meta["loadedReadonlyAddresses"]}
    return normal


def _message(message: dict[str, Any], version: object) -> dict[str, Any]:
    normal = message | {"instructions": [_instruction(called) for called in message["instructions"]]}
    if version is None and message.get("versioned") is False:
        normal["addressTableLookups"] = None
    return normal


def _instruction(called: dict[str, Any]) -> dict[str, Any]:
    accounts = called.get("accounts")
    return called | {"accounts": list(base58.decode(accounts))} if isinstance(accounts, str) else called


def _number(value: object) -> int | None:
    """An integer written as one or as its digits; anything else says nothing."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None


def _time(value: object) -> int | None:
    return _number(value.get("timestamp")) if isinstance(value, dict) else _number(value)
