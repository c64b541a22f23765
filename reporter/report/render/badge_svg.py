"""The badge as a picture: SVG without scripts, links or anything fetched."""

from html import escape
from typing import Final

from reporter.model.badged import Badged
from reporter.report.plain import plain

SUFFIX: Final = ".badge.svg"
LABEL: Final = "launch report"
COLORS: Final = {
    "brightgreen": "#2e7d32",
    "green": "#2e7d32",
    "yellow": "#8a6d00",
    "orange": "#a65b00",
    "red": "#b3402a",
    "lightgrey": "#5f6b76",
    "grey": "#5f6b76",
}
"""Dark enough for white letters: contrast of at least 4.5 (WCAG 2.2, 1.4.3)."""
_LETTER: Final = 6.6  # width of an average letter at 11 px
_PAD: Final = 10


def render(report: Badged) -> bytes:
    """The report's badge: its message, an interval or why there is none, on the badge's colour."""
    message, color = plain(report.badge.message), COLORS.get(report.badge.color, COLORS["grey"])
    left, right = (round(len(text) * _LETTER) + 2 * _PAD for text in (LABEL, message))
    said = escape(f"{LABEL}: {message}", quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{said}">'
        f"<title>{said}</title>"
        f'<rect width="{left}" height="20" fill="#33404d"/><rect x="{left}" width="{right}" height="20" fill="{color}"/>'
        '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="{left / 2:g}" y="14" textLength="{left - 2 * _PAD}">{escape(LABEL)}</text>'
        f'<text x="{left + right / 2:g}" y="14" textLength="{right - 2 * _PAD}">{escape(message)}</text></g></svg>\n'
    ).encode()
