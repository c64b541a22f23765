"""A getTransaction answer, in whatever encoding, into the one Transaction the rest of the house reads."""

from binascii import a2b_base64
from functools import partial
from typing import Final

import msgspec

from reporter.decode.wire import NOT_AN_ANSWER, Answer, WireBody, WireMeta
from reporter.decode.wire_balances import sol_changes, token_changes
from reporter.decode.wire_bytes import Parts, read_bytes
from reporter.decode.wire_instructions import Build, compiled, in_order, parsed, pick, with_inner
from reporter.errors import DecodeError
from reporter.model import base58
from reporter.model.transaction import Instruction, Transaction

_ANSWER: Final = msgspec.json.Decoder(Answer | None)
_VERSIONS: Final = ("legacy", 0, 1)


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a transaction stands, as far as its surroundings tell rather than itself."""

    slot: int | None
    index: int | None
    time: int | None


class _Head(msgspec.Struct, frozen=True):
    version: str | int | None
    signature: str
    keys: tuple[str, ...]
    signers: tuple[str, ...]
    blockhash: str
    instructions: tuple[Instruction, ...]
    lookup_tables: tuple[str, ...]


def read_transaction(body: bytes) -> Transaction | None:
    """The transaction in the raw bytes of a getTransaction result; None where the ledger answered `null`.

    Takes json, jsonParsed, base64 and base58, legacy, version 0 and version 1. Raises DecodeError.
    """
    try:
        answer = _ANSWER.decode(body)
    except NOT_AN_ANSWER as wrong:
        raise DecodeError(f"not a transaction as getTransaction answers it: {wrong}") from None
    return None if answer is None else assemble(answer, Place(answer.slot, answer.transaction_index, answer.block_time))


def assemble(answer: Answer, place: Place) -> Transaction:
    """The transaction an answer describes. Raises DecodeError where its parts do not fit together."""
    try:
        return _assemble(answer, place)
    except (AttributeError, IndexError, RecursionError, TypeError, ValueError) as wrong:
        raise DecodeError(f"the parts of a transaction do not fit together: {type(wrong).__name__}") from None


def _assemble(answer: Answer, place: Place) -> Transaction:
    meta = answer.meta
    head = _head(answer, meta)
    version = answer.version if answer.version is not None else head.version
    if version not in _VERSIONS:
        raise DecodeError("a transaction version newer than this reader")
    return Transaction(
        signature=head.signature,
        slot=place.slot,
        index=place.index,
        time=place.time,
        version=version,
        error=None if meta.err is None else msgspec.json.encode(meta.err).decode(),
        fee=meta.fee,
        accounts=head.keys,
        signers=head.signers,
        instructions=head.instructions,
        sol=sol_changes(head.keys, meta),
        tokens=token_changes(head.keys, meta),
        logs=meta.log_messages or (),
        blockhash=head.blockhash,
        lookup_tables=head.lookup_tables,
        return_program=meta.return_data.program_id if meta.return_data is not None else None,
    )


def _head(answer: Answer, meta: WireMeta) -> _Head:
    wire = answer.transaction
    if isinstance(wire, WireBody):
        return _head_of_json(wire, meta)
    if isinstance(wire, str):  # the oldest form: bare base58
        return _head_of_bytes(read_bytes(base58.decode(wire)), meta)
    text, encoding = wire
    if encoding == "base64":
        return _head_of_bytes(read_bytes(a2b_base64(text)), meta)
    if encoding == "base58":
        return _head_of_bytes(read_bytes(base58.decode(text)), meta)
    raise DecodeError("a transaction encoding other than json, jsonParsed, base64 or base58")


def _head_of_bytes(parts: Parts, meta: WireMeta) -> _Head:
    keys = _with_loaded(parts.keys, meta)
    top = [
        Instruction((place,), keys[program], pick(keys, accounts), data)
        for place, (program, accounts, data) in enumerate(parts.instructions)
    ]
    signers = _signers(keys, parts.signed)
    instructions = with_inner(top, meta.inner_instructions, partial(compiled, keys))
    return _Head(parts.version, parts.signature, keys, signers, parts.blockhash, instructions, parts.lookup_tables)


def _head_of_json(wire: WireBody, meta: WireMeta) -> _Head:
    message = wire.message
    static = message.account_keys
    in_place = bool(static) and not isinstance(static[0], str)
    if in_place:
        keys = tuple([key.pubkey for key in static])  # type: ignore[union-attr]  # mixed lists raise AttributeError below
        signers = tuple([key.pubkey for key in static if key.signer])  # type: ignore[union-attr]
        build: Build = parsed
    else:
        keys = _with_loaded(static, meta)  # type: ignore[arg-type]
        if message.header is None:
            raise DecodeError("a message without a header")
        signers = _signers(keys, message.header.num_required_signatures)
        build = partial(compiled, keys)
    instructions = in_order(message.instructions, meta.inner_instructions, build)
    lookups = message.address_table_lookups
    tables = tuple([lookup.account_key for lookup in lookups]) if lookups else ()
    version = 1 if message.transaction_config is not msgspec.UNSET else "legacy" if lookups is None else 0
    return _Head(version, wire.signatures[0], keys, signers, message.recent_blockhash, instructions, tables)


def _with_loaded(static: list[str], meta: WireMeta) -> tuple[str, ...]:
    loaded = meta.loaded_addresses
    return tuple(static) if loaded is None else (*static, *loaded.writable, *loaded.readonly)


def _signers(keys: tuple[str, ...], signed: int) -> tuple[str, ...]:
    if not 0 < signed <= len(keys):
        raise DecodeError("a transaction without a signer among its accounts")
    return keys[:signed]
