"""The funding graph of a report: who paid whom on the way to the early buyers.

A directed networkx graph. Nodes are wallets, edges are payments between two wallets, added up by asset, with their forms, first
time, signatures, fee payers and signers; `amount` counts base units of `asset`, in the same order where there are several.
Attributes are plain text and numbers, so that GraphML, GEXF and node-link JSON hold the same.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

import networkx as nx
from msgspec import Struct

from reporter.model.ids import WRAPPED_SOL
from reporter.model.report import PathHop, Report

SEED: Final = 20261122  # of the layout: a picture in evidence has to be repeatable
_LARGEST: Final = 2000  # nodes laid out by springs; more are drawn on circles

Graph: TypeAlias = "nx.DiGraph[str]"


class _Payment(Struct, frozen=True):
    source: str
    target: str
    kind: str
    asset: str
    amount: int
    time: int | None
    signatures: list[str]
    fee_payers: list[str] = []
    signers: list[str] = []


def funding_graph(report: Report) -> Graph:
    """Witness paths of all early buyers joined into one graph, with their buys as edges to the mint."""
    graph: Graph = nx.DiGraph(mint=report.mint, snapshot=str(report.snapshot.slot), network=report.snapshot.network)
    graph.add_node(report.mint, kind="mint", entity="", share="")
    shares = {holder.wallet: holder.share for holder in report.holders}
    for buyer in report.early_buyers:
        graph.add_node(buyer.wallet, kind="buyer", entity=buyer.entity or "", share=shares.get(buyer.wallet, "0.000000"))
    for buyer in report.early_buyers:
        for hop in buyer.funding.path if buyer.funding is not None else []:
            _add(graph, _payment(hop))
        first = buyer.first_buy
        quote = "SOL" if first.quote_mint == WRAPPED_SOL else first.quote_mint
        _add(graph, _Payment(buyer.wallet, report.mint, "buy", quote, int(first.spent), first.time, [first.signature]))
    for row in report.proceeds:
        for target in row.destinations:
            if target.kind not in {"next purchase", "next launch"}:  # the mint bought is no party
                _add(
                    graph,
                    _Payment(row.wallet, target.target, "proceeds", row.asset, int(target.amount), None, target.signatures),
                )
    _roles(graph, report)
    return graph


def layout(graph: Graph) -> dict[str, tuple[float, float]]:
    """A position for every node, the same at every run."""
    if graph.number_of_nodes() > _LARGEST:
        places = nx.circular_layout(graph)
    else:
        places = nx.spring_layout(graph, seed=SEED, iterations=30)
    return {node: (round(float(x), 6), round(float(y), 6)) for node, (x, y) in places.items()}


def _payment(hop: PathHop) -> _Payment:
    return _Payment(
        hop.source, hop.target, hop.how, hop.asset, int(hop.amount), hop.time, [hop.signature], [hop.fee_payer], hop.signers
    )


def _add(graph: Graph, new: _Payment) -> None:
    """Add a payment. One that lies on several paths is one payment: its signature tells."""
    for node in (new.source, new.target):
        if node not in graph:
            graph.add_node(node, kind="wallet", entity="", share="")
    old = graph.get_edge_data(new.source, new.target, default={})
    known = str(old.get("signatures", ""))
    if set(new.signatures) <= set(known.split()):
        return
    sums = dict(zip(str(old.get("asset", "")).split(), map(int, str(old.get("amount", "")).split()), strict=True))
    sums[new.asset] = sums.get(new.asset, 0) + new.amount
    times = [time for time in (old.get("time"), new.time) if time]
    graph.add_edge(
        new.source,
        new.target,
        kind=_joined(str(old.get("kind", "")), [new.kind]),
        asset=" ".join(sums),
        amount=" ".join(map(str, sums.values())),  # text: integers above 2^53 do not survive every reader
        time=min(times, default=0),
        signatures=_joined(known, new.signatures),
        fee_payers=_joined(str(old.get("fee_payers", "")), new.fee_payers),
        signers=_joined(str(old.get("signers", "")), new.signers),
    )


def _joined(known: str, more: Iterable[str]) -> str:
    return " ".join(dict.fromkeys((*known.split(), *more)))


def _roles(graph: Graph, report: Report) -> None:
    services = {service.address for service in report.services}
    creator = report.creation.creator if report.creation is not None and report.creation.creator_signed else None
    funders = {wallet for entity in report.entities for wallet in entity.roles.get("funder", [])}
    between = {wallet for entity in report.entities for wallet in entity.roles.get("intermediate", [])}
    for node in graph:
        kinds = graph.nodes[node]
        if node in services:
            kinds["kind"] = "service"
        elif node == creator:
            kinds["kind"] = "creator"
        elif kinds["kind"] == "wallet" and node in funders:
            kinds["kind"] = "funder"
        elif kinds["kind"] == "wallet" and node in between:
            kinds["kind"] = "intermediate"
