"""The table of output formats. A new one is a file in this folder and a line here."""

from collections.abc import Callable, Mapping
from typing import Final

from reporter.model.report import Report
from reporter.report.render import (
    badge_json,
    badge_svg,
    gexf,
    graphml,
    html_document,
    json_document,
    markdown,
    node_link,
    tables,
    text,
)


def _text(report: Report) -> bytes:
    return text.render(report).encode()


FORMATS: Final[Mapping[str, Callable[[Report], bytes]]] = {
    "text": _text,
    "json": json_document.render,
    "graphml": graphml.render,
    "gexf": gexf.render,
    "node-link": node_link.render,
    "markdown": markdown.render,
    "html": html_document.render,
    "csv": tables.csv_tables,
    "parquet": tables.parquet_tables,
    "badge-json": badge_json.render,
    "badge-svg": badge_svg.render,
}
