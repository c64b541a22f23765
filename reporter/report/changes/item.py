"""One thing that differs, before it is known why."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from reporter.model.difference import Cause, Kind
from reporter.model.ids import Address, Signature, Wallet
from reporter.model.report import Entity, Holder, Report, Service


class Seen(Struct, frozen=True):
    """A report with its lists by address: a comparison looks things up in every report on the way, again and again."""

    report: Report
    entities: list[Entity]
    holders: dict[Wallet, Holder]
    early: frozenset[Wallet]
    services: dict[Address, Service]


Value: TypeAlias = Callable[[Seen], str]


class Item(Struct, frozen=True):
    """`value` reads a report, printed as people see it and empty where there is none; it differs between the two reports.

    Items of one `together` with the same reasons are told in one sentence about all their wallets. `certain` is the cause that
    alone can have changed it at the step where the ledger was read again.
    """

    kind: Kind
    value: Value
    say: Callable[[Sequence[Wallet]], str]
    wallets: tuple[Wallet, ...] = ()
    together: str = ""
    signatures: tuple[Signature, ...] = ()
    certain: Cause | None = None


def look(report: Report) -> Seen:
    """The report, ready to be compared."""
    return Seen(
        report,
        report.entities,
        {row.wallet: row for row in report.holders},
        frozenset(row.wallet for row in report.early_buyers),
        {row.address: row for row in report.services if row.address is not None},
    )


def always(text: str) -> Callable[[Sequence[Wallet]], str]:
    """A sentence that does not depend on whom it is told of."""
    return lambda _: text
