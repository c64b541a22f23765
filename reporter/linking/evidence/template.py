"""The buys of one company were sent by one program with one setting, which the launch's crowd does not use."""

from reporter.linking import client
from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import habits
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """The first buys of these wallets have the same form: the same programs in the same order, the same version, and the same
    compute limit and price within a few per cent.

    Why it matters: a form that hardly anybody else in this launch uses points to one program that sent them all.
    How it can mislead: users of one trading tool look alike, and anybody can copy a form. It counts only between wallets that
    needed the same money, signed for one another or sent their proceeds to one address, and the more of this launch's other
    buyers have the form, the less it weighs.
    """
    values = {purchase.wallet: client.template(purchase.transaction) for purchase in facts.story.early}
    return [found for company in companies(facts) for found in habits(facts, company, "template", "client", values)]
