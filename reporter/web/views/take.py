"""What a reader takes away: every format, the evidence pack, the badge with snippets to embed it."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st
from msgspec import Struct

from reporter.report.render import pdf
from reporter.report.render.disputes import beside
from reporter.report.render.formats import FORMATS, render
from reporter.web.blocks.badge import badge, base, snippets
from reporter.web.navigation import Place
from reporter.web.opened import Opened


class Kind(Struct, frozen=True):
    """How a format is offered: its label, the end of the file's name, its media type, and who wants it."""

    label: str
    suffix: str
    mime: str
    use: str


OFFERED: Final = {
    "html": Kind("Page (HTML)", "html", "text/html", "one file to read or print, without network"),
    "pdf": Kind("Page (PDF)", "pdf", "application/pdf", "to print and to send"),
    "markdown": Kind("Summary (Markdown)", "md", "text/markdown", "for a newsroom"),
    "text": Kind("Text", "txt", "text/plain", "for a terminal or a mail"),
    "csv": Kind("Tables (CSV)", "csv.zip", "application/zip", "for a spreadsheet"),
    "parquet": Kind("Tables (Parquet)", "parquet.zip", "application/zip", "for pandas and DuckDB"),
    "graphml": Kind("Money (GraphML)", "graphml", "application/xml", "for Gephi"),
    "gexf": Kind("Money (GEXF)", "gexf", "application/xml", "for Gephi"),
    "node-link": Kind("Money (JSON)", "nodes.json", "application/json", "for D3 and networkx"),
    "badge-svg": Kind("Badge (SVG)", "svg", "image/svg+xml", "for a web page"),
    "badge-json": Kind("Badge (JSON)", "badge.json", "application/json", "for shields.io"),
}


def show(seen: Opened, _: Place) -> None:
    """The whole part."""
    st.subheader("Check it yourself", anchor=False)
    with st.container(horizontal=True):
        _button("Report (JSON)", seen.document, f"{seen.file_name}.json", "application/json", ":material/data_object:")
        _button("Evidence pack", seen.pack, f"{seen.file_name}.zip", "application/zip", ":material/folder_zip:")
    st.caption(
        "The pack holds every raw answer behind the report. `reporter verify PACK --report REPORT.json` derives the same report"
        " from it, byte for byte, without network."
    )
    st.subheader("Other formats", anchor=False)
    with st.container(key="formats"):
        for name, kind in OFFERED.items():
            if name in FORMATS and (name != "pdf" or pdf.available()):
                making = partial(_made, name, seen)
                _button(kind.label, making, f"{seen.file_name}.{kind.suffix}", kind.mime, help=f"{kind.label}: {kind.use}")
    st.subheader("Badge", anchor=False)
    st.html(badge(seen.report))
    st.caption(
        "An interval with its slot, never a verdict. Grey where data are incomplete; it expires a day after the snapshot."
    )
    if not seen.badges:
        st.info(
            "The badge service does not run in this process: `reporter serve` starts it beside these pages. The snippets work"
            " where it runs.",
            icon=":material/info:",
        )
    for language, text in snippets(seen.report.mint, base(seen.public_url, st.context.url or "")).items():
        st.caption(language)
        st.code(text, language=None, wrap_lines=True)


def _made(name: str, seen: Opened) -> bytes:
    """The format's bytes, with the report's disputes beside it where the format is for people."""
    disputed = seen.store.disputes(seen.kept) if seen.store is not None and seen.kept is not None else []
    return beside(name, render(seen.report, name, seen.explorer.template), disputed)


def _button(
    label: str,
    data: bytes | Callable[[], bytes],
    name: str,
    mime: str,
    icon: str = ":material/download:",
    help: str | None = None,  # noqa: A002
) -> None:
    st.download_button(label, data, name, mime, on_click="ignore", icon=icon, help=help, key=f"take-{name}")
