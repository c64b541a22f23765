"""Measures of concentration as the report prints them: fixed-decimal text, rounded once."""

from typing import TypeAlias

from msgspec import Struct

from reporter.model.ids import Slot

Amount: TypeAlias = str  # integer in base units
Share: TypeAlias = str  # 0.000000 to 1.000000
Probability: TypeAlias = str
Bits: TypeAlias = str


class Measures(Struct, frozen=True):
    """Concentration over one set of units. None where no measure may be printed (no circulating supply to speak of)."""

    units: int
    top1: Share | None
    top5: Share | None
    top10: Share | None
    top20: Share | None
    top50: Share | None
    hhi: str | None  # 0 to 10000
    effective: str | None  # 10000 / hhi
    gini: Share | None
    entropy: str | None  # bits
    nakamoto33: int | None
    nakamoto50: int | None
    controlling: int | None  # fewest units whose sale halves the price of the live market


class EntityMeasures(Struct, frozen=True):
    """The same measures with wallets of one entity counted as one: strict, expected and loose reading of the links."""

    at_least: Measures
    expected: Measures
    at_most: Measures


class Scale(Struct, frozen=True):
    """The measures against one denominator: `total` (everything minted), `circulating`, or `free` (circulating less what
    lockers verifiably hold back, whose tokens are left out of the balances too)."""

    denominator: str
    amount: Amount
    wallets: Measures
    at_least: Measures
    at_most: Measures
    linked_at_least: Share | None
    linked_at_most: Share | None


class Metrics(Struct, frozen=True):
    """Concentration. `linked_*` is the share of circulating supply in published entities; `hidden_by_splitting` is entity
    top 10 minus wallet top 10 by published links, `hidden_at_most` the same when possible links are true."""

    wallets: Measures
    entities: EntityMeasures
    linked_at_least: Share | None
    linked_expected: Share | None
    linked_at_most: Share | None
    hidden_by_splitting: Share | None
    denominators: dict[str, Amount]
    hidden_at_most: Share | None = None
    scales: list[Scale] = []


class At(Struct, frozen=True):
    """Measures at one moment, rebuilt from the ledger: of wallets, and with the wallets of today's entities counted as one.
    `whole` is False where transactions before the moment were listed and not opened, or not even listed."""

    at: str
    slot: Slot
    metrics: Measures
    at_least: Measures | None = None
    at_most: Measures | None = None
    linked_at_least: Share | None = None
    linked_at_most: Share | None = None
    whole: bool = True
