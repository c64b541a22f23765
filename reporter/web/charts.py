"""The picture of concentration, pure: who holds the circulating supply, linked wallets side by side in one colour."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import plotly.graph_objects as go
from msgspec import Struct

from reporter.model.report import Entity, Holder, Report, Share
from reporter.report import numbers
from reporter.web import palette

ROOT: Final = "circulating supply"
OUTSIDE: Final = frozenset({"infrastructure", "burned"})  # no part of circulating supply
JOINED: Final = frozenset({"proven", "strong", "possible"})
SMALLEST: Final = 500  # an unlinked holder of less than 1/SMALLEST of circulating supply has no tile of its own
SINGLE: Final = 80  # unlinked holders drawn on their own, at most
BACKGROUND: Final = "rgba(0,0,0,0)"
HATCHED: Final = "/"  # entities that count towards the upper bound only


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


def concentration(report: Report) -> go.Figure | None:
    """The tiles as a treemap; None where there is nothing to draw."""
    drawn = tiles(report)
    if not drawn:
        return None
    groups = {tile.parent for tile in drawn} - {ROOT}
    drawn = [Tile(ROOT, "", "", 0, "1.000000", BACKGROUND), *drawn]
    circulating = int(report.supply.circulating)
    treemap = go.Treemap(
        ids=[tile.id for tile in drawn],
        parents=[tile.parent for tile in drawn],
        labels=[f"{tile.label} · {numbers.percent(tile.share)}" if tile.id in groups else tile.label for tile in drawn],
        customdata=[tile.label for tile in drawn],
        values=[0.0 if tile.id in groups else tile.amount / circulating for tile in drawn],
        text=["" if tile.id == ROOT else numbers.percent(tile.share) for tile in drawn],
        textfont={"color": [BACKGROUND if tile.id == ROOT else palette.text_on(tile.color) for tile in drawn]},
        hovertext=[tile.hover for tile in drawn],
        branchvalues="remainder",  # with totals, one rounding error between a group and its tiles blanks the picture
        textinfo="label+text",
        hovertemplate="%{customdata}<br>%{text} of circulating supply<br>%{hovertext}<extra></extra>",
        marker={
            "colors": [tile.color for tile in drawn],
            "pattern": {
                "shape": [tile.pattern for tile in drawn],
                "fillmode": "overlay",
                "fgcolor": "#FFFFFF",
                "fgopacity": 0.2,
                "size": 8,
                "solidity": 0.15,
            },
            "line": {"width": [0 if tile.id == ROOT else 1 for tile in drawn], "color": "rgba(255,255,255,0.75)"},
            "pad": {"t": 20, "l": 2, "r": 2, "b": 2},
            "cornerradius": 2,
        },
        tiling={"packing": "squarify", "pad": 1},
        pathbar={"visible": False},
    )
    figure = go.Figure(treemap)
    margin = {"t": 0, "l": 0, "r": 0, "b": 0}
    figure.update_layout(margin=margin, height=440, uniformtext={"minsize": 10, "mode": "hide"})
    return figure


def in_words(report: Report) -> str:
    """What the picture shows, for readers who do not see it."""
    largest = sorted((tile for tile in tiles(report) if tile.parent == ROOT), key=lambda tile: -tile.amount)[:8]
    parts = (f"{tile.label.replace('<br>', ' ')} {numbers.percent(tile.share)}" for tile in largest)
    return f"Treemap of the circulating supply: {', '.join(parts)}"
