"""The wallets of one company were born together."""

from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import habits
from reporter.model.evidence import Evidence
from reporter.model.ids import Wallet

DAY = 86_400


def find(facts: Facts) -> list[Evidence]:
    """The whole history of these wallets was read, and their first money reached all of them within the same short time.

    Why it matters: wallets made for one purpose are first paid in one sitting.
    How it can mislead: many people make a new wallet for a launch, and a busy hour fills many at once. It counts only between
    wallets that needed the same money, and the less the more of this launch's other buyers were born in the same time.
    """
    born = {wallet: trail.first.born for wallet, trail in facts.money.trails.items() if trail.first.born is not None}
    found = []
    for company in companies(facts):
        times = sorted(born[wallet] for wallet in company.members if wallet in born)
        if len(times) < facts.rules.limits.company:
            continue
        middle, span = times[len(times) // 2], facts.rules.limits.cohort_seconds
        values: dict[Wallet, str | None] = {wallet: "cohort" for wallet, time in born.items() if abs(time - middle) <= span}
        values.update({wallet: "other" for wallet in company.crowd if wallet not in values})
        found += habits(facts, company, "fresh_cohort", "funding_shape", values)
    return found
