"""Pictures of the HTML report, drawn as SVG from numbers: how the supply is divided, and concentration over time."""

from collections.abc import Mapping
from typing import Final

from reporter.model.report import At, Report
from reporter.report.numbers import percent

Paint = Mapping[str, str]

NAMES: Final = ("ink", "soft", "line", "blue", "proven", "strong", "possible", "rest")
SCREEN: Final[Paint] = {name: f"var(--{name})" for name in NAMES}
"""Colours that follow the reader's light or dark theme."""
PAPER: Final[Paint] = {
    "ink": "#1c2733",
    "soft": "#55626f",
    "line": "#d8dee4",
    "blue": "#0b6bb5",
    "proven": "#0b6bb5",
    "strong": "#b35c00",
    "possible": "#6b7785",
    "rest": "#9db4c8",
}
"""The light theme's, spelled out: a drawing on paper knows no variables of its page."""

_WIDTH: Final = 720
_BAR: Final = 34
_TOP: Final = 30  # of the plot, and room for the labels above
_TALL: Final = 120


def supply_split(report: Report, paint: Paint = SCREEN) -> str:
    """One bar: circulating supply in linked, possibly linked and other hands. Empty where nothing was measured."""
    low, high = report.metrics.linked_at_least, report.metrics.linked_at_most
    if low is None or high is None:
        return ""
    sure, possible = float(low), max(0.0, float(high) - float(low))
    parts = [
        ("linked", sure, paint["proven"]),
        ("possibly linked", possible, paint["strong"]),
        ("no link found", max(0.0, 1.0 - sure - possible), paint["rest"]),
    ]
    said = ", ".join(f"{name} {percent(f'{share:.6f}')}" for name, share, _ in parts)
    drawn, at = [], 0.0
    for name, share, color in parts:
        width = share * _WIDTH
        drawn.append(
            f'<rect x="{at:.1f}" y="0" width="{width:.1f}" height="{_BAR}" fill="{color}"><title>{name}</title></rect>'
        )
        at += width
    keys = "".join(
        f'<span><i style="background:{color}"></i>{name} {percent(f"{share:.6f}")}</span>' for name, share, color in parts
    )
    picture = (
        f'<svg viewBox="0 0 {_WIDTH} {_BAR}" preserveAspectRatio="none" class="bar" role="img" aria-label="{said}">'
        f"<title>{said}</title>{''.join(drawn)}</svg>"
    )
    return f'{picture}<p class="key">{keys}</p>'


def over_time(report: Report, paint: Paint = SCREEN) -> str:
    """The share of the ten largest wallets, and with linked wallets counted as one, from the creation on; empty with fewer
    than two moments."""
    rows = [row for row in report.concentration_over_time if row.metrics.top10 is not None]
    if len(rows) < 2:
        return ""
    lines = [("wallets", paint["blue"], [_place(n, len(rows), row.metrics.top10) for n, row in enumerate(rows)])]
    joined = [_place(n, len(rows), row.at_least.top10 if row.at_least else None) for n, row in enumerate(rows)]
    if joined != lines[0][2] and any(joined):
        lines.append(("linked wallets counted as one", paint["strong"], joined))
    drawn = "".join(_line(color, [point for point in points if point]) for _, color, points in reversed(lines))
    keys = "".join(f'<span><i style="background:{color}"></i>{name}</span>' for name, color, _ in lines)
    grid = "".join(
        f'<line x1="40" x2="{_WIDTH - 20}" y1="{_y(share):.1f}" y2="{_y(share):.1f}" stroke="{paint["line"]}"/>'
        f'<text x="34" y="{_y(share) + 4:.1f}" text-anchor="end" font-size="12" fill="{paint["soft"]}">{share:.0%}</text>'
        for share in (0.0, 0.5, 1.0)
    )
    said = "; ".join(f"{_word(row.at)} {percent(row.metrics.top10)}" for row in rows)
    return (
        "<h3>Share of the ten largest over time</h3>"
        f'<svg class="chart" viewBox="0 0 {_WIDTH} 190" role="img" aria-label="{said}">'
        f'<title>{said}</title>{grid}{drawn}{_marks(rows, paint)}</svg><p class="key">{keys}</p>'
    )


def _x(number: int, of: int) -> float:
    return 60 + (_WIDTH - 120) / (of - 1) * number


def _y(share: float) -> float:
    return _TOP + _TALL * (1 - share)


def _place(number: int, of: int, share: str | None) -> tuple[float, float] | None:
    return None if share is None else (_x(number, of), _y(float(share)))


def _line(color: str, points: list[tuple[float, float]]) -> str:
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>' for x, y in points)
    return f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2"/>{dots}'


def _marks(rows: list[At], paint: Paint) -> str:
    """Under each moment its name in two lines at most, above its point the share of wallets."""
    found = []
    for number, row in enumerate(rows):
        x, y = _x(number, len(rows)), _y(float(row.metrics.top10 or 0))
        first, _, second = _word(row.at).partition(" ")
        words = (first, second) if len(rows) > 4 or len(second) > 8 else (f"{first} {second}", "")
        text = f'text-anchor="middle" font-size="12" fill="{paint["ink"]}"'
        found.append(f'<text x="{x:.1f}" y="{max(12.0, y - 9):.1f}" {text}>{percent(row.metrics.top10)}</text>')
        found += [f'<text x="{x:.1f}" y="{168 + 15 * line}" {text}>{word}</text>' for line, word in enumerate(words) if word]
    return "".join(found)


def _word(at: str) -> str:
    return "".join(char for char in at if char.isalnum() or char in " +.-")
