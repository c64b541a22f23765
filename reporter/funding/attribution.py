"""How much of a buy one source paid: an interval, never one number.

The same money can be followed by several conventions, and none is the truth (science of tracing: Clayton's rule of 1816 is
FIFO; haircut spreads every outflow over all there was). The lower end takes every other outflow from the source's money first,
and the buy from it last: what could not have been paid otherwise. The upper end is the maximum flow from the source into the
buy, every other outflow taken from other money first. FIFO and haircut lie between.
"""

from collections import deque
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.funding.inflow import balance_before
from reporter.funding.movement import Movement, least_left, most_left, stock
from reporter.funding.trace import Provenance, needed
from reporter.model.ids import Raw


class Attribution(Struct, frozen=True, gc=False):
    """Base units of a spending's cost paid by one source, by four conventions: `at_least` ≤ `fifo`, `haircut` ≤ `at_most`."""

    at_least: Raw
    fifo: Raw
    haircut: Raw
    at_most: Raw


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
    everything = sum(mixed.values(), Fraction(0))
    balance = int(everything)
    at_least = needed(cost, balance, least_left(movements, source))
    at_most = min(cost, most_left(movements, start, source))
    first_in = sum(taken for name, taken in _take(line, cost) if name == source)
    spread = mixed.get(source, Fraction(0)) * min(Fraction(cost), everything) / everything if everything else Fraction(0)
    return Attribution(at_least=at_least, fifo=first_in, haircut=max(at_least, int(spread)), at_most=at_most)


def past(reading: Reading, found: Provenance) -> tuple[Sequence[Movement], Raw]:
    """The movements of a wallet before a spending, oldest first, and its balance before the first of them."""
    spent = found.spending.transaction
    inside = [row for row in found.rows if row.signature == spent.signature]
    told = stock(reading, found.wallet, found.asset, found.opened, inside)
    start = told.start if told.start is not None else balance_before(spent, found.wallet, found.asset)
    return told.movements, start or 0


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
