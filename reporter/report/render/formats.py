"""The table of output formats. A new one is a file in this folder and a line here."""

from collections.abc import Callable, Mapping
from typing import Final

from reporter.model.report import Report
from reporter.report.explorer import DEFAULT
from reporter.report.render import (
    badge_json,
    badge_svg,
    gexf,
    graphml,
    html_document,
    json_document,
    markdown,
    node_link,
    pdf,
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
    "pdf": pdf.render,
    "csv": tables.csv_tables,
    "parquet": tables.parquet_tables,
    "badge-json": badge_json.render,
    "badge-svg": badge_svg.render,
}

LINKED: Final[Mapping[str, Callable[[Report, str], bytes]]] = {
    "markdown": markdown.render,
    "html": html_document.render,
    "pdf": pdf.render,
}
"""The formats a reader follows links from, with the link template of a block explorer as the second argument."""


def render(report: Report, name: str, explorer: str = DEFAULT) -> bytes:
    """`report` in the format `name`; `explorer` counts where the format has links. Raises KeyError on a name that is none."""
    linked = LINKED.get(name)
    return linked(report, explorer) if linked is not None else FORMATS[name](report)
