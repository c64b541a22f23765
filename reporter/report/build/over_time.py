"""Concentration from the creation to the snapshot, rebuilt from the transactions opened."""

from collections.abc import Iterator
from typing import Final

from reporter.concentration.timeline import Links, Moment, over_time
from reporter.launch.order import Place
from reporter.model import questions as ask
from reporter.model.report import At, Metrics
from reporter.report.build.deltas import deltas
from reporter.report.build.known import Known

MINUTES: Final = ((60, "1 minute"), (300, "5 minutes"), (1800, "30 minutes"))
NOW: Final = "snapshot"


def concentration_over_time(known: Known, measured: Metrics) -> list[At]:
    """Measures at the creation, after 1, 5 and 30 minutes, at graduation, at the end of what was opened, and at the snapshot
    by the holdings read. Entities are those found now, whenever their wallets bought; the quick report looked for none."""
    story, classes = known.launch.story, known.launch.classes
    if story.origin is None:
        return []
    outside = {owner for owner, kind in classes.items() if not kind.counts} | set(known.launch.around.known)
    outside |= {market for market, trades in known.launch.around.markets.items() if trades >= 1}
    rules = known.pack.rules.counting
    rows = over_time(
        deltas(known.facts.told, known.launch.subject.mint),
        list(_moments(known, story.origin.place)),
        outside,
        smallest=int(known.supply.total * rules.smallest_circulating),
        dust_share=rules.dust_of_circulating,
        links=None if known.pack.parameters.quick else Links(known.linked.strict, known.linked.loose, known.custody),
    )
    return [*rows, *_now(known, measured, rows[-1].slot)]


def unreached(known: Known) -> list[str]:
    """The moments after the creation that have passed and that no transaction opened reaches."""
    origin = known.launch.story.origin
    if origin is None:
        return []
    reached, passed = _reach(known, origin.place), _snapshot_time(known)
    begin = origin.place.time
    if begin is None or passed is None:
        return []
    return [label for seconds, label in MINUTES if reached < begin + seconds <= passed]


def _moments(known: Known, origin: Place) -> Iterator[Moment]:
    story, opened = known.launch.story, [item.place for item in known.launch.story.told]
    end = max(opened, default=origin)
    yield Moment("creation", origin.slot, origin.known_index)
    for seconds, label in MINUTES:
        if origin.time is None or _reach(known, origin) < origin.time + seconds:
            continue
        within = [place.slot for place in opened if place.time is not None and place.time - origin.time <= seconds]
        slot = max(within, default=origin.slot)
        yield Moment(label, slot, whole=_whole(known, slot))
    if story.graduation is not None:
        place = story.graduation.place
        yield Moment("graduation", place.slot, place.known_index, whole=_whole(known, place.slot))
    yield Moment("last transaction opened", end.slot, whole=_whole(known, end.slot))


def _reach(known: Known, origin: Place) -> int:
    """Block time up to which the balances are known: the last transaction opened, or the snapshot where nothing is left."""
    last = max((item.place.time for item in known.launch.story.told if item.place.time is not None), default=origin.time or 0)
    everything = known.launch.story.blind_from is None and known.launch.listing.whole and known.launch.listing.gap is None
    return max(last, _snapshot_time(known) or 0) if everything else last


def _whole(known: Known, slot: int) -> bool:
    """Whether every transaction up to `slot` was listed and opened."""
    listing, blind = known.launch.listing, known.launch.story.blind_from
    edges = [edge for edge in (blind, listing.gap[0] + 1 if listing.gap is not None else None) if edge is not None]
    return listing.whole and all(slot < edge for edge in edges)


def _snapshot_time(known: Known) -> int | None:
    slot = known.launch.snapshot
    block = known.reading.block(ask.block_header(slot)) if slot is not None else None
    return block.time if block is not None else None


def _now(known: Known, measured: Metrics, last: int) -> Iterator[At]:
    """The snapshot by the holdings read, which may know of transfers no transaction opened shows."""
    slot = known.launch.snapshot
    if slot is None or slot < last or known.launch.holdings.source == "rebuilt":
        return
    looked = not known.pack.parameters.quick
    yield At(
        NOW,
        slot,
        measured.wallets,
        at_least=measured.entities.at_least if looked else None,
        at_most=measured.entities.at_most if looked else None,
        linked_at_least=measured.linked_at_least,
        linked_at_most=measured.linked_at_most,
        whole=known.launch.holdings.whole,
    )
