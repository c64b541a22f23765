"""The funding graph as GEXF 1.2, Gephi's own format."""

import re
from io import BytesIO
from typing import Final

import networkx as nx

from reporter.model.report import Report
from reporter.report.graph import funding_graph, layout

SUFFIX: Final = ".gexf"
_WRITTEN: Final = re.compile(rb'<meta lastmodifieddate="[^"]*">')


def render(report: Report) -> bytes:
    """One GEXF document with positions. The writer's own date is taken out: the same report is the same bytes."""
    graph = funding_graph(report)
    for node, (x, y) in layout(graph).items():
        graph.nodes[node]["viz"] = {"position": {"x": x, "y": y, "z": 0.0}}
    out = BytesIO()
    nx.write_gexf(graph, out)
    return _WRITTEN.sub(b"<meta>", out.getvalue())
