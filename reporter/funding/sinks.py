"""Addresses several sellers sent their proceeds to: somebody's wallet, an exchange's deposit address, or a service.

Told without labels, from the newest signatures of the address and a few of its transactions: whom it receives from beside this
launch's people, and whether all it sends goes to one address, as an exchange sweeps the deposit addresses of its customers.
"""

from collections import Counter
from collections.abc import Collection
from typing import Final

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.decode.reading import Page, Reading
from reporter.funding.habits import chosen
from reporter.funding.inflow import SOL
from reporter.model import questions as ask
from reporter.model.ids import Address, Wallet
from reporter.model.labels import Labels
from reporter.model.questions import Question
from reporter.model.rules import RuleSet

OWN: Final = "wallet"
DEPOSIT: Final = "exchange deposit"
SERVICE: Final = "service"
UNREAD: Final = "unread"


class Sink(Struct, frozen=True):
    """The verdict on an address that received proceeds. `senders` are the distinct wallets it was seen to receive from,
    `strangers` those outside this launch; `onward` is the one address it passes everything on to, if it does."""

    address: Address
    verdict: str
    reason: str
    senders: int = 0
    strangers: int = 0
    onward: Address | None = None

    @property
    def private(self) -> bool:
        """True when what was sent here may link its senders: somebody's own wallet, or one customer's deposit address."""
        return self.verdict in {OWN, DEPOSIT}


def plan(reading: Reading, address: Address, labels: Labels, rules: RuleSet) -> list[Question]:
    """What to ask next about `address`."""
    if labels.is_service(address) or not is_on_curve(address):
        return []
    question = _page_question(address, rules)
    if not reading.asked(question):
        return [question]
    page = reading.page(question)
    if page is None or not page.last:
        return []
    return [q for q in _sample(page, rules) if not reading.asked(q)]


def sink(reading: Reading, address: Address, family: Collection[Wallet], labels: Labels, rules: RuleSet) -> Sink:
    """The verdict. `family` are this launch's people, who are no strangers to it."""
    label = labels.get(address)
    if label is not None and labels.is_service(address):
        return Sink(address, SERVICE, f"{label.name}, {label.category} ({label.source})")
    if not is_on_curve(address):
        return Sink(address, SERVICE, "an account of a program: it passes on what its program says")
    page = reading.page(_page_question(address, rules))
    if page is None:
        return Sink(address, UNREAD, "its own transactions were not read")
    if not page.last:
        return Sink(address, SERVICE, f"more than {rules.tracing.sink_page} transactions: a busy address")
    return _judged(reading, address, page, frozenset(family), labels, rules)


def _judged(reading: Reading, address: Address, page: Page, family: frozenset[Wallet], labels: Labels, rules: RuleSet) -> Sink:
    wanted = _sample(page, rules)
    senders: set[Wallet] = set()
    targets: Counter[Wallet] = Counter()
    read = 0
    for question in wanted:
        decoded = reading.decoded(ask.parameters(question)[0])
        if decoded is None:
            continue
        read += 1
        for flow in decoded.flows:
            if flow.asset != SOL or flow.amount < rules.limits.dust_lamports or flow.source is None or flow.target is None:
                continue
            if flow.target == address:
                senders.add(flow.source)
            elif flow.source == address:
                targets[flow.target] += 1
    strangers = len(senders - family)
    if read < len(wanted):
        return Sink(address, UNREAD, f"only {read} of its transactions could be read", len(senders), strangers)
    seen = f"{strangers} of {len(senders)} senders in {read} transactions are no people of this launch"
    onward = next(iter(targets)) if len(targets) == 1 else None
    if strangers > rules.limits.sink_strangers or (senders and strangers / len(senders) > rules.limits.hub_stranger_share):
        return Sink(address, SERVICE, seen, len(senders), strangers, onward)
    if onward is not None and labels.is_service(onward):
        return Sink(address, DEPOSIT, f"passes everything on to a labelled service; {seen}", len(senders), strangers, onward)
    return Sink(address, OWN, seen, len(senders), strangers, onward)


def _page_question(address: Address, rules: RuleSet) -> Question:
    return ask.signatures(address, None, rules.tracing.sink_page)


def _sample(page: Page, rules: RuleSet) -> list[Question]:
    listed = [entry for entry in page.entries if not entry.failed]
    runs = chosen(listed, rules.tracing.sink_sample, 1)
    return [ask.transaction(entry.signature) for run in runs for entry in run]
