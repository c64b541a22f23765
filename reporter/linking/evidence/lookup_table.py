"""Buyers' wallets stood in a private lookup table before the token existed."""

from reporter.linking.facts import Facts
from reporter.linking.payers import buy_of
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """Before the token existed, these wallets or the accounts they were to hold it in were written into one private lookup
    table, and each of them signed a buy that loads it.

    Why it matters: whoever wrote the table knew the token's address and its first buyers, and each buyer's own transaction is
    built on it.
    How it can mislead: trading tools keep tables for their users. A table that is used often, or by many of this launch's
    buyers, is not counted, nor a wallet that stands in a table its own transactions do not load: anybody can be written into
    one.
    """
    limits = facts.rules.limits
    found = []
    for table in facts.tables:
        members = {wallet: rows for wallet, rows in table.listed.items() if wallet not in facts.barred}
        if len(members) < 2:
            continue
        strangers = len(table.users) - len(members)
        why_not = "used more often than was read" if table.busy else ""
        if not why_not and (strangers * 2 > len(table.users) or len(members) > limits.table_users):
            why_not = f"{len(table.users)} buyers load it, {len(members)} of them stand in it"
        found.append(
            Evidence(
                kind="lookup_table",
                family="control",
                bits=facts.rules.weights.lookup_table,
                members={wallet: (*rows, buy_of(facts, wallet)) for wallet, rows in members.items()},
                via=table.authority,
                guarded=not why_not,
                why_not=why_not,
                value=table.address,
            )
        )
    return found
