"""Pictures of the HTML report, drawn as SVG from numbers: how the supply is divided, and concentration over time."""

from typing import Final

from reporter.model.report import Report
from reporter.report.numbers import percent

_WIDTH: Final = 720
_BAR: Final = 34


def supply_split(report: Report) -> str:
    """One bar: circulating supply in linked, possibly linked and other hands. Empty where nothing was measured."""
    low, high = report.metrics.linked_at_least, report.metrics.linked_at_most
    if low is None or high is None:
        return ""
    sure, possible = float(low), max(0.0, float(high) - float(low))
    parts = [
        ("linked", sure, "var(--proven)"),
        ("possibly linked", possible, "var(--strong)"),
        ("no link found", max(0.0, 1.0 - sure - possible), "var(--rest)"),
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
    picture = f'<svg viewBox="0 0 {_WIDTH} {_BAR}" role="img" aria-label="{said}"><title>{said}</title>{"".join(drawn)}</svg>'
    return f'{picture}<p class="key">{keys}</p>'


def over_time(report: Report) -> str:
    """The share of the ten largest wallets at earlier moments; empty with fewer than two of them."""
    rows = [(row.at, float(row.metrics.top10)) for row in report.concentration_over_time if row.metrics.top10 is not None]
    if len(rows) < 2:
        return ""
    step = (_WIDTH - 80) / (len(rows) - 1)
    points = [(40 + step * place, 150 - 120 * share) for place, (_, share) in enumerate(rows)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="var(--blue)"/>'
        f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{percent(f"{share:.6f}")}</text>'
        f'<text x="{x:.1f}" y="172" text-anchor="middle">{_word(at)}</text>'
        for (x, y), (at, share) in zip(points, rows, strict=True)
    )
    return (
        f'<h3>Ten largest wallets over time</h3><svg viewBox="0 0 {_WIDTH} 180" role="img" aria-label="Top ten over time">'
        f'<polyline points="{line}" fill="none" stroke="var(--blue)" stroke-width="2"/>{marks}</svg>'
    )


def _word(at: str) -> str:
    return "".join(char for char in at if char.isalnum() or char in " +.-")
