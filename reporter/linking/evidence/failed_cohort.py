"""Buys of one company failed within a minute of each other, sent in one form."""

from reporter.decode.signers import wallet_signers
from reporter.launch.story import Failed
from reporter.linking import client
from reporter.linking.company import bits, companies, shared
from reporter.linking.facts import Facts
from reporter.linking.payers import buy_of
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """Transactions of these wallets on this token's market failed within a minute of each other, all of one form.

    Why it matters: a program that sends for many wallets fails for many at once, and tries again; who tried shows in
    transactions that had no effect.
    How it can mislead: a hot market fails for everybody in the same second, and users of one tool send one form. It counts only
    between wallets that needed the same money, signed for one another or sent their proceeds to one address, and the less the
    more of this launch's other buyers failed like that.
    """
    first: dict[Wallet, Failed] = {}
    for failed in facts.story.failures:
        for wallet in wallet_signers(failed.transaction):
            if wallet in facts.early:
                first.setdefault(wallet, failed)
    weights, limits = facts.rules.weights, facts.rules.limits
    found = []
    for company in companies(facts):
        times = sorted(first[wallet].place.time or 0 for wallet in company.members if wallet in first)
        if len(times) < limits.company:
            continue
        middle = times[len(times) // 2]
        together = {w: one for w, one in first.items() if abs((one.place.time or 0) - middle) <= limits.failed_seconds}
        values: dict[Wallet, str | None] = {wallet: client.template(one.transaction) for wallet, one in together.items()}
        values.update({wallet: "none" for wallet in company.crowd if wallet not in together})
        for row in shared(company, values, limits.company):
            weight = bits(weights.match, row.rarity, weights.failed_cohort)
            if weight > 0:
                members: dict[Wallet, tuple[Signature, ...]] = {
                    wallet: (together[wallet].transaction.signature, buy_of(facts, wallet)) for wallet in row.members
                }
                found.append(
                    Evidence(
                        "failed_cohort", "launch_timing", weight, members, value=row.value, rarity=row.rarity, basis="crowd"
                    )
                )
    return found
