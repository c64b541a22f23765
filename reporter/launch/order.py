"""Where a transaction stands in the ledger: slot, index in its block, and the order of the list that named it."""

from msgspec import Struct

from reporter.decode.reading import Entry, Reading
from reporter.model import questions as ask
from reporter.model.ids import Signature, Slot
from reporter.model.transaction import Transaction


class Place(Struct, frozen=True, order=True, gc=False):
    """A position that sorts in ledger order.

    `rank` is the place in the signatures list, which nodes keep in block order; `index` is the true position where the
    answer or the block told it, -1 where nothing did.
    """

    slot: Slot
    rank: int
    index: int
    signature: Signature
    time: int | None = None

    @property
    def known_index(self) -> int | None:
        """The true position in the block, None where it was not read."""
        return None if self.index < 0 else self.index


def place(reading: Reading, transaction: Transaction, entry: Entry, rank: int) -> Place:
    """The place of a transaction that was listed as number `rank` (oldest first)."""
    index = transaction.index
    if index is None:
        block = reading.block(ask.block_signatures(entry.slot))
        index = block.positions.get(entry.signature) if block is not None else None
    time = transaction.time if transaction.time is not None else entry.time
    # The true index outranks the list: some providers list a slot's signatures in no order at all.
    return Place(entry.slot, rank if index is None else index, -1 if index is None else index, entry.signature, time)
