"""All that is known of the money behind a launch: one provenance per early buyer, one verdict per payer of several."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.decode.signers import rent_payers, wallet_signers
from reporter.funding import breadth as breadths
from reporter.funding import trace
from reporter.funding.breadth import Breadth, Suspect
from reporter.funding.trace import Provenance
from reporter.launch.order import Place
from reporter.launch.story import Purchase, Story
from reporter.model.ids import Address, Lamports, Raw, Wallet
from reporter.model.labels import Labels
from reporter.model.questions import Question
from reporter.model.rules import RuleSet


class Money(Struct, frozen=True):
    """Provenance by buyer, breadth by payer."""

    provenance: dict[Wallet, Provenance]
    breadth: dict[Address, Breadth]


class _Touch(Struct, gc=False):
    place: Place
    typical: Raw
    balance: Lamports | None
    buyer: Wallet
    pays_fees: bool


def money(reading: Reading, story: Story, labels: Labels, rules: RuleSet) -> Money:
    """What the answers tell; the order in which they arrived does not matter."""
    found = {purchase.wallet: trace.provenance(reading, purchase, rules) for purchase in story.early}
    suspects = _suspects(story, found, rules)
    family = _family(story)
    return Money(found, {s.address: breadths.breadth(reading, s, family, labels, rules) for s in suspects})


def plan(reading: Reading, story: Story, labels: Labels, rules: RuleSet) -> list[Question]:
    """What to ask next about money: each buyer's inflow first, then whom the common payers pay otherwise."""
    inflows = [trace.plan(reading, purchase, rules) for purchase in story.early]
    open_questions = [question for question in inflows if question is not None]
    if open_questions:
        return open_questions
    found = {purchase.wallet: trace.provenance(reading, purchase, rules) for purchase in story.early}
    return [question for s in _suspects(story, found, rules) for question in breadths.plan(reading, s, labels, rules)]


def _suspects(story: Story, found: Mapping[Wallet, Provenance], rules: RuleSet) -> list[Suspect]:
    """Addresses through which several buyers hang together, those of most buyers first, bounded by the rule set."""
    touches: dict[Address, list[_Touch]] = defaultdict(list)
    for purchase in story.early:
        for address, touch in _payers(purchase, found[purchase.wallet], rules):
            touches[address].append(touch)
    for item in story.trades():
        for address, buyer in _sponsors(item.transaction.fee_payer, item.event.wallet, item.transaction.signers):
            touches[address].append(_Touch(item.place, 0, None, buyer, pays_fees=True))
    chosen = [_suspect(address, rows) for address, rows in sorted(touches.items()) if _matters(rows)]
    chosen.sort(key=lambda suspect: (-len(suspect.buyers), suspect.address))
    return chosen[: rules.fetching.suspects]


def _payers(purchase: Purchase, known: Provenance, rules: RuleSet) -> Iterable[tuple[Address, _Touch]]:
    if known.kind == "wallet" and known.needed >= rules.limits.needed_share * trace.PARTS:
        for payment in known.payments:
            place = Place(payment.slot, 0, -1, payment.signature, payment.time)
            if payment.source is not None:
                yield payment.source, _Touch(place, payment.amount, payment.sources_balance, purchase.wallet, pays_fees=False)
            if payment.fee_payer not in {payment.source, purchase.wallet}:
                yield payment.fee_payer, _Touch(place, payment.amount, None, purchase.wallet, pays_fees=False)
    for payer, owner in rent_payers(purchase.transaction):
        if owner == purchase.wallet and owner in purchase.transaction.signers:
            yield payer, _Touch(purchase.place, 0, None, owner, pays_fees=True)


def _sponsors(fee_payer: Wallet, trader: Wallet | None, signers: Sequence[Wallet]) -> Iterable[tuple[Address, Wallet]]:
    if trader is not None and trader != fee_payer and trader in signers:
        yield fee_payer, trader


def _matters(rows: Sequence[_Touch]) -> bool:
    return len({row.buyer for row in rows}) >= 2 or any(row.pays_fees for row in rows)


def _suspect(address: Address, rows: Sequence[_Touch]) -> Suspect:
    newest = max(rows, key=lambda row: row.place)
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
