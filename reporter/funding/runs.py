"""Payments of one wallet that came from one stock of money, taken together as one spending.

A funder who pays 70 buyers in a row spends money that arrived before the first of them. Looking for it once, before the oldest
payment, says more and costs one page instead of 70.
"""

from collections.abc import Iterable

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.funding.inflow import Inflow, balance_before
from reporter.funding.spending import Spending, smallest_inflow
from reporter.model.ids import Raw, Signature, Slot, Wallet
from reporter.model.rules import RuleSet
from reporter.model.transaction import Transaction


class Paid(Struct, frozen=True):
    """Everything one wallet paid towards the buys in one transaction, with its balance before."""

    transaction: Transaction
    slot: Slot
    amount: Raw
    balance: Raw


def runs(reading: Reading, wallet: Wallet, asset: str, payments: Iterable[Inflow], rules: RuleSet) -> dict[Signature, Spending]:
    """The spending each payment belongs to, by the payment's transaction.

    Payments follow each other in one run while the balance before each is no more than the one before it left over: then
    nothing that matters arrived in between. Payments whose transaction was not read are left out.
    """
    found: dict[Signature, Spending] = {}
    line: list[Paid] = []
    for paid in _in_order(reading, wallet, asset, payments):
        if line and not _continues(line[-1], paid, asset, rules):
            _close(found, line, wallet, asset)
            line = []
        line.append(paid)
    _close(found, line, wallet, asset)
    return found


def _in_order(reading: Reading, wallet: Wallet, asset: str, payments: Iterable[Inflow]) -> list[Paid]:
    """One row per transaction, oldest first; within a slot the higher balance went first."""
    amounts: dict[Signature, dict[tuple[Wallet, str], Raw]] = {}
    for payment in payments:
        amounts.setdefault(payment.signature, {})[(payment.target, payment.how)] = payment.gave
    rows = []
    for signature, parts in amounts.items():
        transaction = reading.transaction(signature)
        if transaction is not None:
            balance = balance_before(transaction, wallet, asset) or 0
            rows.append(Paid(transaction, transaction.slot or 0, sum(parts.values()), balance))
    return sorted(rows, key=lambda row: (row.slot, -row.balance, row.transaction.signature))


def _continues(last: Paid, paid: Paid, asset: str, rules: RuleSet) -> bool:
    sent, before = paid.transaction.time, last.transaction.time
    apart = sent - before if sent is not None and before is not None else 0
    left = last.balance - last.amount + smallest_inflow(paid.amount, asset, rules.limits)
    return paid.balance <= left and apart <= rules.tracing.busy_dwell_seconds


def _close(found: dict[Signature, Spending], line: list[Paid], wallet: Wallet, asset: str) -> None:
    if line:
        spending = Spending(wallet, line[0].transaction, asset, sum(paid.amount for paid in line))
        found.update(dict.fromkeys((paid.transaction.signature for paid in line), spending))
