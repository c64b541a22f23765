"""The bubble map as a graph of ECharts: fixed places, sizes in pixels for a wide and for a narrow page."""

from typing import Any, Final

from msgspec import Struct

from reporter.model.report import Report, Tier
from reporter.report import numbers
from reporter.report.bubbles import Bubble, BubbleMap, Halo
from reporter.web import palette
from reporter.web.pictures import names

HEIGHT: Final = 490  # pixels
NARROW: Final = 570  # pixels of width below which infrastructure goes below the disc
_MARGIN: Final = 10
_BESIDE: Final = 1.42  # how far the picture reaches beyond the disc, where infrastructure stands
_WIDE: Final = (HEIGHT - 2 * _MARGIN) / 2  # pixels of one unit
_SLIM: Final = 152
_LABELLED: Final = 0.085  # radius from which a bubble carries its share
_LINES: Final = {"proven": "solid", "strong": "solid", "possible": "dashed"}


class Node(Struct, frozen=True):
    """What one drawn node stands for, in the order of the picture: a wallet, an entity, or neither."""

    wallet: str | None = None
    entity: str | None = None


class Picture(Struct, frozen=True):
    """The option object, and what each of its nodes stands for."""

    option: dict[str, Any]
    nodes: list[Node]


def picture(report: Report, drawn: BubbleMap, tiers: tuple[str, ...] = names.LINKED, chosen: Node | None = None) -> Picture:
    """The map with links of these tiers; members of other entities are drawn pale. `chosen` stands out."""
    called, at = names.entities(report), names.places(report)
    tier = {entity.id: entity.tier for entity in report.entities}
    pale = {entity for entity, its in tier.items() if its not in tiers}
    data = [_halo(halo, at, tier[halo.entity], pale=halo.entity in pale) for halo in drawn.halos]
    nodes = [Node(entity=halo.entity) for halo in drawn.halos]
    for bubble in (*drawn.bubbles, *drawn.apart):
        data.append(_node(bubble, called, at, faded=bubble.entity in pale, marked=chosen == Node(bubble.id, bubble.entity)))
        own = bubble.kind in {"rest", "unseen"}
        nodes.append(Node() if own else Node(bubble.id, bubble.entity))
    data += [_title(halo, called[halo.entity]) for halo in drawn.halos if halo.r > _LABELLED]
    links = [
        {
            "source": tie.a,
            "target": tie.b,
            "lineStyle": {"type": _LINES[tie.tier], "color": palette.entity(at[tie.entity]), "width": _width(tie.tier)},
        }
        for tie in drawn.ties
        if tie.tier in tiers
    ]
    return Picture(_option(data, links, {bubble.id for bubble in drawn.apart}), nodes)


def _halo(halo: Halo, at: dict[str, int], tier: Tier, *, pale: bool) -> dict[str, Any]:
    color = palette.entity(at[halo.entity])
    return {
        "id": f"halo {halo.entity}",
        "name": f"Entity {at[halo.entity] + 1}\n{names.TIERS[tier]}",
        "x": halo.x,
        "y": halo.y,
        "symbolSize": halo.r,
        "itemStyle": {
            "color": palette.veiled(color, 0.05 if pale else 0.16),
            "borderColor": color,
            "borderWidth": 1.5,
            "borderType": "dashed" if tier == "possible" else "solid",
        },
    }


def _title(halo: Halo, name: str) -> dict[str, Any]:
    """The entity's name on the upper edge of its halo, above everything else."""
    return _unseen(f"title {halo.entity}", halo.x, round(halo.y - halo.r, 5)) | {
        "label": {
            "show": True,
            "formatter": name,
            "position": "inside",
            "fontWeight": "bold",
            "fontSize": 12,
            "color": "#FFFFFF",
            "backgroundColor": "rgba(20,27,33,0.82)",
            "borderRadius": 9,
            "padding": [3, 8],
        }
    }


def _node(bubble: Bubble, called: dict[str, str], at: dict[str, int], *, faded: bool, marked: bool) -> dict[str, Any]:
    style: dict[str, Any] = _style(bubble, at)
    if faded:
        style["opacity"] = 0.35
    if marked:
        style |= {"borderColor": palette.MARK, "borderWidth": 4, "borderType": "solid", "opacity": 1}
    node: dict[str, Any] = {
        "id": bubble.id,
        "name": _said(bubble, called),
        "x": bubble.x,
        "y": bubble.y,
        "symbolSize": bubble.r,
        "itemStyle": style,
    }
    if bubble.kind in {"infrastructure", "burned"}:
        node["symbol"] = "rect"
    elif bubble.kind == "context":
        node["symbol"] = "diamond"
    elif bubble.kind == "creator":
        node["symbol"] = "pin" if bubble.r < 0.02 else "circle"
    if bubble.share is not None and bubble.r >= _LABELLED:
        fill = style["color"]
        node["label"] = {"show": True, "formatter": numbers.percent(bubble.share)}
        node["label"]["color"] = palette.SERVICES if fill == palette.NOTHING else palette.text_on(fill)
    return node


def _style(bubble: Bubble, at: dict[str, int]) -> dict[str, Any]:
    if bubble.entity is not None:
        return {"color": palette.entity(at[bubble.entity])}
    if not bubble.examined:
        line = palette.SERVICES if bubble.kind != "creator" else palette.CREATOR
        return {"color": palette.NOTHING, "borderColor": line, "borderType": "dashed", "borderWidth": 1.5}
    if bubble.kind in {"infrastructure", "burned"}:
        return {"color": palette.SUPPLY["burned"]}
    if bubble.kind == "creator":
        return {"color": palette.CREATOR}
    return {"color": palette.SERVICES if bubble.kind in {"exchange", "locked"} else palette.WALLETS}


def _said(bubble: Bubble, called: dict[str, str]) -> str:
    """What hovering tells, in lines."""
    who = f"{bubble.count:,} holders" if bubble.kind == "rest" else numbers.short(bubble.id)
    of = "of the total supply" if bubble.kind in {"infrastructure", "burned"} else "of the circulating supply"
    lines = ["Not seen"] if bubble.kind == "unseen" else [who]
    if bubble.share is not None:
        lines.append(f"{numbers.percent(bubble.share)} {of}")
    if bubble.kind != "wallet" or bubble.entity is None:
        lines.append(names.KINDS[bubble.kind])
    if bubble.entity is not None:
        lines.append(called[bubble.entity])
    elif not bubble.examined and bubble.kind not in {"unseen", "infrastructure", "burned"}:
        lines.append("not sampled: no links were looked for")
    elif bubble.kind == "wallet":
        lines.append("no link found in the data examined")
    return "\n".join(lines)


def _width(tier: str) -> float:
    return 2.5 if tier == "proven" else 1.5


def _unseen(name: str, x: float, y: float) -> dict[str, Any]:
    """A point nobody sees or hits: it carries a label, or holds the picture's frame in place."""
    return {"id": name, "name": "", "x": x, "y": y, "symbolSize": 0, "silent": True, "tooltip": {"show": False}}


def _option(data: list[dict[str, Any]], links: list[dict[str, Any]], apart: set[str]) -> dict[str, Any]:
    series = {
        "id": "map",
        "type": "graph",
        "layout": "none",
        "roam": True,
        "nodeScaleRatio": 1,
        "scaleLimit": {"min": 0.8, "max": 30},
        "selectedMode": "single",
        "select": {"itemStyle": {"borderColor": palette.MARK, "borderWidth": 4, "borderType": "solid"}},
        "emphasis": {"focus": "adjacency", "scale": False},
        "blur": {"itemStyle": {"opacity": 0.25}, "lineStyle": {"opacity": 0.1}, "label": {"opacity": 0.4}},
        "tooltip": {"formatter": "{b}"},
        "top": _MARGIN,
        "height": HEIGHT - 2 * _MARGIN,
        "left": "center",
        "data": [*_sized(data, _WIDE, apart, beside=True), _unseen("corner 1", -1.0, -1.0), _unseen("corner 2", _BESIDE, 1.0)],
        "links": links,
        "animation": False,
    }
    below = [*_sized(data, _SLIM, apart, beside=False), _unseen("corner 1", -1.0, -1.0), _unseen("corner 2", 1.0, _BESIDE)]
    slim = {"id": "map", "top": 0, "height": round(_SLIM * (1 + _BESIDE)), "data": below}
    return {
        "tooltip": {"renderMode": "richText", "confine": True},
        "series": [series],
        "media": [{"query": {"maxWidth": NARROW}, "option": {"series": [slim]}}],
    }


def _sized(data: list[dict[str, Any]], unit: float, apart: set[str], *, beside: bool) -> list[dict[str, Any]]:
    """The nodes with their radius made a diameter in pixels, infrastructure below the disc or turned to its side."""
    return [
        node
        | {"symbolSize": round(2 * unit * float(node["symbolSize"]), 1)}
        | ({"x": node["y"], "y": node["x"]} if beside and node["id"] in apart else {})
        for node in data
    ]
