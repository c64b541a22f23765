"""The launch over time: who traded when, by entity, and how concentration went."""

from datetime import UTC, datetime
from typing import Final

import plotly.graph_objects as go

from reporter.model.report import Moment, Report
from reporter.report import numbers
from reporter.web import palette
from reporter.web.pictures import names

OTHERS: Final = "Other early buyers"
CREATOR: Final = "Creator"
LANES: Final = 8  # entities with a lane of their own
_MARKS: Final = {"buy": ("triangle-up", "bought"), "first_buy": ("triangle-up", "bought"), "sell": ("triangle-down", "sold")}
_EVENTS: Final = {"creation": "created", "complete": "curve sold out", "graduation": "graduated"}
_SHORT: Final = {"1 minute": "1 min", "5 minutes": "5 min", "30 minutes": "30 min", "last transaction opened": "last read"}
_MARGIN: Final = {"t": 28, "l": 0, "r": 8, "b": 0}


def lanes(report: Report) -> dict[str, list[Moment]]:
    """The trades of the timeline by who made them: the creator, each entity, other early buyers. No lane is empty."""
    entity_of = {wallet: entity.id for entity in report.entities for wallet in entity.wallets}
    called = names.entities(report)
    creator = report.creation.creator if report.creation is not None and report.creation.creator_signed else None
    order = [CREATOR, *list(called.values())[:LANES], OTHERS]
    first = {buyer.first_buy.signature: buyer.wallet for buyer in report.early_buyers}
    found: dict[str, list[Moment]] = {lane: [] for lane in order}
    for moment in report.timeline:
        wallet = moment.wallet or first.get(moment.signature or "")  # older reports name no wallet here
        if moment.kind not in _MARKS or wallet is None or moment.time is None:
            continue
        lane = called.get(entity_of.get(wallet, ""), CREATOR if wallet == creator else OTHERS)
        found[lane if lane in found else OTHERS].append(moment)
    return {lane: moments for lane, moments in found.items() if moments}


def trades(report: Report) -> go.Figure | None:
    """Buys and sells on one line of time for each lane; None where no trade has a time."""
    found = lanes(report)
    if not found:
        return None
    figure = go.Figure()
    for lane, moments in found.items():
        for kind, (symbol, word) in (("buy", _MARKS["buy"]), ("sell", _MARKS["sell"])):
            told = [moment for moment in moments if _MARKS[moment.kind][1] == word]
            if told:
                figure.add_trace(
                    go.Scatter(
                        x=[_utc(moment.time or 0) for moment in told],
                        y=[lane] * len(told),
                        mode="markers",
                        marker={
                            "symbol": symbol,
                            "size": 11,
                            "color": color(report, lane) if kind == "buy" else palette.NOTHING,
                            "line": {"color": color(report, lane), "width": 1.5},
                            "opacity": 0.85,
                        },
                        text=[f"{moment.text}, slot {moment.slot:,}" for moment in told],
                        hovertemplate="%{text}<br>%{x|%Y-%m-%d %H:%M:%S} UTC<extra></extra>",
                        showlegend=False,
                    )
                )
    for moment in report.timeline:
        if moment.kind in _EVENTS and moment.time is not None:
            at = _utc(moment.time)
            figure.add_vline(x=at, line={"color": palette.SERVICES, "width": 1, "dash": "dot"})
            figure.add_annotation(
                x=at, y=1.0, yref="paper", yanchor="bottom", xanchor="left", text=_EVENTS[moment.kind], showarrow=False
            )
    figure.update_layout(height=110 + 46 * len(found), margin=_MARGIN)
    figure.update_yaxes(categoryorder="array", categoryarray=list(reversed(found)), fixedrange=True, title=None)
    figure.update_xaxes(title=None)
    return figure


def color(report: Report, lane: str) -> str:
    """The colour of a lane."""
    if lane == CREATOR:
        return palette.CREATOR
    by_name = {name: place for place, name in enumerate(names.entities(report).values())}
    return palette.entity(by_name[lane]) if lane in by_name else palette.SERVICES


def concentration(report: Report) -> go.Figure | None:
    """Shares of the largest wallets at each moment the report measured; None where it measured none."""
    rows = report.concentration_over_time
    lines = (("top1", "largest"), ("top5", "top 5"), ("top10", "top 10"), ("top20", "top 20"))
    figure = go.Figure()
    for place, (field, label) in enumerate(lines):
        values = [getattr(row.metrics, field) for row in rows]
        if any(value is not None for value in values):
            figure.add_trace(
                go.Scatter(
                    x=[row.at for row in rows],
                    y=[None if value is None else float(value) * 100 for value in values],
                    name=label,
                    mode="lines+markers",
                    line={"color": palette.ENTITIES[place], "width": 2},
                    marker={"size": 8, "symbol": place},
                    hovertemplate=f"{label}: %{{y:.1f}} %<extra></extra>",
                )
            )
    if not figure.data:
        return None
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "title": None}
    figure.update_layout(height=350, margin=_MARGIN | {"t": 60}, hovermode="x unified", legend=legend)
    figure.update_yaxes(range=[0, 102], ticksuffix=" %", title=None, fixedrange=True)
    at = [row.at for row in rows]
    broken = [_SHORT.get(name, name).replace(" ", "<br>") for name in at]  # on a phone long names would lie on each other
    figure.update_xaxes(type="category", title=None, fixedrange=True, tickangle=0, tickvals=at, ticktext=broken)
    return figure


def in_words(report: Report) -> str:
    """What the picture of trades shows, for readers who do not see it."""
    parts = []
    for lane, moments in lanes(report).items():
        sold = sum(1 for moment in moments if moment.kind == "sell")
        parts.append(f"{lane} {numbers.count(len(moments) - sold, 'buy')}, {numbers.count(sold, 'sale')}")
    return f"Trades over time: {'; '.join(parts)}" if parts else "No trades with a time"


def _utc(time: int) -> datetime:
    return datetime.fromtimestamp(time, UTC).replace(tzinfo=None)
