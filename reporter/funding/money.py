"""All that is known of the money behind a launch: one trail per early buyer, one verdict per payer of several."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.decode.signers import rent_payers, wallet_signers
from reporter.funding import breadth as breadths
from reporter.funding.breadth import Breadth, Suspect
from reporter.funding.forward import Proceeds, proceeds
from reporter.funding.path import CREATOR, SERVICE, Closed, Trail
from reporter.funding.trace import spending_of
from reporter.funding.upstream import Upstream, upstream
from reporter.funding.walk import trails
from reporter.launch.order import Place
from reporter.launch.story import Purchase, Story
from reporter.model.ids import Address, Lamports, Raw, Wallet
from reporter.model.labels import Labels
from reporter.model.questions import Question
from reporter.model.rules import RuleSet


class Money(Struct, frozen=True):
    """Trails by buyer, who stands upstream of each, the breadth of payers common to several, and where proceeds went."""

    trails: dict[Wallet, Trail]
    upstream: dict[Wallet, dict[Address, Upstream]]
    breadth: dict[Address, Breadth]
    proceeds: dict[Wallet, Proceeds] = {}


class _Touch(Struct, gc=False):
    place: Place
    typical: Raw
    balance: Lamports | None
    buyer: Wallet
    pays_fees: bool


class Stage(Struct, frozen=True):
    """Money as known so far, and the questions of the first stage that is not finished."""

    money: Money
    wanted: tuple[Question, ...]


def money(reading: Reading, story: Story, labels: Labels, rules: RuleSet) -> Money:
    """What the answers tell; the order in which they arrived does not matter."""
    return stage(reading, story, labels, rules).money


def plan(reading: Reading, story: Story, labels: Labels, rules: RuleSet) -> list[Question]:
    """What to ask next about money."""
    return list(stage(reading, story, labels, rules).wanted)


def stage(reading: Reading, story: Story, labels: Labels, rules: RuleSet) -> Stage:
    """Look first where it costs least and tells most.

    The inflow of every buy comes first, then whom the payers common to several pay otherwise: services end the walk there.
    Only then the walk further back, hop by hop over all buyers together, and the breadth of payers found on the way.
    """
    near = _known(reading, story, labels, rules, {}, hops=1)
    wanted = _steps(near)
    if wanted:
        return Stage(near, wanted)
    judged = _judge(story, near, rules)
    wanted = _samples(reading, judged, labels, rules)
    if wanted:
        return Stage(Money(near.trails, near.upstream, _verdicts(reading, judged, story, labels, rules)), wanted)
    verdicts = _verdicts(reading, judged, story, labels, rules)
    far = _known(reading, story, labels, rules, verdicts, hops=None)
    judged = _judge(story, far, rules)
    wanted = _steps(far) or _samples(reading, judged, labels, rules)
    verdicts = _verdicts(reading, judged, story, labels, rules)
    found = {} if wanted else _forward(reading, story, far, verdicts, labels, rules)
    later = tuple(dict.fromkeys(question for each in found.values() for question in each.next))
    return Stage(Money(far.trails, far.upstream, verdicts, found), wanted or later)


def _forward(
    reading: Reading, story: Story, known: Money, verdicts: Mapping[Address, Breadth], labels: Labels, rules: RuleSet
) -> dict[Wallet, Proceeds]:
    """Follow the proceeds of those with a private payer in common, and of the creator: there it can change a conclusion."""
    common: Counter[Address] = Counter(address for above in known.upstream.values() for address in above)
    private = {
        address for address, number in common.items() if number >= 2 and address in verdicts and verdicts[address].private
    }
    origin = story.origin
    creator = origin.event.creator if origin is not None and origin.event is not None else None
    watched = [p for p in story.early if p.wallet == creator or private & set(known.upstream[p.wallet])]
    chosen = watched[: rules.tracing.followed]
    return {p.wallet: proceeds(reading, p, story.mint, known.upstream[p.wallet], labels, rules) for p in chosen}


def _known(
    reading: Reading, story: Story, labels: Labels, rules: RuleSet, verdicts: Mapping[Address, Breadth], *, hops: int | None
) -> Money:
    closed = _closed(story, labels, verdicts)
    found = trails(reading, [spending_of(purchase) for purchase in story.early], rules, closed, hops)
    return Money(found, {wallet: upstream(trail, rules) for wallet, trail in found.items()}, {})


def _closed(story: Story, labels: Labels, verdicts: Mapping[Address, Breadth]) -> Closed:
    """Wallets never walked through: services by label or by behaviour, and the creator, whose payments are an answer."""
    origin = story.origin
    creator = origin.event.creator if origin is not None and origin.event is not None else None

    def closed(wallet: Wallet) -> str | None:
        verdict = verdicts.get(wallet)
        if labels.is_service(wallet) or (verdict is not None and not verdict.private):
            return SERVICE
        return CREATOR if wallet == creator else None

    return closed


def _steps(known: Money) -> tuple[Question, ...]:
    wanted = (step.next for found in known.trails.values() for step in found.open)
    return tuple(dict.fromkeys(question for question in wanted if question is not None))


def _judge(story: Story, known: Money, rules: RuleSet) -> list[Suspect]:
    """Addresses through which several buyers hang together, those of most buyers first, bounded by the rule set."""
    touches: dict[Address, list[_Touch]] = defaultdict(list)
    for purchase in story.early:
        for address, touch in _payers(purchase, known.upstream[purchase.wallet]):
            touches[address].append(touch)
    for item in story.trades():
        for address, buyer in _sponsors(item.transaction.fee_payer, item.event.wallet, item.transaction.signers):
            touches[address].append(_Touch(item.place, 0, None, buyer, pays_fees=True))
    chosen = [_suspect(address, rows) for address, rows in sorted(touches.items()) if _matters(rows)]
    chosen.sort(key=lambda suspect: (-len(suspect.buyers), suspect.address))
    return chosen[: rules.fetching.suspects]


def _samples(reading: Reading, judged: Iterable[Suspect], labels: Labels, rules: RuleSet) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(question for suspect in judged for question in breadths.plan(reading, suspect, labels, rules)))


def _verdicts(
    reading: Reading, judged: Iterable[Suspect], story: Story, labels: Labels, rules: RuleSet
) -> dict[Address, Breadth]:
    family = _family(story)
    return {suspect.address: breadths.breadth(reading, suspect, family, labels, rules) for suspect in judged}


def _payers(purchase: Purchase, known: Mapping[Address, Upstream]) -> Iterable[tuple[Address, _Touch]]:
    for address, above in known.items():
        hop = above.path[0]
        place = Place(0, 0, -1, hop.signature, hop.time)
        yield address, _Touch(place, hop.amount, hop.balance if not above.sponsor else None, purchase.wallet, pays_fees=False)
    for payer, owner in rent_payers(purchase.transaction):
        if owner == purchase.wallet and owner in purchase.transaction.signers:
            yield payer, _Touch(purchase.place, 0, None, owner, pays_fees=True)


def _sponsors(fee_payer: Wallet, trader: Wallet | None, signers: Sequence[Wallet]) -> Iterable[tuple[Address, Wallet]]:
    if trader is not None and trader != fee_payer and trader in signers:
        yield fee_payer, trader


def _matters(rows: Sequence[_Touch]) -> bool:
    return len({row.buyer for row in rows}) >= 2 or any(row.pays_fees for row in rows)


def _suspect(address: Address, rows: Sequence[_Touch]) -> Suspect:
    newest = max(rows, key=lambda row: (row.place.time or 0, row.place))
    amounts = sorted(row.typical for row in rows if row.typical)
    balances = [row.balance for row in rows if row.balance is not None]
    return Suspect(
        address=address,
        before=newest.place.signature,
        time=newest.place.time,
        typical=amounts[len(amounts) // 2] if amounts else 0,
        balance=max(balances) if balances else None,
        buyers=frozenset(row.buyer for row in rows),
    )


def _family(story: Story) -> frozenset[Wallet]:
    """The launch's own people: early buyers, creator, and who signed the creation."""
    origin = story.origin
    people = {purchase.wallet for purchase in story.early}
    if origin is not None:
        people |= set(wallet_signers(origin.transaction))
        if origin.event is not None and origin.event.creator is not None:
            people.add(origin.event.creator)
    return frozenset(people)
