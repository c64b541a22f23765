"""A company was paid amounts that are equal to the unit."""

from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import habits
from reporter.model.evidence import Evidence
from reporter.model.ids import Raw


def find(facts: Facts) -> list[Evidence]:
    """The payments that brought these wallets their money are of the same amount, to the unit, and not of a round one.

    Why it matters: whoever paid them used one number for all.
    How it can mislead: a service's minimum or fee makes equal amounts, and presets make round ones. It counts only between
    wallets that needed the same money, and not where this launch's other buyers were paid the same.
    """
    paid = {wallet: _odd(trail.first.main.money) if trail.first.main else None for wallet, trail in facts.money.trails.items()}
    return [found for company in companies(facts) for found in habits(facts, company, "amount_template", "funding_shape", paid)]


def _odd(amount: Raw) -> Raw | None:
    """The amount, unless it is a round number of thousandths of a SOL: those are typed by everybody."""
    return amount if amount % 1_000_000 else None
