"""The bubble map: holders by size, linked wallets side by side, everything that is not counted apart.

Pure and repeatable, so that the page and the printed report show the same picture. Area is proportional to the share of the
circulating supply; coordinates are such that the map fits the square from -1 to 1, infrastructure stands below it.
"""

from collections.abc import Iterable
from math import sqrt
from typing import Final, Literal, TypeAlias

import networkx as nx
from msgspec import Struct

from reporter.model.report import Entity, Holder, Link, Report, Share, Tier
from reporter.report import numbers
from reporter.report.packing import centred, enclosing, packed

Kind: TypeAlias = Literal[
    "wallet", "creator", "exchange", "locked", "unclassified", "infrastructure", "burned", "context", "rest", "unseen"
]
OUTSIDE: Final = frozenset({"infrastructure", "burned"})  # no part of the circulating supply
JOINED: Final = frozenset({"proven", "strong", "possible"})
MOST: Final = 2000  # bubbles of their own
SMALLEST: Final = 0.008  # radius, in units where the circulating supply has radius 1: still there to be pointed at
CONTEXT: Final = 0.016  # radius of a wallet that holds no counted share: it has a role, not a size
ALL_TIES: Final = 40  # more links than that are drawn as their strongest spanning tree
APART: Final = 8  # infrastructure accounts drawn


class Bubble(Struct, frozen=True):
    """One circle. `examined` is False where the analysis did not look for links: such a wallet is unknown, not unlinked.

    `share` is of the circulating supply, that of infrastructure of the total; `count` how many holders stand behind it.
    """

    id: str
    kind: Kind
    x: float
    y: float
    r: float
    share: Share | None
    entity: str | None = None
    examined: bool = True
    reason: str = ""
    count: int = 1


class Tie(Struct, frozen=True):
    """A line between two bubbles: a link of an entity, drawn by its tier."""

    a: str
    b: str
    tier: Tier
    entity: str


class Halo(Struct, frozen=True):
    """The disc that holds an entity's bubbles."""

    entity: str
    x: float
    y: float
    r: float


class BubbleMap(Struct, frozen=True):
    """Everything to draw, largest first; `ties` name bubbles that are there."""

    bubbles: list[Bubble]
    halos: list[Halo]
    ties: list[Tie]
    apart: list[Bubble]


class _Piece(Struct):
    """What is packed as one circle: an entity with its bubbles, or a single one."""

    radius: float
    bubbles: list[Bubble]
    entity: str | None = None


def bubble_map(report: Report, most: int = MOST) -> BubbleMap:
    """The map of a report; without bubbles where nothing circulates or no holder was read."""
    circulating = int(report.supply.circulating)
    held = {row.wallet: row for row in report.holders if row.class_ not in OUTSIDE and int(row.amount)}
    if circulating <= 0 or not held:
        return BubbleMap([], [], [], [])
    joined = [entity for entity in report.entities if entity.tier in JOINED]
    examined = {buyer.wallet for buyer in report.early_buyers}
    pieces = [_entity(entity, held, circulating) for entity in joined]
    members = {bubble.id for piece in pieces for bubble in piece.bubbles}
    pieces += _single(report, held, members, examined, max(0, most - len(members)))
    pieces.sort(key=lambda piece: -piece.radius)
    return _placed(report, pieces, joined)


def _entity(entity: Entity, held: dict[str, Holder], circulating: int) -> _Piece:
    around = sorted({name for names in entity.roles.values() for name in names} - set(entity.wallets))
    bubbles = [Bubble(name, "context", 0, 0, CONTEXT, None, entity.id) for name in around]
    rows = sorted(entity.wallets, key=lambda name: (-int(held[name].amount) if name in held else 0, name))
    bubbles += [_wallet(name, held.get(name), circulating, entity.id) for name in rows]
    bubbles.sort(key=lambda bubble: -bubble.r)
    gap = 0.012
    radii = [bubble.r for bubble in bubbles]
    middles = centred(packed(radii, gap), radii)
    radius = enclosing(middles, radii) + gap
    moved = [_at(bubble, x, y) for bubble, (x, y) in zip(bubbles, middles, strict=True)]
    return _Piece(radius, moved, entity.id)


def _wallet(name: str, row: Holder | None, circulating: int, entity: str | None, examined: bool = True) -> Bubble:
    if row is None:
        return Bubble(name, "wallet", 0, 0, SMALLEST, numbers.share(0, 1), entity, examined)
    return Bubble(name, row.class_, 0, 0, _radius(int(row.amount), circulating), row.share, entity, examined, row.reason)


def _radius(amount: int, circulating: int) -> float:
    return max(SMALLEST, sqrt(amount / circulating))


def _single(report: Report, held: dict[str, Holder], members: set[str], examined: set[str], most: int) -> Iterable[_Piece]:
    """Unlinked holders one by one, then the smaller ones together, then what was not seen."""
    circulating = int(report.supply.circulating)
    rows = sorted((row for row in held.values() if row.wallet not in members), key=lambda row: (-int(row.amount), row.wallet))
    for row in rows[:most]:
        bubble = _wallet(row.wallet, row, circulating, None, row.wallet in examined)
        yield _Piece(bubble.r, [bubble])
    rest = sum(int(row.amount) for row in rows[most:])
    if rest:
        share = numbers.share(rest, circulating)
        radius = _radius(rest, circulating)
        yield _Piece(radius, [Bubble("rest", "rest", 0, 0, radius, share, examined=False, count=len(rows) - most)])
    unseen = circulating - sum(int(row.amount) for row in held.values())
    if unseen * 500 >= circulating:
        radius = _radius(unseen, circulating)
        share = numbers.share(unseen, circulating)
        yield _Piece(radius, [Bubble("unseen", "unseen", 0, 0, radius, share, examined=False)])


def _placed(report: Report, pieces: list[_Piece], joined: list[Entity]) -> BubbleMap:
    radii = [piece.radius for piece in pieces]
    middles = centred(packed(radii, 0.02), radii)
    scale = 1 / enclosing(middles, radii)
    bubbles: dict[str, Bubble] = {}
    halos = []
    for piece, (x, y) in zip(pieces, middles, strict=True):
        if piece.entity is not None:
            halos.append(Halo(piece.entity, x * scale, y * scale, piece.radius * scale))
        for bubble in piece.bubbles:
            bubbles.setdefault(bubble.id, _at(bubble, (bubble.x + x) * scale, (bubble.y + y) * scale, scale))
    ties = [tie for entity in joined for tie in _ties(entity, bubbles)]
    return BubbleMap(sorted(bubbles.values(), key=lambda bubble: (-bubble.r, bubble.id)), halos, ties, _apart(report))


def _at(bubble: Bubble, x: float, y: float, scale: float = 1.0) -> Bubble:
    return Bubble(
        bubble.id,
        bubble.kind,
        round(x, 5),
        round(y, 5),
        round(bubble.r * scale, 5),
        bubble.share,
        bubble.entity,
        bubble.examined,
        bubble.reason,
        bubble.count,
    )


def _ties(entity: Entity, drawn: dict[str, Bubble]) -> list[Tie]:
    links = [link for link in entity.links if link.a in drawn and link.b in drawn]
    if len(links) > ALL_TIES:
        links = _strongest(links)
    return [Tie(link.a, link.b, entity.tier, entity.id) for link in links]


def _strongest(links: list[Link]) -> list[Link]:
    graph: nx.Graph[str] = nx.Graph()
    for link in links:
        graph.add_edge(link.a, link.b, weight=float(link.bits), link=link)
    return [data["link"] for _, _, data in nx.maximum_spanning_edges(graph, data=True)]


def _apart(report: Report) -> list[Bubble]:
    """Infrastructure and burned tokens in a row below the map, sized by their share of the total supply."""
    rows = [row for row in report.holders if row.class_ in OUTSIDE and int(row.amount)][:APART]
    bubbles, x = [], -1.0
    for row in rows:
        radius = round(min(0.16, max(0.03, 0.25 * sqrt(float(row.share)))), 5)
        bubbles.append(Bubble(row.wallet, row.class_, round(x + radius, 5), 1.24, radius, row.share, reason=row.reason))
        x += 2 * radius + 0.16
    return bubbles
