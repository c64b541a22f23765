"""The funding flow: wallets in columns from the origin of the money on the left to the early buyers on the right."""

from collections.abc import Collection
from typing import Final

from msgspec import Struct

from reporter.model.report import EarlyBuyer, PathHop, Report
from reporter.report.graph import Graph, funding_graph

MOST: Final = 2000  # wallets drawn; buyers beyond that are counted, not drawn


class Stop(Struct, frozen=True):
    """One wallet on the way of the money. `kind` as in the funding graph; x and y lie between 0 and 1, y grows downwards.

    `time` is that of its first payment drawn, of a buyer that of its buy.
    """

    id: str
    kind: str
    entity: str | None
    x: float
    y: float
    time: int | None


class Payment(Struct, frozen=True):
    """All payments drawn from one wallet to another, and where to look them up; `amount` is the largest sum in base units of
    one asset."""

    source: str
    target: str
    amount: int
    how: str
    signatures: list[str]


class Flow(Struct, frozen=True):
    """What to draw. `columns` counts them, `rows` is the fullest one; `without` counts buyers whose money was not followed,
    `left_out` those beyond the limit."""

    stops: list[Stop]
    payments: list[Payment]
    columns: int
    rows: int
    without: int
    left_out: int


def witness(report: Report, wallet: str) -> EarlyBuyer | None:
    """The early buyer whose path the wallet lies on: itself, else the first whose money went through it."""
    own = next((buyer for buyer in report.early_buyers if buyer.wallet == wallet), None)
    if own is not None:
        return own
    return next((buyer for buyer in report.early_buyers if any(wallet == hop.source for hop in path(buyer))), None)


def path(buyer: EarlyBuyer) -> list[PathHop]:
    """The payments from the origin to the buyer, in the order the money went."""
    return buyer.funding.path if buyer.funding is not None else []


def money_flow(report: Report, wallets: Collection[str] | None = None) -> Flow:
    """The flow to these early buyers, or to all."""
    wanted = [buyer for buyer in report.early_buyers if wallets is None or buyer.wallet in wallets]
    followed = [buyer for buyer in wanted if path(buyer)]
    kept: list[EarlyBuyer] = []
    seen: set[str] = set()
    for buyer in followed:
        names = {buyer.wallet, *(hop.source for hop in path(buyer))}
        if len(seen | names) > MOST:
            break
        seen |= names
        kept.append(buyer)
    graph = funding_graph(report)
    columns = _columns(kept)
    stops = _stops(graph, kept, columns)
    return Flow(
        stops,
        _payments(graph, kept),
        1 + max(columns.values(), default=-1),
        max((sum(1 for at in columns.values() if at == column) for column in set(columns.values())), default=0),
        len(wanted) - len(followed),
        len(followed) - len(kept),
    )


def _columns(buyers: list[EarlyBuyer]) -> dict[str, int]:
    """Payments between each wallet and the buy it leads to, the longest way counting; a buyer is at 0 unless it paid others."""
    found: dict[str, int] = {}
    for buyer in buyers:
        found.setdefault(buyer.wallet, 0)
        for distance, hop in enumerate(reversed(path(buyer)), 1):
            found[hop.source] = max(found.get(hop.source, 0), distance)
    return found


def _stops(graph: Graph, buyers: list[EarlyBuyer], columns: dict[str, int]) -> list[Stop]:
    rows = _rows(buyers, columns)
    last = max(columns.values(), default=0)
    entity = {buyer.wallet: buyer.entity for buyer in buyers}
    times: dict[str, int | None] = {buyer.wallet: buyer.first_buy.time for buyer in buyers}
    for buyer in buyers:
        for hop in path(buyer):
            known = times.get(hop.source)
            if hop.time is not None and (known is None or hop.time < known):
                times[hop.source] = hop.time
    return [
        Stop(
            name,
            str(graph.nodes[name]["kind"]),
            entity.get(name),
            round(1 - column / last, 5) if last else 0.5,
            rows[name],
            times.get(name),
        )
        for name, column in sorted(columns.items(), key=lambda item: (-item[1], rows[item[0]], item[0]))
    ]


def _rows(buyers: list[EarlyBuyer], columns: dict[str, int]) -> dict[str, float]:
    """Heights: buyers by what their money goes through and when they bought, every other wallet amid those it paid."""
    order = sorted(buyers, key=lambda buyer: (buyer.entity or "~", path(buyer)[0].source, buyer.first_buy.slot, buyer.wallet))
    middle: dict[str, list[float]] = {}
    for place, buyer in enumerate(order):
        for name in (buyer.wallet, *(hop.source for hop in path(buyer))):
            middle.setdefault(name, []).append(float(place))
    heights: dict[str, float] = {}
    for column in sorted(set(columns.values())):
        names = [name for name, at in columns.items() if at == column]
        names.sort(key=lambda name: (sum(middle[name]) / len(middle[name]), name))
        for place, name in enumerate(names):
            heights[name] = round((place + 0.5) / len(names), 5)
    return heights


def _payments(graph: Graph, buyers: list[EarlyBuyer]) -> list[Payment]:
    pairs = dict.fromkeys((hop.source, hop.target) for buyer in buyers for hop in path(buyer))
    edges = ((source, target, graph.get_edge_data(source, target, default={})) for source, target in pairs)
    return [
        Payment(source, target, max(map(int, str(edge["amount"]).split())), str(edge["kind"]), str(edge["signatures"]).split())
        for source, target, edge in edges
        if edge
    ]
