"""Addresses several sellers sent their proceeds to: somebody's wallet, an exchange's deposit address, or a service.

Told without labels, from the newest signatures of the address and a few of its transactions: whom it receives from beside this
launch's people, and whether all it sends goes to one address, as an exchange sweeps the deposit addresses of its customers.
That the one address is a service is told by its label, or like any other payer's by whom it pays.
"""

from collections.abc import Collection
from typing import Final

from msgspec import Struct

from reporter.decode.addresses import associated_token, is_on_curve
from reporter.decode.reading import Page, Reading
from reporter.funding import breadth as breadths
from reporter.funding.breadth import Breadth, Suspect
from reporter.funding.habits import chosen
from reporter.funding.inflow import SOL
from reporter.funding.worth import dust
from reporter.model import questions as ask
from reporter.model.ids import Address, Signature, Wallet
from reporter.model.labels import Labels
from reporter.model.questions import Question
from reporter.model.rules import RuleSet

OWN: Final = "wallet"
DEPOSIT: Final = "exchange deposit"
SERVICE: Final = "service"
UNREAD: Final = "unread"


class Sweep(Struct, frozen=True, gc=False):
    """The newest payment by which an address passed on what it had, and the one address all its payments go to."""

    target: Address
    signature: Signature
    time: int | None


class Sink(Struct, frozen=True):
    """The verdict on an address that received proceeds. `senders` are the distinct wallets it was seen to receive from,
    `strangers` those outside this launch; `sweep` is there when it passes everything on to one address."""

    address: Address
    verdict: str
    reason: str
    senders: int = 0
    strangers: int = 0
    sweep: Sweep | None = None

    @property
    def onward(self) -> Address | None:
        """The one address it passes everything on to, if it does."""
        return None if self.sweep is None else self.sweep.target

    @property
    def private(self) -> bool:
        """True when what was sent here may link its senders: somebody's own wallet, or one customer's deposit address."""
        return self.verdict in {OWN, DEPOSIT}


def plan(reading: Reading, address: Address, asset: str, labels: Labels, rules: RuleSet) -> list[Question]:
    """What to ask next about `address`, which received `asset`."""
    if labels.is_service(address) or not is_on_curve(address):
        return []
    question = _page_question(address, asset, rules)
    if not reading.asked(question):
        return [question]
    page = reading.page(question)
    if page is None or not page.last:
        return []
    return [q for q in _sample(page, rules) if not reading.asked(q)]


def sink(reading: Reading, address: Address, asset: str, family: Collection[Wallet], labels: Labels, rules: RuleSet) -> Sink:
    """The verdict. `family` are this launch's people, who are no strangers to it."""
    label = labels.get(address)
    if label is not None and labels.is_service(address):
        return Sink(address, SERVICE, f"{label.name}, {label.category} ({label.source})")
    if not is_on_curve(address):
        return Sink(address, SERVICE, "an account of a program: it passes on what its program says")
    page = reading.page(_page_question(address, asset, rules))
    if page is None:
        return Sink(address, UNREAD, "its own transactions were not read")
    if not page.last:
        return Sink(address, SERVICE, f"more than {rules.tracing.sink_page} transactions: a busy address")
    return _judged(reading, address, asset, page, frozenset(family), labels, rules)


def behind(found: Sink, labels: Labels) -> Suspect | None:
    """The address behind a sink that may be the service whose deposit address it is; None where that is no question."""
    sweep = found.sweep
    if found.verdict != OWN or sweep is None or labels.is_service(sweep.target):
        return None
    # What it sends its customers is unknown: only dust is left out.
    return Suspect(sweep.target, sweep.signature, sweep.time, 0, None, frozenset(), sweep.time)


def told(found: Sink, beyond: Breadth | None) -> Sink:
    """The verdict in the light of the address behind it. An address that is merely suspected changes nothing."""
    if found.verdict != OWN or beyond is None or beyond.verdict != breadths.HUB:
        return found
    reason = f"passes everything on to a service ({beyond.reason}); {found.reason}"
    return Sink(found.address, DEPOSIT, reason, found.senders, found.strangers, found.sweep)


def _judged(
    reading: Reading, address: Address, asset: str, page: Page, family: frozenset[Wallet], labels: Labels, rules: RuleSet
) -> Sink:
    wanted = _sample(page, rules)
    senders: set[Wallet] = set()
    sweeps: list[Sweep] = []
    read = 0
    for question in wanted:
        signature = ask.parameters(question)[0]
        transaction, decoded = reading.transaction(signature), reading.decoded(signature)
        if transaction is None or decoded is None:
            continue
        read += 1
        for flow in decoded.flows:
            if flow.asset != asset or flow.amount < dust(asset, rules.limits) or flow.source is None or flow.target is None:
                continue
            if flow.target == address:
                senders.add(flow.source)
            elif flow.source == address:
                sweeps.append(Sweep(flow.target, signature, transaction.time))
    strangers = len(senders - family)
    if read < len(wanted) or not read:
        return Sink(address, UNREAD, f"only {read} of its transactions could be read", len(senders), strangers)
    seen = f"{strangers} of {len(senders)} senders in {read} transactions are no people of this launch"
    sweep = sweeps[0] if len({each.target for each in sweeps}) == 1 else None
    if strangers > rules.limits.sink_strangers or (senders and strangers / len(senders) > rules.limits.hub_stranger_share):
        return Sink(address, SERVICE, seen, len(senders), strangers, sweep)
    if sweep is not None and labels.is_service(sweep.target):
        return Sink(address, DEPOSIT, f"passes everything on to a labelled service; {seen}", len(senders), strangers, sweep)
    return Sink(address, OWN, seen, len(senders), strangers, sweep)


def _page_question(address: Address, asset: str, rules: RuleSet) -> Question:
    """A plain token transfer names the account it pays and not the account's owner, so tokens are looked for under that."""
    account = address if asset == SOL else associated_token(address, asset)
    return ask.signatures(account, None, rules.tracing.sink_page)


def _sample(page: Page, rules: RuleSet) -> list[Question]:
    """Its transactions that are read, newest first."""
    listed = [entry for entry in page.entries if not entry.failed]
    runs = chosen(listed, rules.tracing.sink_sample, 1)
    return [ask.transaction(entry.signature) for run in runs for entry in run]
