"""A company was paid, one after another, amounts that differ as a known series does."""

from collections.abc import Iterator, Sequence

from reporter.funding.inflow import SOL
from reporter.linking.company import Company, companies
from reporter.linking.facts import Facts
from reporter.linking.order import weight
from reporter.model.evidence import Evidence
from reporter.model.ids import Lamports, Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """The amounts these wallets were paid, in the order of their payments, differ from each other as the amounts of a series
    do that a launch tool is known to draw for every customer.

    Why it matters: the tool adds one constant to fixed numbers, so the differences stay whatever sum is divided.
    How it can mislead: everybody who uses that tool has the series: it says that a program divided the sum, not for whom. It
    counts only between wallets that needed the same money.
    """
    found = []
    for company in companies(facts):
        run = _longest(facts, company)
        log_odds = weight(run[1], facts.rules.limits.chance, facts.rules.weights.known_series)
        if log_odds > 0:
            members: dict[Wallet, tuple[Signature, ...]] = {wallet: (signature,) for wallet, signature in run[0]}
            found.append(
                Evidence(
                    kind="known_series",
                    family="funding_shape",
                    bits=log_odds,
                    members=members,
                    value=str(len(members)),
                    rarity=run[1],
                    basis="chance",
                )
            )
    return found


def _longest(facts: Facts, company: Company) -> tuple[list[tuple[Wallet, Signature]], float]:
    """The run of payments that chance explains worst, and that chance: 1 where none fits.

    A difference drawn at random from the width of a series fits with odds of twice the tolerance to it; every place at which
    a run can begin, here and in the series, is one more look.
    """
    paid = _paid(facts, company)
    best: tuple[list[tuple[Wallet, Signature]], float] = ([], 1.0)
    for series in facts.rules.series.values():
        fit = min(1.0, 2 * facts.rules.limits.series_lamports / max(1, max(series) - min(series)))
        for place, offset in _starts(len(paid), len(series)):
            length = _fits([amount for amount, _, _ in paid[place:]], series[offset:], facts.rules.limits.series_lamports)
            chance = min(1.0, fit ** (length - 1) * len(paid) * len(series))
            if chance < best[1]:
                best = [(wallet, signature) for _, wallet, signature in paid[place : place + length]], chance
    return best


def _starts(payments: int, numbers: int) -> Iterator[tuple[int, int]]:
    return ((place, offset) for place in range(payments) for offset in range(numbers))


def _fits(amounts: Sequence[Lamports], series: Sequence[Lamports], tolerance: Lamports) -> int:
    """How many of the first amounts differ from the first as the numbers of the series do."""
    length = 0
    for amount, number in zip(amounts, series, strict=False):
        if abs((amount - amounts[0]) - (number - series[0])) > tolerance:
            break
        length += 1
    return length


def _paid(facts: Facts, company: Company) -> list[tuple[Lamports, Wallet, Signature]]:
    """What reached each member of the company's money, in lamports, in the order of the payments."""
    rows = []
    for wallet in sorted(company.members):
        above = facts.above(wallet).get(company.via)
        hop = above.path[-1] if above is not None and above.path else None
        if hop is not None and hop.asset == SOL and hop.time is not None:
            rows.append((hop.time, hop.amount, wallet, hop.signature))
    return [(amount, wallet, signature) for _, amount, wallet, signature in sorted(rows)]
