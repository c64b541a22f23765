"""A company traded the same other token before."""

from collections import Counter

from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import habits
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """These wallets traded the same other token before this launch, as far as their history was opened.

    Why it matters: wallets that are used together meet again in one launch after another.
    How it can mislead: popular tokens are traded by everybody, and followers of one caller meet again too. It counts only
    between wallets that needed the same money, signed for one another or sent their proceeds to one address, and the less the
    more of this launch's other buyers traded that token.
    """
    traded = {wallet: frozenset(mint for _, mint in acts) for wallet, acts in facts.past.items()}
    found = []
    for company in companies(facts):
        counts = Counter(mint for wallet in sorted(company.members) for mint in traded.get(wallet, ()))
        for mint in sorted(mint for mint, count in counts.items() if count >= facts.rules.limits.company):
            values = {
                wallet: mint if mint in mints else "other" if wallet in company.crowd else None
                for wallet, mints in traded.items()
            }
            found += habits(facts, company, "co_trading", "lifetime", values)
    return found
