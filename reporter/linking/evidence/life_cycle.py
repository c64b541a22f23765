"""The wallets of one company led the same short life before the launch."""

from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import habits
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """Everything these wallets did before this launch is the same sequence of buys and sales of the same token.

    Why it matters: wallets are warmed up by a program so that they look used; it takes each through the same steps.
    How it can mislead: an onboarding flow leads many new users through the same steps. It counts only between wallets that
    needed the same money, signed for one another or sent their proceeds to one address.
    """
    least = facts.rules.limits.life_steps
    words = {
        wallet: " ".join(f"{side}:{mint}" for side, mint in acts) if len(acts) >= least else "shorter"
        for wallet, acts in facts.past.items()
    }
    found = []
    for company in companies(facts):
        values = {w: word for w, word in words.items() if w in company.crowd or word != "shorter"}
        found += habits(facts, company, "life_cycle", "lifetime", values)
    return found
