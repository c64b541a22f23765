"""What came into a wallet and what left it before a spending, and how much of one source's money can be left of it."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.funding.inflow import Inflow, balance_before, change, inflows
from reporter.model.ids import Raw, Signature, Wallet


class Movement(Struct, frozen=True, gc=False):
    """What one transaction added to a wallet, by source, and took from it; base units."""

    arrived: tuple[tuple[str, Raw], ...]
    left: Raw


class Stock(Struct, frozen=True):
    """A wallet's movements before a spending, oldest first, from a balance `start`; both empty where nothing was read."""

    start: Raw | None
    movements: tuple[Movement, ...]


def name_of(row: Inflow) -> str:
    """The name a source goes by in movements."""
    return row.source or row.kind


def stock(reading: Reading, wallet: Wallet, asset: str, opened: Sequence[Signature], inside: Iterable[Inflow] = ()) -> Stock:
    """The movements in `opened` (newest first), and what arrived `inside` the spending's own transaction."""
    movements: list[Movement] = []
    start: Raw | None = None
    for signature in reversed(opened):
        transaction, decoded = reading.transaction(signature), reading.decoded(signature)
        if transaction is None or decoded is None:
            continue
        if start is None:
            start = balance_before(transaction, wallet, asset)
        arrived = tuple((name_of(row), row.amount) for row in inflows(transaction, decoded, wallet, asset))
        gained = sum(amount for _, amount in arrived)
        movements.append(Movement(arrived, max(0, gained - change(transaction, wallet, asset))))
    last = tuple((name_of(row), row.amount) for row in inside)
    return Stock(start, (*movements, Movement(last, 0)) if last else tuple(movements))


def least_left(movements: Iterable[Movement], source: str) -> Raw:
    """The least that can be left of what `source` paid: as if every outflow had taken its money first."""
    left = 0
    for movement in movements:
        left += sum(amount for name, amount in movement.arrived if name == source)
        left = max(0, left - movement.left)
    return left


def most_left(movements: Iterable[Movement], start: Raw, source: str) -> Raw:
    """The most that can be left of what `source` paid: as if every outflow had taken other money first."""
    left, balance = 0, start
    for movement in movements:
        left += sum(amount for name, amount in movement.arrived if name == source)
        balance = max(0, balance + sum(amount for _, amount in movement.arrived) - movement.left)
        left = min(left, balance)
    return left
