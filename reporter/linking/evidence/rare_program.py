"""The buys of one company called a program that hardly anybody else in this launch calls."""

from reporter.linking import client
from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import habits
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """These wallets sent their first buys through the same program, which this launch's other buyers do not call.

    Why it matters: a program of one's own is written or rented by whoever uses it.
    How it can mislead: a new public router is rare on its first days. It counts only between wallets that needed the same
    money, signed for one another or sent their proceeds to one address.
    """
    called = {purchase.wallet: client.programs(purchase.transaction) for purchase in facts.story.early}
    found = []
    for company in companies(facts):
        usual = {program for wallet in company.crowd for program in called.get(wallet, ())}
        values = {wallet: "+".join(sorted(programs - usual)) or None for wallet, programs in called.items()}
        crowd = {wallet: value or ("none" if wallet in company.crowd else None) for wallet, value in values.items()}
        found += habits(facts, company, "rare_program", "client", crowd)
    return found
