"""A getBlock answer into its transactions, with their true index in the block."""

from collections.abc import Iterator
from typing import Final

import msgspec

from reporter.decode.wire import NOT_AN_ANSWER, Answer
from reporter.decode.wire_read import Place, assemble
from reporter.errors import DecodeError
from reporter.model.ids import Slot
from reporter.model.transaction import Transaction

_VOTE: Final = "Vote111111111111111111111111111111111111111"
_VOTE_FIRST: Final = b'"logMessages":["Program ' + _VOTE.encode() + b' invoke [1]"'
_TOP_LEVEL: Final = b" invoke [1]"


class _Block(msgspec.Struct, rename="camel"):
    transactions: list[msgspec.Raw]
    block_time: int | None = None


_BLOCK: Final = msgspec.json.Decoder(_Block)
_ENTRY: Final = msgspec.json.Decoder(Answer)


def read_block(
    body: bytes, slot: Slot, *, votes: bool = True, failures: list[tuple[int, DecodeError]] | None = None
) -> Iterator[Transaction]:
    """The transactions of a block (getBlock with full details, any encoding), `index` counting votes too.

    `votes=False` leaves out transactions that only vote; nearly all are recognised by their log before anything is decoded.
    A transaction that cannot be read is put into `failures` with its index where a list is given, else raised.
    Raises DecodeError.
    """
    try:
        block = _BLOCK.decode(body)
    except NOT_AN_ANSWER as wrong:
        raise DecodeError(f"not a block as getBlock answers it: {wrong}") from None
    for index, entry in enumerate(block.transactions):
        if not votes and _votes_by_log(entry):
            continue
        try:
            transaction = _read_entry(entry, Place(slot, index, block.block_time))
        except DecodeError as wrong:
            if failures is None:
                raise
            failures.append((index, wrong))
            continue
        if votes or not is_vote(transaction):
            yield transaction


def is_vote(transaction: Transaction) -> bool:
    """True when every instruction of the transaction is the vote program's."""
    return bool(transaction.instructions) and all(called.program == _VOTE for called in transaction.instructions)


def _votes_by_log(entry: msgspec.Raw) -> bool:
    """The first line of the log starts the vote program and no other line starts a top-level instruction.

    A memo that quotes such a line is a second one, so nothing can be hidden this way.
    """
    raw = bytes(entry)
    return _VOTE_FIRST in raw and raw.count(_TOP_LEVEL) == 1


def _read_entry(entry: msgspec.Raw, place: Place) -> Transaction:
    try:
        answer = _ENTRY.decode(entry)
    except NOT_AN_ANSWER as wrong:
        raise DecodeError(f"not a transaction as getBlock answers it: {wrong}") from None
    return assemble(answer, place)
