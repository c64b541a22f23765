"""Escaping, and the smallest pieces of markup. Text from the chain reaches a page through here or not at all."""

import html
from collections.abc import Iterable
from typing import Final

from reporter.model.ids import Address, Signature
from reporter.report import plain
from reporter.report.numbers import short
from reporter.web.links import Explorer

NAME: Final = 64  # letters kept of a token's name or symbol
SENTENCE: Final = 600  # and of any sentence


def safe(text: str, limit: int = SENTENCE) -> str:
    """Text as HTML: on one line, without control and direction characters, then escaped."""
    return html.escape(plain.plain(text, limit))


def markdown(text: str) -> str:
    """A sentence as Markdown that means nothing but itself."""
    return plain.markdown(text, SENTENCE)


def line(message: str) -> str:
    """An error's message as a sentence in Markdown: a capital first, a full stop last."""
    text = markdown(message)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def code(text: str) -> str:
    """An address in full, breaking anywhere on a narrow page."""
    return f'<code class="lr-code">{safe(text)}</code>'


def anchor(url: str | None, text: str, title: str = "") -> str:
    """A link to a block explorer, or the bare text where there is no page to link to."""
    label = f'<code class="lr-code" title="{safe(title)}">{safe(text)}</code>'
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{label}</a>' if url else label


def wallet(explorer: Explorer, address: Address) -> str:
    """A wallet, shortened and linked."""
    return anchor(explorer.account(address), short(address), address)


def transactions(explorer: Explorer, signatures: Iterable[Signature], most: int = 3) -> str:
    """The transactions behind a sentence; what is left out is counted."""
    names = list(signatures)
    if not names:
        return ""
    shown = " ".join(anchor(explorer.transaction(name), short(name), name) for name in names[:most])
    more = f' <span class="lr-muted">and {len(names) - most} more</span>' if len(names) > most else ""
    return f'<span class="lr-tx">{shown}{more}</span>'
