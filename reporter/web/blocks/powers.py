"""What could still be done to the token: powers over the mint, what is locked, who can take the liquidity out."""

from collections.abc import Iterator
from typing import Final

from reporter.model.report import Liquidity, Report
from reporter.report import numbers
from reporter.web.blocks.markup import code, safe, wallet
from reporter.web.links import Explorer

LOCKS: Final = 8


def powers(report: Report, explorer: Explorer) -> str:
    """A list of facts: authorities, extensions of the token, locks, liquidity of the pool."""
    facts = [
        *_authorities(report, explorer),
        *_extensions(report),
        *_locks(report, explorer),
        *_pool(report.liquidity, explorer),
    ]
    if not facts:
        return '<p class="lr-muted">The mint\'s own account was not read.</p>'
    rows = "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in facts)
    return f'<dl class="lr-rows">{rows}</dl>'


def _authorities(report: Report, explorer: Explorer) -> Iterator[tuple[str, str]]:
    for power, holder in sorted(report.token.authorities.items()):
        name = safe(power.replace("_", " ").capitalize())
        yield f"{name} authority", "given up" if holder is None else f"held by {wallet(explorer, holder)}"


def _extensions(report: Report) -> Iterator[tuple[str, str]]:
    if report.token.extensions:
        yield "Token-2022 extensions", safe(", ".join(report.token.extensions))


def _locks(report: Report, explorer: Explorer) -> Iterator[tuple[str, str]]:
    for lock in report.locks[:LOCKS]:
        until = f" until {numbers.utc(lock.until)}" if lock.until is not None else ""
        yield (
            f"Locker account {wallet(explorer, lock.wallet)}",
            f"{numbers.amount(lock.amount, report.token.decimals)} locked{until} ({safe(lock.state)})",
        )
    if report.locks[LOCKS:]:
        yield "More lockers", f"{len(report.locks) - LOCKS:,} in the JSON"


def _pool(found: Liquidity | None, explorer: Explorer) -> Iterator[tuple[str, str]]:
    if found is None or int(found.issued) <= 0:
        return
    issued = int(found.issued)
    burned = "burning not read" if found.burned is None else f"{_of(found.burned, issued)} burned"
    yield (
        f"Liquidity of pool {wallet(explorer, found.pool)}",
        f"{burned}, {_of(found.locked, issued)} locked; whoever holds the rest can take it out",
    )
    for holder in found.holders[:3]:
        yield code(numbers.short(holder.wallet)), f"{_of(holder.amount, issued)} of it: {safe(holder.reason)}"


def _of(part: str, whole: int) -> str:
    return numbers.percent(numbers.share(int(part), whole))
