"""How much of a buy one source paid: an interval, never one number.

The same money can be followed by several conventions, and none is the truth (science of tracing: Clayton's rule of 1816 is
FIFO; haircut spreads every outflow over all there was). The lower end is counterfactual: what could not have been paid
otherwise. The upper end is the most that can have flowed from the source into the buy. FIFO and haircut lie between.
"""

from collections import deque
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.funding.inflow import balance_before, change, inflows
from reporter.funding.trace import Provenance, needed
from reporter.model.ids import Raw


class Attribution(Struct, frozen=True, gc=False):
    """Base units of a spending's cost paid by one source, by four conventions, from least to most where they differ."""

    at_least: Raw
    fifo: Raw
    haircut: Raw
    at_most: Raw


class Movement(Struct, frozen=True, gc=False):
    """What one transaction added to a wallet, by source, and took from it; base units."""

    arrived: tuple[tuple[str, Raw], ...]
    left: Raw


def attribute(movements: Sequence[Movement], start: Raw, cost: Raw, source: str) -> Attribution:
    """The part of `cost` that `source` paid, `movements` being the wallet's past in ledger order from a balance `start`."""
    line: deque[tuple[str, Raw]] = deque([("", start)])
    mixed: dict[str, Fraction] = {"": Fraction(start)}
    for movement in movements:
        for name, amount in movement.arrived:
            line.append((name, amount))
            mixed[name] = mixed.get(name, Fraction(0)) + amount
        _take(line, movement.left)
        _shrink(mixed, movement.left)
    money = sum(amount for movement in movements for name, amount in movement.arrived if name == source)
    everything = sum(mixed.values(), Fraction(0))
    balance = int(everything)
    first_in = sum(taken for name, taken in _take(line, cost) if name == source)
    spread = int(mixed.get(source, Fraction(0)) * min(Fraction(cost), everything) / everything) if everything else 0
    return Attribution(
        at_least=needed(cost, balance, min(money, balance)),
        fifo=first_in,
        haircut=spread,
        at_most=min(money, cost, balance),
    )


def past(reading: Reading, found: Provenance) -> tuple[list[Movement], Raw]:
    """The movements of a wallet before a spending, oldest first, and its balance before the first of them."""
    wallet, asset = found.wallet, found.asset
    movements: list[Movement] = []
    start: Raw | None = None
    for signature in reversed(found.opened):
        transaction, decoded = reading.transaction(signature), reading.decoded(signature)
        if transaction is None or decoded is None:
            continue
        if start is None:
            start = balance_before(transaction, wallet, asset)
        arrived = tuple((row.source or row.kind, row.amount) for row in inflows(transaction, decoded, wallet, asset))
        gained = sum(amount for _, amount in arrived)
        movements.append(Movement(arrived, max(0, gained - change(transaction, wallet, asset))))
    inside = tuple(
        (row.source or row.kind, row.amount) for row in found.rows if row.signature == found.spending.transaction.signature
    )
    if start is None:
        start = balance_before(found.spending.transaction, wallet, asset)
    return [*movements, *([Movement(inside, 0)] if inside else [])], start or 0


def _take(line: deque[tuple[str, Raw]], amount: Raw) -> list[tuple[str, Raw]]:
    """Take `amount` from the front of the line: what came first goes first."""
    taken = []
    while amount > 0 and line:
        name, held = line.popleft()
        used = min(held, amount)
        amount -= used
        taken.append((name, used))
        if held > used:
            line.appendleft((name, held - used))
    return taken


def _shrink(mixed: dict[str, Fraction], amount: Raw) -> None:
    """Take `amount` from everything in proportion."""
    total = sum(mixed.values(), Fraction(0))
    if total > 0:
        left = max(Fraction(0), total - amount) / total
        for name in mixed:
            mixed[name] *= left
