"""The funding graph holds each payment once, with who signed it, and opens in every reader."""

import io
import json

import networkx as nx
import pytest
from msgspec.structs import replace

from reporter.model.ids import USDC
from reporter.model.report import EarlyBuyer, Funding, PathHop
from reporter.report.graph import funding_graph, layout
from reporter.report.render import gexf, graphml, node_link
from tests.report.factory import address, make_report, signature


def _funded(buyer: EarlyBuyer, *hops: tuple[str, str, int]) -> EarlyBuyer:
    path = [
        PathHop(signature(f"hop {a} {b}"), address(a), address(b), str(amount), "transfer", address(a), [address(a)], 100 + n)
        for n, (a, b, amount) in enumerate(hops)
    ]
    funding = Funding(
        source=path[0].source,
        kind="transfer",
        asset="SOL",
        amount=path[0].amount,
        hops=len(path),
        signatures=[hop.signature for hop in path],
        stop="money rested here",
        needed="1.000000",
        fee_payer=path[-1].fee_payer,
        signers=path[-1].signers,
        path=path,
    )
    return type(buyer)(address(hops[-1][1]), buyer.first_buy, funding, None)


@pytest.fixture
def report():
    made = make_report()
    one, two = made.early_buyers[:2]
    return make_report(
        early_buyers=[
            _funded(one, ("F", "M", 30), ("M", "B1", 20)),
            _funded(two, ("F", "M", 30), ("M", "B2", 9)),
        ],
        entities=[],
        services=[],
    )


def test_a_payment_on_two_paths_is_one_edge_with_its_amount_once(report):
    graph = funding_graph(report)
    assert graph.edges[address("F"), address("M")] == {
        "kind": "transfer",
        "asset": "SOL",
        "amount": "30",
        "time": 100,
        "signatures": signature("hop F M"),
        "fee_payers": address("F"),
        "signers": address("F"),
    }
    assert graph.edges[address("M"), address("B2")]["amount"] == "9"
    assert {target for _, target in graph.out_edges(address("M"))} == {address("B1"), address("B2")}


def test_sums_of_different_assets_are_not_added_up(report):
    buyer = report.early_buyers[0]
    dollars = PathHop(signature("dollars"), address("F"), address("M"), "7", "transfer", address("F"), [address("F")], 90, USDC)
    funding = replace(buyer.funding, path=[*buyer.funding.path, dollars])
    edge = funding_graph(replace(report, early_buyers=[replace(buyer, funding=funding)])).edges[address("F"), address("M")]
    assert (edge["asset"], edge["amount"], edge["time"]) == (f"SOL {USDC}", "30 7", 90)


def test_buyers_lead_to_the_mint_and_roles_are_told(report):
    graph = funding_graph(report)
    assert graph.has_edge(address("B1"), report.mint)
    assert graph.nodes[report.mint]["kind"] == "mint"
    assert graph.nodes[address("B1")]["kind"] == "buyer"
    assert graph.nodes[address("F")]["kind"] == "wallet"


@pytest.mark.parametrize(
    ("module", "read"),
    [
        (graphml, lambda body: nx.read_graphml(io.BytesIO(body))),
        (gexf, lambda body: nx.read_gexf(io.BytesIO(body))),
        (node_link, lambda body: nx.node_link_graph(json.loads(body), edges="edges")),
    ],
)
def test_every_format_reads_back_as_the_same_graph_and_is_the_same_bytes_again(module, read, report):
    body = module.render(report)
    assert body == module.render(report)
    again, graph = read(body), funding_graph(report)
    assert set(again.nodes) == set(graph.nodes)
    assert {(a, b): d["amount"] for a, b, d in again.edges(data=True)} == {
        (a, b): d["amount"] for a, b, d in graph.edges(data=True)
    }
    assert {(a, b): d["signatures"] for a, b, d in again.edges(data=True)} == {
        (a, b): d["signatures"] for a, b, d in graph.edges(data=True)
    }


def test_the_layout_is_seeded(report):
    graph = funding_graph(report)
    assert layout(graph) == layout(graph)
    assert set(layout(graph)) == set(graph.nodes)
