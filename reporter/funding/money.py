"""All that is known of the money behind a launch: one trail per early buyer, one verdict per payer of several."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.decode.signers import rent_payers, wallet_signers
from reporter.funding import breadth as breadths
from reporter.funding import first
from reporter.funding.breadth import Breadth, Suspect
from reporter.funding.creations import Creations, creations
from reporter.funding.forward import Proceeds
from reporter.funding.lives import Act, lives
from reporter.funding.onward import Forward, Onward
from reporter.funding.path import CREATOR, SERVICE, Closed, Trail
from reporter.funding.sinks import Sink
from reporter.funding.spending import spending_of
from reporter.funding.upstream import Upstream, upstream
from reporter.funding.walk import trails
from reporter.funding.worth import in_lamports
from reporter.launch.order import Place
from reporter.launch.story import Purchase, Story
from reporter.model.ids import Address, Lamports, Wallet
from reporter.model.labels import Labels
from reporter.model.questions import Question
from reporter.model.rules import RuleSet

Trails: TypeAlias = dict[Wallet, Trail]
_PASSES: Final = 2  # walks over the whole distance: one to find what stands there, one that knows it


class Money(Struct, frozen=True):
    """Trails by buyer, who stands upstream of each, the breadth of payers common to several, where proceeds went, what the
    addresses are that several sellers sent them to, what the creator made before, and what some early buyers traded before."""

    trails: Trails
    upstream: dict[Wallet, dict[Address, Upstream]]
    breadth: dict[Address, Breadth]
    proceeds: dict[Wallet, Proceeds] = {}
    sinks: dict[Address, Sink] = {}
    creations: Creations = Creations()
    lives: dict[Wallet, tuple[Act, ...]] = {}


class _Touch(Struct, gc=False):
    place: Place
    typical: Lamports
    balance: Lamports | None
    buyer: Wallet
    pays_fees: bool


class Stage(Struct, frozen=True):
    """Money as known so far, and the questions of the first stage that is not finished."""

    money: Money
    wanted: tuple[Question, ...]


def money(reading: Reading, story: Story, labels: Labels, rules: RuleSet, holders: Sequence[Purchase] = ()) -> Money:
    """What the answers tell; the order in which they arrived does not matter. `holders` are purchases outside the early window
    whose money is looked for too."""
    return stage(reading, story, labels, rules, holders).money


def plan(reading: Reading, story: Story, labels: Labels, rules: RuleSet, holders: Sequence[Purchase] = ()) -> list[Question]:
    """What to ask next about money."""
    return list(stage(reading, story, labels, rules, holders).wanted)


def stage(reading: Reading, story: Story, labels: Labels, rules: RuleSet, holders: Sequence[Purchase] = ()) -> Stage:
    """Look first where it costs least and tells most.

    The inflow of every buy comes first, then whom the payers common to several pay otherwise: services end the walk there.
    Only then the walk further back, hop by hop over all buyers together, and the breadth of payers found on the way. What
    that shows to be a service ends the walk in a second pass, which asks only what follows from it. Then one step forward
    from the sales, what the creator made before, then the money of large holders who came later, and last what first came into
    the early buyers' wallets and what those did before.
    """
    case = _Case(reading, story, labels, rules)
    near = case.walked({}, frozenset(), hops=1)
    judged = case.suspects(near)
    found = case.verdicts(judged, near)
    wanted = _steps(near) or case.samples(judged)
    answering = frozenset(address for address, verdict in found.items() if verdict.private)
    known = near
    for _ in range(_PASSES):
        if wanted:
            break
        known = case.walked(found, answering, hops=None)
        judged = case.suspects(known)
        found = {**found, **case.verdicts(judged, known)}
        wanted = case.samples(suspect for suspect in judged if len(suspect.buyers) >= rules.tracing.soon) or _steps(
            known, rules.tracing.focus
        )
        wanted = wanted or case.samples(judged)
    reached = case.reached(known, found)
    gone = case.onward(reached, found)
    wanted = wanted or gone.wanted
    earlier = Creations() if wanted else creations(reading, story, found, labels, rules)
    wanted = wanted or earlier.wanted
    if not wanted and holders:
        later = case.walked(found, answering, hops=None, purchases=holders)
        wanted = _steps(later, rules.tracing.focus)
        others = [suspect for suspect in case.suspects({**known, **later}, holders) if suspect.address not in found]
        wanted = wanted or case.samples(others)
        found = {**found, **case.verdicts(others, {**known, **later})}
        known = {**known, **later}
        reached = case.reached(known, found)
    wanted = wanted or case.firsts(known)
    before = lives(reading, case.early(known), reached, found, rules)
    return Stage(Money(known, reached, found, gone.proceeds, gone.sinks, earlier, before.acts), wanted or before.wanted)


class _Case(Struct, frozen=True):
    """One launch with all that judging its money needs."""

    reading: Reading
    story: Story
    labels: Labels
    rules: RuleSet

    def walked(
        self,
        verdicts: Mapping[Address, Breadth],
        answering: frozenset[Address],
        *,
        hops: int | None,
        purchases: Sequence[Purchase] | None = None,
    ) -> Trails:
        """The trails of the early buyers, or of `purchases`, as far as `hops`; `answering` are payers of fees behind whom
        nothing more is looked for."""
        closed = _closed(self.story, self.labels, verdicts)
        spendings = [spending_of(purchase) for purchase in (self.story.early if purchases is None else purchases)]
        return trails(self.reading, spendings, self.rules, closed, answering, hops)

    def reached(self, known: Trails, verdicts: Mapping[Address, Breadth]) -> dict[Wallet, dict[Address, Upstream]]:
        """Who stands upstream of each buyer, nothing behind a service."""
        services = frozenset(address for address, verdict in verdicts.items() if not verdict.private)
        return {wallet: upstream(trail, self.rules, services) for wallet, trail in known.items()}

    def onward(self, reached: Mapping[Wallet, Mapping[Address, Upstream]], verdicts: Mapping[Address, Breadth]) -> Onward:
        """Where the proceeds of early buyers went."""
        return Forward(self.reading, self.story, self.labels, self.rules, _family(self.story), reached, verdicts).look()

    def early(self, known: Trails) -> list[Trail]:
        """The trails of early buyers, in ledger order."""
        return [known[purchase.wallet] for purchase in self.story.early if purchase.wallet in known]

    def firsts(self, known: Trails) -> tuple[Question, ...]:
        """The first-ever inflows of early buyers, in ledger order, bounded by the rule set."""
        chosen = [step for step in (trail.first for trail in self.early(known)) if step.oldest is not None][
            : self.rules.tracing.first_ever
        ]
        return tuple(dict.fromkeys(question for step in chosen for question in first.plan(self.reading, step)))

    def suspects(self, known: Trails, more: Sequence[Purchase] = ()) -> list[Suspect]:
        """Addresses through which several buyers hang together, those of most buyers first, bounded by the rule set."""
        touches: dict[Address, list[_Touch]] = defaultdict(list)
        for purchase in (*self.story.early, *more):
            for address, touch in _payers(purchase, upstream(known[purchase.wallet], self.rules), self.rules):
                touches[address].append(touch)
        for item in self.story.trades():
            for address, buyer in _sponsors(item.transaction.fee_payer, item.event.wallet, item.transaction.signers):
                touches[address].append(_Touch(item.place, 0, None, buyer, pays_fees=True))
        chosen = [self._suspect(address, rows) for address, rows in sorted(touches.items()) if _matters(rows)]
        chosen.sort(key=lambda suspect: (-len(suspect.buyers), suspect.address))
        return chosen[: self.rules.fetching.suspects]

    def _suspect(self, address: Address, rows: Sequence[_Touch]) -> Suspect:
        """The address with what it paid. Its own past is read once, before the newest payment known when it was asked for."""
        rows = sorted(rows, key=lambda row: (row.place.time or 0, row.place), reverse=True)
        asked = (row for row in rows if self.reading.asked(breadths.page_before(address, row.place.signature, self.rules)))
        newest = next(asked, rows[0])
        amounts = sorted(row.typical for row in rows if row.typical)
        balances = [row.balance for row in rows if row.balance is not None]
        return Suspect(
            address=address,
            before=newest.place.signature,
            time=newest.place.time,
            typical=amounts[len(amounts) // 2] if amounts else 0,
            balance=max(balances) if balances else None,
            buyers=frozenset(row.buyer for row in rows),
            since=min((row.place.time for row in rows if row.place.time is not None), default=None),
        )

    def samples(self, judged: Iterable[Suspect]) -> tuple[Question, ...]:
        """What is still to be asked of the payments of `judged`."""
        wanted = (breadths.plan(self.reading, suspect, self.labels, self.rules) for suspect in judged)
        return tuple(dict.fromkeys(question for questions in wanted for question in questions))

    def verdicts(self, judged: Iterable[Suspect], known: Trails) -> dict[Address, Breadth]:
        """Breadth by address. Wallets the money of the buys is seen to come through are no strangers to its payer."""
        family = _family(self.story) | {label.wallet for trail in known.values() for label in trail.labels}
        return {s.address: breadths.breadth(self.reading, s, family, self.labels, self.rules) for s in judged}


def _closed(story: Story, labels: Labels, verdicts: Mapping[Address, Breadth]) -> Closed:
    """Wallets never walked through: services by label or by behaviour, and the creator, whose payments are an answer."""
    origin = story.origin
    creator = origin.event.creator if origin is not None and origin.event is not None else None

    def closed(wallet: Wallet) -> str | None:
        verdict = verdicts.get(wallet)
        if labels.is_service(wallet) or (verdict is not None and verdict.verdict in {breadths.HUB, breadths.SUSPECTED}):
            return SERVICE
        return CREATOR if wallet == creator else None

    return closed


def _steps(known: Trails, most: int | None = None) -> tuple[Question, ...]:
    """The next questions of the trails that wait for an answer, of the `most` promising where that is bounded.

    Those already followed farther go first, then those whose money moved on soonest: money that passes through, passes quickly.
    """
    waiting = [trail for trail in known.values() if trail.open]
    if most is not None:
        waiting.sort(key=lambda trail: (-max((label.hop for label in trail.labels), default=0), _rest(trail), trail.wallet))
    wanted = (step.next for trail in waiting[:most] for step in trail.open)
    return tuple(dict.fromkeys(question for question in wanted if question is not None))


def _rest(trail: Trail) -> int:
    """Seconds between the last payment and the buy."""
    bought = trail.first.spending.transaction.time
    paid = [label.path[-1].time for label in trail.labels if label.path]
    times = [time for time in paid if time is not None]
    return bought - max(times) if bought is not None and times else 0


def _payers(purchase: Purchase, known: Mapping[Address, Upstream], rules: RuleSet) -> Iterable[tuple[Address, _Touch]]:
    for address, above in known.items():
        hop = above.path[0]
        place = Place(0, 0, -1, hop.signature, hop.time)
        paid = in_lamports(hop.asset, hop.amount, rules.limits)
        yield address, _Touch(place, paid, hop.balance if not above.sponsor else None, purchase.wallet, pays_fees=False)
    for payer, owner in rent_payers(purchase.transaction):
        if owner == purchase.wallet and owner in purchase.transaction.signers:
            yield payer, _Touch(purchase.place, 0, None, owner, pays_fees=True)


def _sponsors(fee_payer: Wallet, trader: Wallet | None, signers: Sequence[Wallet]) -> Iterable[tuple[Address, Wallet]]:
    if trader is not None and trader != fee_payer and trader in signers:
        yield fee_payer, trader


def _matters(rows: Sequence[_Touch]) -> bool:
    return len({row.buyer for row in rows}) >= 2 or any(row.pays_fees for row in rows)


def _family(story: Story) -> frozenset[Wallet]:
    """The launch's own people: early buyers, creator, and who signed the creation."""
    origin = story.origin
    people = {purchase.wallet for purchase in story.early}
    if origin is not None:
        people |= set(wallet_signers(origin.transaction))
        if origin.event is not None and origin.event.creator is not None:
            people.add(origin.event.creator)
    return frozenset(people)
