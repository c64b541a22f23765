"""The badge as the page shows it, and the snippets that embed it elsewhere."""

import html
from typing import Final
from urllib.parse import quote, urlsplit

from reporter.model.report import Report
from reporter.report import numbers
from reporter.web import palette
from reporter.web.blocks.markup import safe

COLORS: Final = {
    "brightgreen": "#2E7D32",
    "green": "#2E7D32",
    "yellow": "#F0C75E",
    "orange": "#E69F00",
    "red": "#B3402A",
    "lightgrey": "#8C9BA8",
    "grey": "#8C9BA8",
}
NOWHERE: Final = "https://YOUR-SERVER"


def badge(report: Report) -> str:
    """The two halves of the badge, and until when it holds."""
    color = COLORS.get(report.badge.color, COLORS["grey"])
    return (
        '<p class="lr-badge" role="img" aria-label="Badge: '
        f'{safe(report.badge.message)}"><span>launch report</span>'
        f'<span style="background:{color};color:{palette.text_on(color)}">{safe(report.badge.message)}</span></p>'
        f'<p class="lr-muted">Slot {report.badge.snapshot_slot:,}, valid until {numbers.utc(report.badge.valid_until)}.</p>'
    )


def base(public_url: str, page: str) -> str:
    """The address badges are asked at: the one that was set, else where the page was read."""
    parts = urlsplit(public_url or page)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/') if public_url else ''}" if parts.netloc else NOWHERE


def snippets(mint: str, at: str) -> dict[str, str]:
    """What to paste where, by language, for a badge served at the address `at`."""
    picture, document, target = f"{at}/badge/{mint}.svg", f"{at}/badge/{mint}.json", f"{at}/?mint={mint}"
    safe_picture, safe_target = html.escape(picture), html.escape(target)
    return {
        "HTML": f'<a href="{safe_target}"><img src="{safe_picture}" alt="Linked supply, launch report" height="20"></a>',
        "Markdown": f"[![Linked supply, launch report]({picture})]({target})",
        "shields.io": f"https://img.shields.io/endpoint?url={quote(document, safe='')}",
        "JSON": document,
    }
