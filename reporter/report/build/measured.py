"""The measures: concentration now, over time, and the badge made of them."""

from msgspec.structs import replace

from reporter.concentration.bounds import entity_measures
from reporter.concentration.linked import linked_shares
from reporter.concentration.measures import dust_cut, measure
from reporter.concentration.splitting import hidden
from reporter.concentration.timeline import Moment, over_time
from reporter.model.ids import Wallet
from reporter.model.report import At, Badge, Metrics
from reporter.report import numbers
from reporter.report.build.deltas import deltas
from reporter.report.build.divided import market_tokens
from reporter.report.build.known import Known

MINUTES = ((60, "1 minute"), (300, "5 minutes"), (1800, "30 minutes"))


def metrics(known: Known, *, partial: bool) -> Metrics:
    """Concentration at the snapshot. Nothing is measured where too little circulates for a share to mean anything.

    A partial report has no upper bound for linked supply: what was not examined may be linked too.
    """
    rules, divided = known.pack.rules.counting, known.supply
    base = divided.circulating if _measurable(known) else 0
    amounts = known.amounts
    pairs = {pair: value.p for pair, value in known.linked.scores.items()}
    dust, tokens = dust_cut(base, rules.dust_of_circulating), market_tokens(known.launch, divided)
    unseen = _unseen(known)
    linked = linked_shares(amounts, known.linked.strict, known.linked.loose, pairs, base)
    entity = entity_measures(
        amounts, known.linked.strict, known.linked.loose, pairs, base, dust=dust, pool_tokens=tokens, unseen=unseen
    )
    if unseen is not None:
        wide, tail = _stretched(known, unseen)
        groups = (known.linked.strict, known.linked.loose)
        upper = entity_measures(wide, *groups, pairs, base, dust=dust, pool_tokens=tokens, unseen=tail)
        entity = replace(entity, at_most=upper.at_most)
        linked = replace(linked, at_most=linked_shares(wide, *groups, pairs, base).at_most)
    values = list(amounts.values())
    looked = not known.pack.parameters.quick
    return Metrics(
        wallets=measure(values, base, dust=dust, pool_tokens=tokens, tail_unread=unseen is not None),
        entities=entity,
        linked_at_least=linked.at_least if looked else None,
        linked_expected=linked.expected if looked else None,
        linked_at_most=linked.at_most if looked and not partial else None,
        hidden_by_splitting=hidden(amounts, known.linked.strict, base) if looked else None,
        denominators={
            "total": str(divided.total),
            "circulating": str(divided.circulating),
            "free": str(max(0, divided.circulating - divided.locked)),
        },
    )


def _measurable(known: Known) -> bool:
    """True when shares would mean something: enough circulates, and holders are more than those of a few transactions."""
    launch, divided = known.launch, known.supply
    enough = divided.circulating > divided.total * known.pack.rules.counting.smallest_circulating
    guessed = (launch.holdings.source == "rebuilt" or launch.subject.state is None) and (
        launch.story.origin is None or launch.story.unread > 0 or not launch.listing.whole
    )
    return enough and not guessed


def _unseen(known: Known) -> tuple[int, int] | None:
    """(mass, largest possible) of what holders not read can hold; None when everybody was read."""
    held = known.launch.holdings
    if held.whole:
        return None
    largest = held.unseen_largest if held.source == "largest" else known.supply.unseen
    return known.supply.unseen, largest


def _stretched(known: Known, unseen: tuple[int, int]) -> tuple[dict[Wallet, int], tuple[int, int]]:
    """Balances and tail of the upper reading: members whose balance was not read hold as much of the tail as it allows,
    those of the largest groups first."""
    amounts, (mass, largest) = dict(known.amounts), unseen
    outside = {owner for owner, kind in known.launch.classes.items() if not kind.counts}
    groups = sorted(known.linked.loose, key=lambda group: (-sum(amounts.get(wallet, 0) for wallet in group), sorted(group)))
    for wallet in (wallet for group in groups for wallet in sorted(group - outside)):
        if wallet not in amounts and mass > 0:
            amounts[wallet] = min(largest, mass)
            mass -= amounts[wallet]
    return amounts, (mass, largest)


def concentration_over_time(known: Known) -> list[At]:
    """Wallet measures at the creation, after 1, 5 and 30 minutes, at graduation and at the end of what was opened."""
    story = known.launch.story
    if story.origin is None:
        return []
    moments = _moments(known)
    outside = {owner for owner, kind in known.launch.classes.items() if not kind.counts} | set(known.launch.around.known)
    outside |= {a for a, n in known.launch.around.markets.items() if n >= 1}
    smallest = int(known.supply.total * known.pack.rules.counting.smallest_circulating)
    share = known.pack.rules.counting.dust_of_circulating
    return over_time(deltas(known.launch), moments, outside, smallest=smallest, dust_share=share)


def _moments(known: Known) -> list[Moment]:
    story = known.launch.story
    assert story.origin is not None
    origin, opened = story.origin.place, [item.place for item in story.told]
    end = max(opened) if opened else origin
    moments = [Moment("creation", origin.slot, origin.known_index)]
    for seconds, label in MINUTES:
        if origin.time is None or end.time is None or end.time - origin.time < seconds:
            continue  # nothing was opened that far from the creation: the state then is not known
        within = [place for place in opened if place.time is not None and place.time - origin.time <= seconds]
        moments.append(Moment(label, max(within).slot if within else origin.slot))
    if story.graduation is not None:
        moments.append(Moment("graduation", story.graduation.place.slot, story.graduation.place.known_index))
    moments.append(Moment("last transaction opened", end.slot))
    return moments


def badge(known: Known, measured: Metrics, *, partial: bool, time: int | None) -> Badge:
    """The interval of linked supply as a badge: grey when data is missing, and never green on incomplete data."""
    low, high = measured.linked_at_least, measured.linked_at_most
    slot = known.launch.snapshot or 0
    valid = time + known.pack.rules.counting.badge_hours * 3600 if time is not None else None
    if low is None:
        return Badge("linked supply not known", None, None, "lightgrey", slot, valid)
    if high is None:
        return Badge(f"linked supply {numbers.percent(low)} or more, partial", low, None, "lightgrey", slot, valid)
    message = f"linked supply {numbers.percent(low)} to {numbers.percent(high)}"
    color = "lightgrey" if partial else _color(float(low), float(high), whole=known.launch.holdings.whole)
    return Badge(message, low, high, color, slot, valid)


def _color(low: float, high: float, *, whole: bool) -> str:
    if low >= 0.25:
        return "red"
    if low >= 0.1 or high >= 0.25:
        return "orange"
    if high >= 0.1 or not whole:
        return "yellow"
    return "green"
