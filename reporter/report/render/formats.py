"""The table of output formats. A new one is a file in this folder and a line here."""

from collections.abc import Callable, Mapping
from typing import Final

from reporter.model.report import Report
from reporter.report.render import badge_json, gexf, graphml, json_document, markdown, node_link, text


def _text(report: Report) -> bytes:
    return text.render(report).encode()


FORMATS: Final[Mapping[str, Callable[[Report], bytes]]] = {
    "text": _text,
    "json": json_document.render,
    "graphml": graphml.render,
    "gexf": gexf.render,
    "node-link": node_link.render,
    "markdown": markdown.render,
    "badge-json": badge_json.render,
}
