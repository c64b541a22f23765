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
from reporter.funding.habits import Habits, Payer, carries, chosen, habits
from reporter.model import questions as ask
from reporter.model.ids import Address, Lamports, Raw, Signature, Wallet
from reporter.model.labels import Labels
from reporter.model.questions import Question
from reporter.model.rules import RuleSet

DAY = 86_400

PRIVATE = "private"
HUB = "hub"
SUSPECTED = "suspected"
UNREAD = "unread"


class Suspect(Struct, frozen=True):
    """An address whose breadth decides whether evidence through it counts.

    `before` is the newest transaction through which it touched this launch; `typical` the amount it paid there, dollars in
    lamports at the rule set's coarse rate; `balance` its lamports then, where known; `buyers` the wallets it touched; `since`
    the time of the oldest such transaction.
    """

    address: Address
    before: Signature
    time: int | None
    typical: Lamports
    balance: Lamports | None
    buyers: frozenset[Wallet]
    since: int | None = None


class Breadth(Struct, frozen=True):
    """The verdict on an address, with the counts it rests on. `recipients` are distinct ones in the sample, `strangers` those
    outside this launch; `estimated` scales them to the month before; `a_day` counts its transactions in the last day."""

    address: Address
    verdict: str
    reason: str
    recipients: int
    strangers: int
    sampled: int
    estimated: int
    a_day: int
    label: str | None
    score: float = 0.0  # from 0, pays nobody else, to 1, pays everybody: how much of a service it looks like

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
    first = _unread(reading, _samples(page, suspect, rules))
    if first:
        return first
    payer = Payer(suspect.address, frozenset(), _floor(suspect, rules), rules)
    return _unread(reading, _closer(reading, payer, _samples(page, suspect, rules), suspect, rules))


def breadth(reading: Reading, suspect: Suspect, family: Collection[Wallet], labels: Labels, rules: RuleSet) -> Breadth:
    """The verdict on `suspect`. `family` are this launch's early buyers and creator: recipients who are no strangers."""
    label = labels.get(suspect.address)
    if labels.is_service(suspect.address):
        assert label is not None
        return _verdict(suspect, HUB, f"{label.name}, {label.category} ({label.source})", label=label.name, score=1.0)
    if not is_on_curve(suspect.address):
        return _verdict(suspect, HUB, "an account of a program: it pays whom its program says", score=1.0)
    page = reading.page(_page_question(suspect, rules))
    if page is None:
        return _verdict(suspect, UNREAD, "its own transactions were not read")
    a_day = _within(page, suspect, DAY)
    if _busy(page, suspect, rules):
        return _verdict(suspect, HUB, f"{a_day} transactions in the day before the payment", a_day=a_day, score=1.0)
    return _sampled(reading, suspect, page, frozenset(family), rules, a_day)


def _sampled(reading: Reading, suspect: Suspect, page: Page, family: frozenset[Wallet], rules: RuleSet, a_day: int) -> Breadth:
    payer = Payer(suspect.address, family | suspect.buyers, _floor(suspect, rules), rules)
    samples = _closer(reading, payer, _samples(page, suspect, rules), suspect, rules)
    shortest = rules.hubs.shortest_hours if page.last else None
    month, session = (habits(reading, payer, sample.listed, sample.runs, shortest=shortest) for sample in samples)
    wanted = sum(len(run) for sample in samples for run in sample.runs)
    verdict, reason = _judge(suspect, month, session, rules, whole=month.sampled + session.sampled == wanted)
    score = _on_its_side(verdict, _soft(suspect, month, session, a_day, rules), rules.hubs.even)
    return _verdict(suspect, verdict, reason, seen=month, a_day=a_day, score=score)


def _on_its_side(verdict: str, score: float, even: float) -> float:
    """The score kept on the verdict's side of `even`; what could not be read has no side."""
    if verdict == UNREAD:
        return score
    return 1.0 if verdict == HUB else max(score, even) if verdict == SUSPECTED else min(score, even)


def _soft(suspect: Suspect, month: Habits, session: Habits, a_day: int, rules: RuleSet) -> float:
    """How much of a service the address looks like, by the strongest of four signs as parts of their hard limits.

    Strangers count by their share of those paid, and in full only where they were paid round the clock or in the same sitting
    as the buyers.
    """
    limits = rules.limits
    share = month.strangers / month.recipients if month.recipients else 0.0
    pace = min(1.0, month.spread / rules.hubs.steady)
    signs = (
        share * pace * month.estimated / limits.hub_recipients,
        share * session.estimated / max(limits.hub_recipients * rules.hubs.soft, len(suspect.buyers)),
        a_day / limits.hub_signatures_a_day * pace,
        (suspect.balance or 0) / limits.hub_lamports,
    )
    return min(1.0, max(signs))


def _judge(suspect: Suspect, month: Habits, session: Habits, rules: RuleSet, *, whole: bool) -> tuple[str, str]:
    limits = rules.limits
    outside = (
        f"{month.strangers} of {month.recipients} recipients in a sample of {month.sampled} transactions are no early buyers"
    )
    many = f"pays about {month.estimated} wallets in {rules.hubs.days} days; {outside}"
    mostly = month.recipients > 0 and month.strangers / month.recipients > limits.hub_stranger_share
    steady = month.spread >= rules.hubs.steady
    if mostly and month.estimated > limits.hub_recipients:
        if steady:
            return HUB, many
        if session.estimated > len(suspect.buyers):
            return HUB, f"{many}; when it paid early buyers, it paid about {session.estimated} others too"
    few = max(limits.hub_recipients * rules.hubs.soft, len(suspect.buyers))
    if mostly and steady and month.estimated > few:
        return SUSPECTED, f"{many}, at all hours"
    if mostly and session.estimated > few:
        return SUSPECTED, f"when it paid early buyers, it paid about {session.estimated} others too"
    # So much money in one wallet is seldom one person's; an operator that rich is missed, a stranger never joined through it.
    if suspect.balance is not None and suspect.balance >= limits.hub_lamports:
        return SUSPECTED, f"held {suspect.balance // 10**9} SOL before the payment; {outside}"
    if not whole:
        return UNREAD, f"only {month.sampled + session.sampled} of its transactions could be read"
    return PRIVATE, outside


def _verdict(
    suspect: Suspect,
    verdict: str,
    reason: str,
    *,
    seen: Habits | None = None,
    label: str | None = None,
    a_day: int = 0,
    score: float = 0.0,
) -> Breadth:
    """The verdict as a record."""
    known = seen or Habits()
    return Breadth(
        suspect.address, verdict, reason, known.recipients, known.strangers, known.sampled, known.estimated, a_day, label, score
    )


def page_before(address: Address, before: Signature, rules: RuleSet) -> Question:
    """What to ask for an address's own past."""
    return ask.signatures(address, before, rules.hubs.page)


def _page_question(suspect: Suspect, rules: RuleSet) -> Question:
    return page_before(suspect.address, suspect.before, rules)


def _busy(page: Page, suspect: Suspect, rules: RuleSet) -> bool:
    """True at the pace of a service: more transactions in a day than a person makes, over several of its hours.

    An operator that sends hundreds of payments within minutes is told by whom it pays.
    """
    day = page.entries[: _within(page, suspect, DAY)]
    if len(day) <= rules.limits.hub_signatures_a_day:
        return False
    return len({entry.time // 3600 for entry in day if entry.time is not None}) >= rules.hubs.busy_hours


def _within(page: Page, suspect: Suspect, seconds: int) -> int:
    """How many of the page's transactions lie within `seconds` before the payment."""
    if suspect.time is None:
        return len(page.entries)
    return sum(1 for entry in page.entries if entry.time is None or suspect.time - entry.time <= seconds)


def _listed(page: Page, suspect: Suspect, rules: RuleSet) -> list[Entry]:
    """Successful transactions of the month before. A payer that rested so long is known by what it did earlier."""
    month = [entry for entry in page.entries[: _within(page, suspect, rules.hubs.days * DAY)] if not entry.failed]
    return month if len(month) >= rules.hubs.few else [entry for entry in page.entries if not entry.failed]


class _Sample(Struct, frozen=True):
    listed: list[Entry]
    runs: list[list[Entry]]


def _samples(page: Page, suspect: Suspect, rules: RuleSet) -> tuple[_Sample, _Sample]:
    """What is read: of the month, and of the time in which it paid the launch's buyers."""
    hubs = rules.hubs
    month = _listed(page, suspect, rules)
    since = suspect.since if suspect.since is not None else suspect.time
    session = [entry for entry in month if since is None or entry.time is None or entry.time >= since - hubs.session_seconds]
    return (
        _Sample(month, chosen(month, hubs.sample, hubs.run)),
        _Sample(session, chosen(session, hubs.session_sample, hubs.run)),
    )


def _closer(
    reading: Reading, payer: Payer, samples: tuple[_Sample, _Sample], suspect: Suspect, rules: RuleSet
) -> tuple[_Sample, _Sample]:
    """For an address that moves other people's money, long runs: only there several chains at a time come apart.

    The run nearest to the launch shows the launch's own people, whoever the address serves otherwise; a relayer is told by
    what it did before that sitting.
    """
    month, session = samples
    if not carries(reading, payer, month.runs):
        return samples
    size = rules.hubs.sample
    since = suspect.since if suspect.since is not None else suspect.time
    earlier = [
        e for e in month.listed if since is not None and e.time is not None and e.time < since - rules.hubs.session_seconds
    ]
    if len(earlier) < size:
        return _Sample(month.listed, [month.listed[:size]]), _Sample(session.listed, [])
    start = (len(earlier) - size) // 2
    return _Sample(earlier, [earlier[start : start + size]]), _Sample(session.listed, [])


def _unread(reading: Reading, samples: tuple[_Sample, _Sample]) -> list[Question]:
    wanted = dict.fromkeys(ask.transaction(e.signature) for sample in samples for run in sample.runs for e in run)
    return [each for each in wanted if not reading.asked(each)]


def _floor(suspect: Suspect, rules: RuleSet) -> Raw:
    """Lamports below which a payment does not make somebody a recipient: dust, or little of what it paid here."""
    return max(rules.limits.dust_lamports, int(suspect.typical * rules.hubs.floor_share))
