"""Measures, supply, facts of the mint and coverage: one printed value each, before and after."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from reporter.model.difference import Kind
from reporter.model.report import Measures
from reporter.report.changes.item import Item, Seen, Value, always
from reporter.report.numbers import NOT_MEASURED, amount, percent, short
from reporter.report.plain import plain
from reporter.report.vocabulary import changes as say

_MEASURES: Final[Mapping[str, Value]] = {
    "Linked supply, at least": lambda s: percent(s.report.metrics.linked_at_least),
    "Linked supply, expected": lambda s: percent(s.report.metrics.linked_expected),
    "Linked supply, at most": lambda s: percent(s.report.metrics.linked_at_most),
    "Hidden by splitting": lambda s: percent(s.report.metrics.hidden_by_splitting),
    "Colour of the badge": lambda s: plain(s.report.badge.color),
}
_READINGS: Final[Mapping[str, Callable[[Seen], Measures]]] = {
    "wallets": lambda s: s.report.metrics.wallets,
    "entities, at least": lambda s: s.report.metrics.entities.at_least,
    "entities, at most": lambda s: s.report.metrics.entities.at_most,
}
_NUMBERS: Final[Mapping[str, Callable[[Measures], str]]] = {
    "number": lambda m: f"{m.units:,}",
    "top 1": lambda m: percent(m.top1),
    "top 10": lambda m: percent(m.top10),
    "HHI": lambda m: _number(m.hhi),
    "for 50 %": lambda m: _number(m.nakamoto50),
    "halve price": lambda m: _number(m.controlling),
}
_SUPPLY: Final = ("total", "burned", "curve", "pools", "locked", "circulating")


def numbers(old: Seen, new: Seen) -> Iterator[Item]:
    """Every number and fact that is printed differently."""
    yield from _changed("measure", _MEASURES, old, new)
    for name, reading in _READINGS.items():
        yield from _changed(
            "measure", {f"Counted as {name}: {what}": _of(reading, n) for what, n in _NUMBERS.items()}, old, new
        )
    yield from _changed("supply", {f"Supply, {part}": _supply(part) for part in _SUPPLY}, old, new)
    yield from _changed("fact", _facts(old, new), old, new)
    covered: dict[str, Value] = {
        "Early buying covered": lambda s: percent(s.report.coverage.share),
        "Early buyers looked at": lambda s: f"{len(s.early):,}",
    }
    yield from _changed("coverage", covered, old, new)


def _changed(kind: Kind, values: Mapping[str, Value], old: Seen, new: Seen) -> Iterator[Item]:
    for name, value in values.items():
        before, after = value(old), value(new)
        if before != after:
            yield Item(kind, value, always(say.measure(name, before, after)))


def _of(reading: Callable[[Seen], Measures], number: Callable[[Measures], str]) -> Value:
    return lambda seen: number(reading(seen))


def _number(value: str | int | None) -> str:
    return NOT_MEASURED if value is None else str(value)


def _supply(part: str) -> Value:
    return lambda seen: amount(getattr(seen.report.supply, part), seen.report.token.decimals)


def _facts(old: Seen, new: Seen) -> dict[str, Value]:
    powers = sorted(old.report.token.authorities.keys() | new.report.token.authorities.keys())
    return {
        "Graduation": _graduation,
        "Creator": _creator,
        **{f"{plain(power).capitalize()} authority": _authority(power) for power in powers},
    }


def _graduation(seen: Seen) -> str:
    left = seen.report.graduation
    return "none read" if left is None else f"to {plain(left.platform or 'an unknown platform')} in slot {left.slot}"


def _creator(seen: Seen) -> str:
    made = seen.report.creation
    if made is None or made.creator is None:
        return "none read"
    return f"{short(made.creator)}, {'signed' if made.creator_signed else 'named only'}"


def _authority(power: str) -> Value:
    def value(seen: Seen) -> str:
        holders = seen.report.token.authorities
        if power not in holders:
            return "not part of the mint"
        holder = holders[power]
        return "given up" if holder is None else short(holder)

    return value
