"""The funding graph as node-link JSON, for d3, sigma and networkx."""

from typing import Final

import msgspec
import networkx as nx

from reporter.model.report import Report
from reporter.report.graph import funding_graph, layout

SUFFIX: Final = ".graph.json"


def render(report: Report) -> bytes:
    """One JSON document {directed, multigraph, graph, nodes, edges}, nodes with x and y."""
    graph = funding_graph(report)
    for node, (x, y) in layout(graph).items():
        graph.nodes[node].update(x=x, y=y)
    return msgspec.json.encode(nx.node_link_data(graph, edges="edges")) + b"\n"
