"""The funding graph as GraphML, for Gephi, yEd and networkx."""

from io import BytesIO
from typing import Final

import networkx as nx

from reporter.model.report import Report
from reporter.report.graph import funding_graph, layout

SUFFIX: Final = ".graphml"


def render(report: Report) -> bytes:
    """One GraphML document. Positions are node attributes x and y."""
    graph = funding_graph(report)
    for node, (x, y) in layout(graph).items():
        graph.nodes[node].update(x=x, y=y)
    out = BytesIO()
    nx.write_graphml_xml(graph, out)
    return out.getvalue()
