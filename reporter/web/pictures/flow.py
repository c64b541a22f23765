"""The funding flow as a graph of ECharts: origins left, early buyers right, one line for all payments between two wallets."""

from math import log10
from typing import Any, Final

from msgspec import Struct

from reporter.model.report import Report
from reporter.report import numbers
from reporter.report.flow import Flow, Payment, Stop
from reporter.web import palette
from reporter.web.pictures import names

ROW: Final = 20  # pixels a buyer takes where there is room
SHORTEST, TALLEST = 260, 1100
_SYMBOLS: Final = {"service": "rect", "funder": "diamond", "creator": "pin"}
_LABELLED: Final = 40  # rows up to which every wallet is named


class Picture(Struct, frozen=True):
    """The option object, the wallet behind each node, and the height in pixels it wants."""

    option: dict[str, Any]
    wallets: list[str]
    height: int


def picture(report: Report, flow: Flow, chosen: str | None = None) -> Picture:
    """The flow; the payments into and out of the chosen wallet stand out."""
    height = min(TALLEST, max(SHORTEST, ROW * flow.rows + 40))
    called, at = names.entities(report), names.places(report)
    data = [_node(stop, called, at, named=flow.rows <= _LABELLED or stop.x < 1 or stop.id == chosen) for stop in flow.stops]
    for node in data:
        if node["id"] == chosen:
            node["itemStyle"] |= {"borderColor": palette.MARK, "borderWidth": 4}
    links = [_line(payment, chosen) for payment in flow.payments]
    series = {
        "id": "flow",
        "type": "graph",
        "coordinateSystem": "cartesian2d",
        "selectedMode": "single",
        "select": {"itemStyle": {"borderColor": palette.MARK, "borderWidth": 4}},
        "edgeSymbol": ["none", "arrow"],
        "edgeSymbolSize": 6,
        "emphasis": {"focus": "adjacency", "scale": False},
        "blur": {"itemStyle": {"opacity": 0.25}, "lineStyle": {"opacity": 0.06}},
        "tooltip": {"formatter": "{b}"},
        "data": data,
        "links": links,
        "animation": False,
    }
    axis = {"type": "value", "show": False, "min": 0, "max": 1}
    option = {
        "tooltip": {"renderMode": "richText", "confine": True},
        "grid": {"left": 88, "right": 88, "top": 20, "bottom": 12, "containLabel": False},
        "xAxis": axis,
        "yAxis": axis | {"inverse": True},
        "series": [series],
    }
    return Picture(option, [stop.id for stop in flow.stops], height)


def _node(stop: Stop, called: dict[str, str], at: dict[str, int], *, named: bool) -> dict[str, Any]:
    color = palette.WALLETS
    if stop.entity in at:
        color = palette.entity(at[stop.entity or ""])
    elif stop.kind == "creator":
        color = palette.CREATOR
    elif stop.kind != "buyer":
        color = palette.SERVICES
    lines = [numbers.short(stop.id), names.KINDS.get(stop.kind, stop.kind)]
    lines += [called[stop.entity]] if stop.entity in called and stop.entity else []
    lines += [("bought " if stop.x == 1 else "first paid ") + numbers.utc(stop.time)] if stop.time else []
    return {
        "id": stop.id,
        "name": "\n".join(lines),
        "value": [stop.x, stop.y],
        "symbol": _SYMBOLS.get(stop.kind, "circle"),
        "symbolSize": 9 if stop.x == 1 else 14,
        "itemStyle": {"color": color},
        "label": {
            "show": named,
            "formatter": numbers.short(stop.id),
            "position": "left" if stop.x == 0 else "right" if stop.x == 1 else "top",
            "fontSize": 11,
        },
    }


def _line(payment: Payment, chosen: str | None) -> dict[str, Any]:
    touched = chosen in {payment.source, payment.target}
    width = min(4.0, max(0.8, log10(max(payment.amount, 1) / 10**8)))
    return {
        "source": payment.source,
        "target": payment.target,
        "name": f"{numbers.short(payment.source)} to {numbers.short(payment.target)}",
        "lineStyle": {
            "width": round(width, 2),
            "opacity": 0.95 if touched else 0.4,
            "curveness": 0.08,
            "color": palette.MARK if touched else palette.SERVICES,
        },
    }
