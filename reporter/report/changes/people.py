"""Who holds how much, who is counted as what, who is among the early buyers, and which services were met."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from reporter.model.difference import Cause
from reporter.model.ids import Address, Wallet
from reporter.model.report import Holder
from reporter.report.across import COUNTED
from reporter.report.changes.item import Item, Seen, Value, always
from reporter.report.numbers import percent
from reporter.report.vocabulary import changes as say

LARGEST: Final = 20  # holders of each side looked at


def people(old: Seen, new: Seen) -> Iterator[Item]:
    """Every change of classes, large holdings, early buyers and services."""
    yield from _classes(old, new)
    yield from _holdings(old, new)
    yield from _early_buyers(old, new)
    yield from _services(old, new)


def _classes(old: Seen, new: Seen) -> Iterator[Item]:
    for wallet in sorted(old.holders.keys() & new.holders.keys()):
        was, is_ = _counted_as(wallet)(old), _counted_as(wallet)(new)
        if was != is_:
            yield Item("class", _counted_as(wallet), always(say.counted_as(wallet, was, is_)), (wallet,))


def _counted_as(wallet: Wallet) -> Value:
    def value(seen: Seen) -> str:
        row = seen.holders.get(wallet)
        return "" if row is None else row.class_

    return value


def _holdings(old: Seen, new: Seen) -> Iterator[Item]:
    """Holders among the largest of either report whose share, as it is printed, is another one now; largest change first."""
    wanted = _largest(old) | _largest(new)
    moved = {wallet: abs(_number(old.holders.get(wallet)) - _number(new.holders.get(wallet))) for wallet in wanted}
    for wallet in sorted(wanted, key=lambda wallet: (-moved[wallet], wallet)):
        had, has = _held(wallet)(old), _held(wallet)(new)
        if had != has:
            certain: Cause | None = "chain" if had and has else None  # balances are those of the snapshot
            yield Item("holding", _held(wallet), always(say.holding(wallet, had, has)), (wallet,), certain=certain)


def _largest(seen: Seen) -> set[Wallet]:
    counted = [row for row in seen.report.holders if row.class_ in COUNTED and _number(row)]
    return {row.wallet for row in counted[:LARGEST]}


def _held(wallet: Wallet) -> Value:
    def value(seen: Seen) -> str:
        row = seen.holders.get(wallet)
        return percent(row.share) if row is not None and row.class_ in COUNTED else ""

    return value


def _number(row: Holder | None) -> Fraction:
    return Fraction(row.share) if row is not None and row.class_ in COUNTED else Fraction(0)


def _early_buyers(old: Seen, new: Seen) -> Iterator[Item]:
    for wallet in sorted(new.early - old.early):
        yield Item("early_buyer", _early(wallet), lambda w: say.early_buyers(w, now=True), (wallet,), together="new")
    for wallet in sorted(old.early - new.early):
        yield Item("early_buyer", _early(wallet), lambda w: say.early_buyers(w, now=False), (wallet,), together="old")


def _early(wallet: Wallet) -> Value:
    return lambda seen: "listed" if wallet in seen.early else ""


def _services(old: Seen, new: Seen) -> Iterator[Item]:
    for address in sorted(old.services.keys() ^ new.services.keys()):
        now = address in new.services
        row = (new if now else old).services[address]
        text = say.service(row.kind, address, row.label, now=now)
        yield Item("service", _served(address), always(text), (address,))


def _served(address: Address) -> Value:
    return lambda seen: "shown" if address in seen.services else ""
