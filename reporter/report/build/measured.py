"""The measures: concentration at the snapshot, against each denominator."""

from collections.abc import Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from reporter.concentration.bounds import entity_measures
from reporter.concentration.entities import join
from reporter.concentration.linked import Linked, linked_shares
from reporter.concentration.measures import dust_cut, measure
from reporter.concentration.splitting import hidden
from reporter.model.ids import Raw, Wallet
from reporter.model.report import EntityMeasures, Measures, Metrics, Scale
from reporter.report.build.divided import market_tokens
from reporter.report.build.known import Known


def metrics(known: Known, *, incomplete: bool) -> Metrics:
    """Concentration at the snapshot. Nothing is measured where too little circulates for a share to mean anything.

    An incomplete report has no upper bound for linked supply: what was not examined may be linked too.
    """
    base = known.supply.circulating if _measurable(known) else 0
    read = _read(known, known.amounts, base)
    looked = not known.pack.parameters.quick
    bounded = looked and not incomplete
    strict, wide = known.linked.strict, join(known.linked.strict, known.linked.loose)
    return Metrics(
        wallets=read.wallets,
        entities=read.entities,
        linked_at_least=read.linked.at_least if looked else None,
        linked_expected=read.linked.expected if looked else None,
        linked_at_most=read.linked.at_most if bounded else None,
        hidden_by_splitting=hidden(known.amounts, strict, base) if looked else None,
        denominators={name: str(amount) for name, amount in _denominators(known).items()},
        hidden_at_most=hidden(known.amounts, wide, base) if bounded else None,
        scales=_scales(known, looked=looked, bounded=bounded) if base else [],
    )


class _Read(Struct, frozen=True):
    wallets: Measures
    entities: EntityMeasures
    linked: Linked


def _read(known: Known, amounts: Mapping[Wallet, Raw], base: Raw) -> _Read:
    """Every measure of `amounts` as shares of `base`. Where the tail was not read, the upper readings leave room for it."""
    dust, tokens = dust_cut(base, known.pack.rules.counting.dust_of_circulating), market_tokens(known.launch, known.supply)
    unseen, groups = _unseen(known), (known.linked.strict, known.linked.loose)
    pairs = {pair: value.p for pair, value in known.linked.scores.items()}
    form = partial(entity_measures, dust=dust, pool_tokens=tokens, custody=known.custody)
    entity, linked = form(amounts, *groups, pairs, base, unseen=unseen), linked_shares(amounts, *groups, pairs, base)
    if unseen is not None:
        wide, tail = _stretched(known, amounts, unseen)
        entity = replace(entity, at_most=form(wide, *groups, pairs, base, unseen=tail).at_most)
        linked = replace(linked, at_most=linked_shares(wide, *groups, pairs, base).at_most)
    alone = measure(list(amounts.values()), base, dust=dust, pool_tokens=tokens, tail_unread=unseen is not None)
    return _Read(alone, entity, linked)


def _denominators(known: Known) -> dict[str, Raw]:
    divided = known.supply
    free = max(0, divided.circulating - divided.locked)
    return {"total": divided.total, "circulating": divided.circulating, "free": free}


def _scales(known: Known, *, looked: bool, bounded: bool) -> list[Scale]:
    """The headline figures against each denominator."""
    rows = []
    for name, base in _denominators(known).items():
        read = _read(known, known.free if name == "free" else known.amounts, base)
        rows.append(
            Scale(
                denominator=name,
                amount=str(base),
                wallets=read.wallets,
                at_least=read.entities.at_least,
                at_most=read.entities.at_most,
                linked_at_least=read.linked.at_least if looked else None,
                linked_at_most=read.linked.at_most if bounded else None,
            )
        )
    return rows


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


def _stretched(known: Known, held: Mapping[Wallet, Raw], unseen: tuple[int, int]) -> tuple[dict[Wallet, int], tuple[int, int]]:
    """Balances and tail of the upper reading: members whose balance was not read hold as much of the tail as it allows,
    those of the largest groups first."""
    amounts, (mass, largest) = dict(held), unseen
    outside = {owner for owner, kind in known.launch.classes.items() if not kind.counts}
    groups = sorted(known.linked.loose, key=lambda group: (-sum(amounts.get(wallet, 0) for wallet in group), sorted(group)))
    for wallet in (wallet for group in groups for wallet in sorted(group - outside)):
        if wallet not in amounts and mass > 0:
            amounts[wallet] = min(largest, mass)
            mass -= amounts[wallet]
    return amounts, (mass, largest)
