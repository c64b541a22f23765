"""The formats of a report as the API offers them: media type, and how a saved file's name ends."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from reporter.report.render.formats import FORMATS

MEDIA: Final[Mapping[str, tuple[str, str]]] = {
    "json": ("application/json", "json"),
    "text": ("text/plain; charset=utf-8", "txt"),
    "markdown": ("text/markdown; charset=utf-8", "md"),
    "html": ("text/html; charset=utf-8", "html"),
    "pdf": ("application/pdf", "pdf"),
    "csv": ("application/zip", "csv.zip"),
    "parquet": ("application/zip", "parquet.zip"),
    "graphml": ("application/xml", "graphml"),
    "gexf": ("application/xml", "gexf"),
    "node-link": ("application/json", "nodes.json"),
    "badge-json": ("application/json", "badge.json"),
    "badge-svg": ("image/svg+xml", "svg"),
}

Format: type[StrEnum] = StrEnum("Format", {name.upper().replace("-", "_"): name for name in MEDIA if name in FORMATS})  # type: ignore[misc]
