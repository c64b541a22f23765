"""Is an address a private payer, or a service that pays strangers? Told without labels; labels only add.

An exchange and a private funder of 70 buyers may send equally often. They differ in whom they pay: nearly all recipients of
the private funder buy this token, nearly none of the exchange's do. So the question is asked of a sample of the address's own
transactions: how many distinct recipients (and signers whose fees it paid) lie outside this launch's buyers. Dust is not
counted, else a hundred worthless transfers would hide an operator behind the looks of a service.
"""

from collections.abc import Collection

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.decode.reading import Entry, Page, Reading
from reporter.decode.signers import wallet_signers
from reporter.funding.inflow import outflow_targets
from reporter.model import questions as ask
from reporter.model.ids import Address, Lamports, Raw, Signature, Wallet
from reporter.model.labels import Labels
from reporter.model.questions import Question
from reporter.model.rules import RuleSet

DAY = 86_400
_FEW = 5  # transactions too few to tell a habit by

PRIVATE = "private"
HUB = "hub"
SUSPECTED = "suspected"
UNREAD = "unread"


class Suspect(Struct, frozen=True):
    """An address whose breadth decides whether evidence through it counts.

    `before` is the newest transaction through which it touched this launch; `typical` the amount it paid there (its
    smallest payment that matters); `balance` its lamports then, where known; `buyers` the wallets it touched.
    """

    address: Address
    before: Signature
    time: int | None
    typical: Raw
    balance: Lamports | None
    buyers: frozenset[Wallet]


class Breadth(Struct, frozen=True):
    """The verdict on an address, with the counts it rests on. `recipients` are distinct ones in the sample, `strangers` those
    outside this launch; `estimated` scales them to the 30 days before; `a_day` counts its transactions in the last day."""

    address: Address
    verdict: str
    reason: str
    recipients: int
    strangers: int
    sampled: int
    estimated: int
    a_day: int
    label: str | None

    @property
    def private(self) -> bool:
        """True when payments through it may link its recipients."""
        return self.verdict == PRIVATE


def plan(reading: Reading, suspect: Suspect, labels: Labels, rules: RuleSet) -> list[Question]:
    """The next questions about `suspect`: its page of signatures, then a sample of its transactions."""
    if labels.is_service(suspect.address) or not is_on_curve(suspect.address):
        return []
    question = _page_question(suspect, rules)
    if not reading.asked(question):
        return [question]
    page = reading.page(question)
    if page is None or _busy(page, suspect, rules):
        return []
    wanted = [ask.transaction(entry.signature) for entry in _sample(page, suspect, rules)]
    return [each for each in wanted if not reading.asked(each)]


def breadth(reading: Reading, suspect: Suspect, family: Collection[Wallet], labels: Labels, rules: RuleSet) -> Breadth:
    """The verdict on `suspect`. `family` are this launch's early buyers and creator: recipients who are no strangers."""
    label = labels.get(suspect.address)
    if labels.is_service(suspect.address):
        assert label is not None
        return _verdict(suspect, HUB, f"{label.name}, {label.category} ({label.source})", label=label.name)
    if not is_on_curve(suspect.address):
        return _verdict(suspect, HUB, "an account of a program: it pays whom its program says")
    page = reading.page(_page_question(suspect, rules))
    if page is None:
        return _verdict(suspect, UNREAD, "its own transactions were not read")
    a_day = _within(page, suspect, DAY)
    if _busy(page, suspect, rules):
        return _verdict(suspect, HUB, f"{a_day} transactions in the day before the payment", a_day=a_day)
    return _sampled(reading, suspect, page, frozenset(family), rules, a_day)


def _sampled(reading: Reading, suspect: Suspect, page: Page, family: frozenset[Wallet], rules: RuleSet, a_day: int) -> Breadth:
    sample = _sample(page, suspect, rules)
    touched: set[Wallet] = set()
    read = 0
    for entry in sample:
        transaction = reading.transaction(entry.signature)
        decoded = reading.decoded(entry.signature)
        if transaction is None or decoded is None:
            continue
        read += 1
        touched |= outflow_targets(decoded, suspect.address, _floor(suspect, rules))
        if transaction.fee_payer == suspect.address:
            touched |= {signer for signer in wallet_signers(transaction) if signer != suspect.address}
    strangers = touched - family - suspect.buyers
    listed = max(_within(page, suspect, 30 * DAY), len(sample))
    estimated = len(touched) * listed // read if read else 0
    counts = _Counts(len(touched), len(strangers), read, max(estimated, len(touched)), a_day)
    verdict, reason = _judge(suspect, counts, rules, whole=read == len(sample))
    return _verdict(suspect, verdict, reason, counts=counts)


class _Counts(Struct, frozen=True, gc=False):
    recipients: int = 0
    strangers: int = 0
    sampled: int = 0
    estimated: int = 0
    a_day: int = 0


def _judge(suspect: Suspect, counts: _Counts, rules: RuleSet, *, whole: bool) -> tuple[str, str]:
    limits = rules.limits
    share = counts.strangers / counts.recipients if counts.recipients else 0.0
    outside = (
        f"{counts.strangers} of {counts.recipients} recipients in a sample of {counts.sampled} transactions are no early buyers"
    )
    if counts.recipients and share > limits.hub_stranger_share:
        if counts.estimated > limits.hub_recipients:
            return HUB, f"pays about {counts.estimated} wallets in 30 days; {outside}"
        if counts.strangers > len(suspect.buyers):
            return SUSPECTED, outside
    # So much money in one wallet is seldom one person's; an operator that rich is missed, a stranger never joined through it.
    if suspect.balance is not None and suspect.balance >= limits.hub_lamports:
        return SUSPECTED, f"held {suspect.balance // 10**9} SOL before the payment; {outside}"
    if not whole:
        return UNREAD, f"only {counts.sampled} of its transactions could be read"
    return PRIVATE, outside


def _verdict(
    suspect: Suspect, verdict: str, reason: str, *, counts: _Counts | None = None, label: str | None = None, a_day: int = 0
) -> Breadth:
    known = counts or _Counts(a_day=a_day)
    return Breadth(
        suspect.address, verdict, reason, known.recipients, known.strangers, known.sampled, known.estimated, known.a_day, label
    )


def _page_question(suspect: Suspect, rules: RuleSet) -> Question:
    return ask.signatures(suspect.address, suspect.before, rules.tracing.hub_page)


def _busy(page: Page, suspect: Suspect, rules: RuleSet) -> bool:
    return _within(page, suspect, DAY) > rules.limits.hub_signatures_a_day


def _within(page: Page, suspect: Suspect, seconds: int) -> int:
    """How many of the page's transactions lie within `seconds` before the payment."""
    if suspect.time is None:
        return len(page.entries)
    return sum(1 for entry in page.entries if entry.time is None or suspect.time - entry.time <= seconds)


def _sample(page: Page, suspect: Suspect, rules: RuleSet) -> list[Entry]:
    """Successful transactions of the 30 days before, evenly spaced, at most the rule set's number.

    A payer that rested for a month before is known by what it did earlier.
    """
    month = [entry for entry in page.entries[: _within(page, suspect, 30 * DAY)] if not entry.failed]
    usable = month if len(month) >= _FEW else [entry for entry in page.entries if not entry.failed]
    size = rules.tracing.hub_sample
    if len(usable) <= size:
        return usable
    return [usable[i * len(usable) // size] for i in range(size)]


def _floor(suspect: Suspect, rules: RuleSet) -> Raw:
    """Payments below a fifth of what it paid here, or below dust, do not make somebody a recipient."""
    return max(rules.limits.dust_lamports, suspect.typical // 5)
