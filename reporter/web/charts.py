"""The picture of concentration, pure: who holds the circulating supply, linked wallets side by side in one colour."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from reporter.model.report import Entity, Holder, Report, Share
from reporter.report import numbers
from reporter.web import palette

ROOT: Final = "circulating supply"
OUTSIDE: Final = frozenset({"infrastructure", "burned"})  # no part of circulating supply
JOINED: Final = frozenset({"proven", "strong", "possible"})
SMALLEST: Final = 500  # an unlinked holder of less than 1/SMALLEST of circulating supply has no tile of its own
SINGLE: Final = 80  # unlinked holders drawn on their own, at most
HATCHED: Final = "/"  # entities that count towards the upper bound only
HEIGHT: Final = 440  # pixels
HATCHING: Final = {
    "symbol": "rect",
    "color": "rgba(255,255,255,0.28)",
    "dashArrayX": [1, 0],
    "dashArrayY": [2, 6],
    "rotation": 0.8,
}


class Tile(Struct, frozen=True):
    """One rectangle: `amount` in base units gives its size, `share` of the circulating supply its figure."""

    id: str
    parent: str
    label: str
    amount: int
    share: Share
    color: str
    pattern: str = ""
    hover: str = ""


def tiles(report: Report) -> list[Tile]:
    """Entities in the report's order, each followed by its wallets, then unlinked holders, then what was not seen.

    Empty where nothing circulates or no holder was read.
    """
    circulating = int(report.supply.circulating)
    if circulating <= 0:
        return []
    holders = [holder for holder in report.holders if holder.class_ not in OUTSIDE and int(holder.amount)]
    if not holders:
        return []
    joined = {entity.id for entity in report.entities if entity.tier in JOINED}
    unlinked = [holder for holder in holders if holder.entity not in joined]
    drawn = [*_entities(report.entities, holders), *_unlinked(unlinked, circulating)]
    unseen = circulating - sum(int(holder.amount) for holder in holders)
    if unseen * SMALLEST >= circulating:
        share = numbers.share(unseen, circulating)
        drawn.append(
            Tile("unseen", ROOT, "not seen", unseen, share, palette.UNSEEN, hover="held by accounts that were not read")
        )
    return drawn


def _entities(entities: list[Entity], holders: list[Holder]) -> Iterator[Tile]:
    by_entity: dict[str | None, list[Holder]] = defaultdict(list)
    for holder in holders:
        by_entity[holder.entity].append(holder)
    for place, entity in enumerate(entities):
        members = by_entity[entity.id]
        if not members or entity.tier not in JOINED:
            continue
        color = palette.entity(place)
        pattern = HATCHED if entity.tier == "possible" else ""
        total = sum(int(holder.amount) for holder in members)
        hover = f"{numbers.count(len(members), 'wallet')}, {'possible link' if pattern else 'linked'}"
        yield Tile(entity.id, ROOT, f"Entity {place + 1}", total, entity.share_now, color, pattern, hover)
        for holder in members:
            yield _wallet(holder, entity.id, color, pattern)


def _unlinked(holders: list[Holder], circulating: int) -> Iterator[Tile]:
    large = [holder for holder in holders if int(holder.amount) * SMALLEST >= circulating][:SINGLE]
    for holder in large:
        yield _wallet(holder, ROOT, palette.SERVICES if holder.class_ in {"exchange", "locked"} else palette.WALLETS)
    drawn = {holder.wallet for holder in large}
    small = [int(holder.amount) for holder in holders if holder.wallet not in drawn]
    if small:
        total = sum(small)
        label = numbers.count(len(small), "smaller holder")
        hover = "no link found in the data examined"
        yield Tile("small", ROOT, label, total, numbers.share(total, circulating), palette.WALLETS, hover=hover)


def _wallet(holder: Holder, parent: str, color: str, pattern: str = "") -> Tile:
    kind = "" if holder.class_ == "wallet" else f"<br>{holder.class_}"
    label = numbers.short(holder.wallet) + kind
    return Tile(holder.wallet, parent, label, int(holder.amount), holder.share, color, pattern, holder.wallet)


def concentration(report: Report) -> dict[str, Any] | None:
    """The tiles as a treemap of ECharts; None where there is nothing to draw."""
    drawn = tiles(report)
    if not drawn:
        return None
    circulating = int(report.supply.circulating)
    members: dict[str, list[Tile]] = defaultdict(list)
    for tile in drawn:
        members[tile.parent].append(tile)
    data = [_drawn(tile, members, circulating) for tile in members[ROOT]]
    series = {
        "type": "treemap",
        "roam": False,
        "nodeClick": False,
        "breadcrumb": {"show": False},
        "left": 0,
        "right": 0,
        "top": 0,
        "bottom": 0,
        "visibleMin": 1,
        "childrenVisibleMin": 1,
        "animation": False,
        "itemStyle": {"borderWidth": 0, "gapWidth": 1},
        "label": {"position": "insideTopLeft", "fontSize": 11, "lineHeight": 14, "padding": [3, 4], "overflow": "truncate"},
        "levels": [{"itemStyle": {"gapWidth": 2}}, {"itemStyle": {"gapWidth": 1}}],
        "tooltip": {"formatter": "{b}"},
        "data": data,
    }
    return {"tooltip": {"renderMode": "richText", "confine": True}, "series": [series]}


def _drawn(tile: Tile, members: Mapping[str, list[Tile]], circulating: int) -> dict[str, Any]:
    """One tile; a group has its wallets as children, and the sum of them as its size."""
    label = tile.label.replace("<br>", "\n")
    inside = members.get(tile.id, [])
    style: dict[str, Any] = {"color": tile.color}
    if tile.pattern:
        style["decal"] = HATCHING
    node: dict[str, Any] = {
        "id": tile.id,
        "name": "\n".join(filter(None, (label, f"{numbers.percent(tile.share)} of circulating supply", tile.hover))),
        "value": round(tile.amount / circulating, 9),
        "itemStyle": style,
        "label": {"formatter": f"{label}\n{numbers.percent(tile.share)}", "color": palette.text_on(tile.color)},
    }
    if inside:
        node["children"] = [_drawn(one, members, circulating) for one in inside]
        title = f"{label} · {numbers.percent(tile.share)}"
        node["upperLabel"] = {
            "show": True,
            "height": 22,
            "formatter": title,
            "color": palette.text_on(tile.color),
            "fontWeight": "bold",
        }
        style |= {"borderColor": tile.color, "borderWidth": 2}
    return node


def in_words(report: Report) -> str:
    """What the picture shows, for readers who do not see it."""
    largest = sorted((tile for tile in tiles(report) if tile.parent == ROOT), key=lambda tile: -tile.amount)[:8]
    parts = (f"{tile.label.replace('<br>', ' ')} {numbers.percent(tile.share)}" for tile in largest)
    return f"Treemap of the circulating supply: {', '.join(parts)}"
