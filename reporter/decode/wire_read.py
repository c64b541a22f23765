"""A getTransaction answer, in whatever encoding, into the one Transaction the rest of the house reads."""

from binascii import a2b_base64
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import itemgetter
from typing import Final, TypeAlias

import msgspec

from reporter.decode.wire import Answer, Inner, TokenBalance, WireBody, WireInstruction, WireMeta
from reporter.decode.wire_base58 import decode_all
from reporter.decode.wire_bytes import Parts, read_bytes
from reporter.decode.wire_parsed import encode_parsed
from reporter.errors import DecodeError
from reporter.model import base58
from reporter.model.transaction import Instruction, Path, SolChange, TokenChange, Transaction

_ANSWER: Final = msgspec.json.Decoder(Answer | None)
_VERSIONS: Final = ("legacy", 0, 1)

Build: TypeAlias = Callable[[Sequence[Path], list[WireInstruction]], list[Instruction]]


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
    top: list[Instruction]
    lookup_tables: tuple[str, ...]
    build: Build


def read_transaction(body: bytes) -> Transaction | None:
    """The transaction in the raw bytes of a getTransaction result; None where the ledger answered `null`.

    Takes json, jsonParsed, base64 and base58, legacy, version 0 and version 1. Raises DecodeError.
    """
    try:
        answer = _ANSWER.decode(body)
    except msgspec.MsgspecError as wrong:
        raise DecodeError(f"not a transaction as getTransaction answers it: {wrong}") from None
    return None if answer is None else assemble(answer, Place(answer.slot, answer.transaction_index, answer.block_time))


def assemble(answer: Answer, place: Place) -> Transaction:
    """The transaction an answer describes. Raises DecodeError where its parts do not fit together."""
    try:
        return _assemble(answer, place)
    except (AttributeError, IndexError, TypeError, ValueError) as wrong:
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
        instructions=_with_inner(head.top, meta.inner_instructions, head.build) if meta.inner_instructions else tuple(head.top),
        sol=_sol(head.keys, meta),
        tokens=_tokens(head.keys, meta),
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
        Instruction((place,), keys[program], _pick(keys, accounts), data)
        for place, (program, accounts, data) in enumerate(parts.instructions)
    ]
    signers = _signers(keys, parts.signed)
    return _Head(
        parts.version, parts.signature, keys, signers, parts.blockhash, top, parts.lookup_tables, partial(_compiled, keys)
    )


def _head_of_json(wire: WireBody, meta: WireMeta) -> _Head:
    message = wire.message
    static = message.account_keys
    parsed = bool(static) and not isinstance(static[0], str)
    if parsed:
        keys = tuple([key.pubkey for key in static])  # type: ignore[union-attr]  # mixed lists raise AttributeError below
        signers = tuple([key.pubkey for key in static if key.signer])  # type: ignore[union-attr]
        build: Build = _parsed
    else:
        keys = _with_loaded(static, meta)  # type: ignore[arg-type]
        if message.header is None:
            raise DecodeError("a message without a header")
        signers = _signers(keys, message.header.num_required_signatures)
        build = partial(_compiled, keys)
    wires = message.instructions
    top = build([(place,) for place in range(len(wires))], wires) if wires else []
    lookups = message.address_table_lookups
    tables = tuple([lookup.account_key for lookup in lookups]) if lookups else ()
    version = 1 if message.transaction_config is not msgspec.UNSET else "legacy" if lookups is None else 0
    return _Head(version, wire.signatures[0], keys, signers, message.recent_blockhash, top, tables, build)


def _with_loaded(static: list[str], meta: WireMeta) -> tuple[str, ...]:
    loaded = meta.loaded_addresses
    return tuple(static) if loaded is None else (*static, *loaded.writable, *loaded.readonly)


def _signers(keys: tuple[str, ...], signed: int) -> tuple[str, ...]:
    if not 0 < signed <= len(keys):
        raise DecodeError("a transaction without a signer among its accounts")
    return keys[:signed]


def _pick(keys: tuple[str, ...], indexes: Sequence[int]) -> tuple[str, ...]:
    if len(indexes) > 1:
        picked: tuple[str, ...] = itemgetter(*indexes)(keys)
        return picked
    return (keys[indexes[0]],) if indexes else ()


def _compiled(keys: tuple[str, ...], paths: Sequence[Path], wires: list[WireInstruction]) -> list[Instruction]:
    """Instructions whose accounts are indexes; an address in place of one raises TypeError."""
    return [
        Instruction(path, keys[wire.program_id_index], _pick(keys, wire.accounts), data)  # type: ignore[index, arg-type]
        for path, wire, data in zip(paths, wires, decode_all([wire.data for wire in wires]), strict=True)
    ]


def _parsed(paths: Sequence[Path], wires: list[WireInstruction]) -> list[Instruction]:
    """Instructions as jsonParsed gives them, addresses in place."""
    built = []
    for path, wire in zip(paths, wires, strict=True):
        program = wire.program_id
        if program is None:
            raise DecodeError("a jsonParsed instruction without its program")
        if wire.parsed is msgspec.UNSET:
            accounts, data = tuple(wire.accounts), base58.decode(wire.data)
        else:
            accounts, data = encode_parsed(program, wire.parsed)
        built.append(Instruction(path, program, accounts, data))  # type: ignore[arg-type]
    return built


def _with_inner(top: list[Instruction], inner: list[Inner], build: Build) -> tuple[Instruction, ...]:
    """Execution order: each top-level instruction, then what it called."""
    paths: list[Path] = []
    wires: list[WireInstruction] = []
    ends: dict[int, tuple[int, int]] = {}
    for group in inner:
        start = len(wires)
        paths += _paths(group.index, group.instructions)
        wires += group.instructions
        ends[group.index] = (start, len(wires))
    if not wires:
        return tuple(top)
    if len(ends) != len(inner) or max(ends) >= len(top):
        raise DecodeError("inner instructions of an instruction that is not there, or twice of the same")
    called = build(paths, wires)
    ordered: list[Instruction] = []
    for place, instruction in enumerate(top):
        ordered.append(instruction)
        if place in ends:
            start, end = ends[place]
            ordered += called[start:end]
    return tuple(ordered)


def _paths(place: int, called: Iterable[WireInstruction]) -> list[Path]:
    """The place of each called instruction, from its stack height; those without one are direct children.

    A height that skips a level (no node answers so) counts as one level down.
    """
    path: Path = (place,)
    paths = []
    for wire in called:
        height = wire.stack_height or 2
        depth = len(path)
        if height == depth:
            path = (*path[:-1], path[-1] + 1)
        elif height > depth:
            path = (*path, 0)
        else:
            path = (*path[: height - 1], path[height - 1] + 1)
        if len(path) < 2:
            raise DecodeError("an inner instruction at the top level")
        paths.append(path)
    return paths


def _sol(keys: tuple[str, ...], meta: WireMeta) -> tuple[SolChange, ...]:
    pre, post = meta.pre_balances, meta.post_balances
    if len(pre) != len(post) or (pre and len(pre) != len(keys)):
        raise DecodeError("balances that do not match the accounts")
    return tuple([SolChange(keys[i], pre[i], post[i]) for i in range(len(pre)) if pre[i] != post[i]])


def _tokens(keys: tuple[str, ...], meta: WireMeta) -> tuple[TokenChange, ...]:
    pre, post = meta.pre_token_balances, meta.post_token_balances
    if not pre and not post:
        return ()
    before = {balance.account_index: balance for balance in pre or ()}
    changes = []
    for after in post or ():
        index = after.account_index
        earlier = before.pop(index, None)
        if earlier is not None and earlier.mint != after.mint:  # closed, and opened again for another mint
            changes.append((index, _token(keys[index], earlier, None)))
            earlier = None
        changes.append((index, _token(keys[index], earlier, after)))
    if before:
        changes += [(index, _token(keys[index], earlier, None)) for index, earlier in before.items()]
        changes.sort(key=lambda change: change[0])
    return tuple([change for _, change in changes])


def _token(account: str, pre: TokenBalance | None, post: TokenBalance | None) -> TokenChange:
    """An account that was or is not there has the balance 0 on that side, and the owner of the other."""
    known = post or pre
    assert known is not None
    owner = known.owner or ""
    return TokenChange(
        account,
        owner if pre is None else pre.owner or "",
        owner,
        known.mint,
        known.program_id or "",
        known.ui_token_amount.decimals,
        0 if pre is None else int(pre.ui_token_amount.amount),
        0 if post is None else int(post.ui_token_amount.amount),
    )
