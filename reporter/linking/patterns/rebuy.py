"""A group buys an old token within a short time, after hours in which hardly anybody bought."""

from collections.abc import Collection, Sequence

from msgspec import Struct

from reporter.launch.order import Place
from reporter.linking.facts import Facts
from reporter.model.events import Buy
from reporter.model.ids import Raw, Signature, Wallet


class Rebuy(Struct, frozen=True):
    """`buys` of the `inside` buys of the window were the group's, `paid` of the `volume` its quote. `age` is seconds since the
    creation; `before` counts buys in the quiet time. `chance` is that of so many buys in the window at the rate before it;
    `again` counts members that had bought before, `order` the chance that they keep their first order so well."""

    wallets: tuple[Wallet, ...]
    signatures: tuple[Signature, ...]
    age: int
    span: int
    buys: int
    inside: int
    before: int
    paid: Raw
    volume: Raw
    chance: float
    again: int
    order: float | None


def rebuy(facts: Facts, members: Collection[Wallet]) -> Rebuy | None:
    """The window with most members, where it comes late, after a quiet time, and busier than that by the rule set's factor."""
    story, limits = facts.story, facts.rules.limits
    created = story.origin.place.time if story.origin is not None else None
    buys = [(item.place.time, item) for item in story.told if isinstance(item.event, Buy) and item.place.time is not None]
    if created is None:
        return None
    late = [(time, item) for time, item in buys if item.event.wallet in members and time - created >= limits.quiet_seconds]
    windows = [[row for row in late[n:] if row[0] - time <= limits.rebuy_seconds] for n, (time, _) in enumerate(late)]
    own = max(windows, key=lambda rows: len({item.event.wallet for _, item in rows}), default=[])
    wallets = dict.fromkeys(item.event.wallet for _, item in own if item.event.wallet is not None)
    if len(wallets) < limits.company:
        return None
    start, end = own[0][0], own[-1][0]
    inside = [item for time, item in buys if start <= time <= end]
    before = sum(1 for time, _ in buys if start - limits.quiet_seconds <= time < start)
    expected = (before + 1) * limits.rebuy_seconds / limits.quiet_seconds
    if len(own) < limits.rebuy_factor * expected:
        return None
    known = _earlier(facts, tuple(wallets), own[0][1].place)
    return Rebuy(
        wallets=tuple(wallets),
        signatures=tuple(item.transaction.signature for _, item in own),
        age=start - created,
        span=end - start,
        buys=len(own),
        inside=len(inside),
        before=before,
        paid=sum(item.event.quote_amount or 0 for _, item in own),
        volume=sum(item.event.quote_amount or 0 for item in inside),
        chance=_chance(len(own), expected),
        again=len(known),
        order=_order(facts, known),
    )


def _earlier(facts: Facts, wallets: Sequence[Wallet], start: Place) -> list[int]:
    """The places of the first buys of those that had bought before, in the order in which they buy now."""
    places = {purchase.wallet: place for place, purchase in enumerate(facts.story.early) if purchase.place < start}
    return [places[wallet] for wallet in wallets if wallet in places]


def _chance(count: int, expected: float) -> float:
    """The chance of so many or more where `expected` are usual (Poisson)."""
    from scipy.special import pdtrc  # noqa: PLC0415 — slow to load, and few launches show it

    return float(pdtrc(count - 1, expected))


def _order(facts: Facts, places: Sequence[int]) -> float | None:
    """The chance that an order keeps another so well (Kendall's tau); None for few."""
    if len(places) < facts.rules.limits.order_wallets:
        return None
    from scipy.stats import kendalltau  # noqa: PLC0415 — slow to load, and few launches show it

    _, chance = kendalltau(range(len(places)), places, alternative="greater")
    return float(chance)
