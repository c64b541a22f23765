"""Disputes beside a rendered report. The report's own bytes stay as they are; the overlay comes after them, said to be one."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

from reporter.model.dispute import Dispute
from reporter.report.plain import markdown, plain
from reporter.report.render.text_page import Page
from reporter.report.vocabulary import dispute as say

_LINE: Final = 800
_END: Final = b"</main>"


def text(report: bytes, disputes: Sequence[Dispute]) -> bytes:
    """After the page for a terminal."""
    page = Page(100, color=False)
    page.heading(say.TITLE)
    page.say(say.introduction(len(disputes)))
    for one in disputes:
        page.item(plain(say.statement(one), _LINE))
        if one.link is not None:
            page.say(f"{say.LINKED} “{plain(one.link, _LINE)}”", indent=4)
        page.line(f"signature {plain(one.signature, 100)} ({one.form})", indent=4)
    return report + b"\n" + page.text().encode()


def markdown_summary(report: bytes, disputes: Sequence[Dispute]) -> bytes:
    """After the summary for a newsroom. A link is text, so that nobody follows it by accident."""
    lines = ["", f"## {markdown(say.TITLE)}", "", markdown(say.introduction(len(disputes)), _LINE), ""]
    for one in disputes:
        lines.append(f"- {markdown(say.statement(one), _LINE)}")
        if one.link is not None:
            lines.append(f"    - {markdown(say.LINKED, _LINE)} “{markdown(one.link, _LINE)}”")
        lines.append(f"    - {markdown(f'signature {one.signature} ({one.form})', _LINE)}")
    return report + ("\n".join(lines) + "\n").encode()


def html_page(report: bytes, disputes: Sequence[Dispute]) -> bytes:
    """At the end of the page, in a frame of its own."""
    rows = "".join(f"<li>{_html(one)}</li>" for one in disputes)
    block = (
        f'<section class="note"><h2>{escape(say.TITLE)}</h2><p>{escape(say.introduction(len(disputes)))}</p>'
        f"<ul>{rows}</ul></section>\n"
    )
    before, end, after = report.rpartition(_END)
    return before + block.encode() + end + after


def _html(one: Dispute) -> str:
    told = escape(plain(say.statement(one), _LINE))
    signed = f'<br><span class="id">signature {escape(plain(one.signature, 100))} ({escape(one.form)})</span>'
    return f'<span class="id">{told}</span>{html_link(one)}{signed}'


def html_link(one: Dispute) -> str:
    """The link, quoted, where there is one: it tells the page it leads to nothing, and is no recommendation."""
    if one.link is None:
        return ""
    shown = escape(plain(one.link, _LINE))
    if not one.link.startswith("https://"):
        return f"<br>{escape(say.LINKED)} “{shown}”"
    return f'<br>{escape(say.LINKED)} “<a href="{shown}" rel="nofollow ugc noreferrer noopener">{shown}</a>”'


OVERLAID: Final[Mapping[str, Callable[[bytes, Sequence[Dispute]], bytes]]] = {
    "text": text,
    "markdown": markdown_summary,
    "html": html_page,
}
"""The formats that show disputes. A document for machines never does: it is what is signed."""


def beside(name: str, report: bytes, disputes: Sequence[Dispute]) -> bytes:
    """The rendered report with its disputes, where this format shows them and there are any."""
    overlaid = OVERLAID.get(name)
    return overlaid(report, disputes) if overlaid is not None and disputes else report
