"""The bubble map: holders by size, entities by colour, links by tier; a click, or the field below it, tells more."""

from typing import Final

import streamlit as st

from reporter.model.report import Report
from reporter.report.bubbles import BubbleMap, bubble_map
from reporter.web.blocks.legend import map_legend
from reporter.web.blocks.profile import entity_profile, wallet_profile
from reporter.web.navigation import Place, turn
from reporter.web.opened import KEPT, Opened
from reporter.web.pictures import bubbles, names

ALL: Final = "all"
ONLY: Final = {ALL: names.LINKED, "strong": ("proven", "strong"), "proven": ("proven",)}
"""Which links are drawn, by the word for it in the address."""
_CALLED: Final = {ALL: "All links", "strong": "Proven and strong", "proven": "Proven"}
_CHART, _FIND, _TIERS = "map-chart", "map-find", "map-tiers"


def show(seen: Opened, place: Place) -> None:
    """Map on the left, what was chosen on the right; one below the other on a narrow page."""
    report, drawn = seen.report, _laid_out(seen.digest, seen.report)
    if not drawn.bubbles:
        st.caption("No holder could be read, or nothing circulates: there is nothing to draw.")
        return
    only = place.tiers if place.tiers in ONLY else ALL
    chosen = bubbles.Node(place.wallet, _entity_of(report, place.wallet)) if place.wallet else None
    picture = bubbles.picture(report, drawn, ONLY[only or ALL], chosen)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        _filter(only or ALL)
        st.echarts_chart(picture.option, key=_CHART, height=bubbles.HEIGHT, on_select=_pick, alt=_in_words(drawn))
    with right:
        _find(report, drawn, place)
        _chosen(seen, place)
        st.html(map_legend(report))
    st.session_state["map-nodes"] = picture.nodes


def _filter(only: str) -> None:
    st.session_state[_TIERS] = only
    st.segmented_control(
        "Links drawn",
        list(ONLY),
        key=_TIERS,
        format_func=lambda one: _CALLED[one],
        required=True,
        label_visibility="collapsed",
        on_change=lambda: turn(tiers=None if st.session_state[_TIERS] == ALL else st.session_state[_TIERS]),
    )


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _laid_out(digest: str, _report: Report) -> BubbleMap:  # noqa: ARG001 — the key of the cache
    return bubble_map(_report)


def _pick() -> None:
    """A click on the map: the wallet or entity goes into the address. The picture it was made on is the last one drawn."""
    nodes: list[bubbles.Node] = st.session_state.get("map-nodes", [])
    groups = st.session_state[_CHART].selection.selected
    at = next((index for group in groups if group["data_type"] != "edge" for index in group["data_indices"]), None)
    if at is not None and at < len(nodes):
        turn(wallet=nodes[at].wallet, entity=nodes[at].entity)


def _find(report: Report, drawn: BubbleMap, place: Place) -> None:
    called = names.entities(report)
    wallets = [bubble.id for bubble in (*drawn.bubbles, *drawn.apart) if bubble.kind not in {"rest", "unseen"}]
    options = [*(halo.entity for halo in drawn.halos), *wallets]
    wanted = place.wallet or place.entity
    st.session_state[_FIND] = wanted if wanted in options else None
    st.selectbox(
        "Find a wallet or entity",
        options,
        key=_FIND,
        format_func=lambda one: called.get(one, one),
        placeholder="Address, or the name of an entity",
        on_change=_found,
        args=(set(called),),
    )


def _found(entities: set[str]) -> None:
    wanted = st.session_state[_FIND]
    turn(wallet=None if wanted in entities else wanted, entity=wanted if wanted in entities else None)


def _chosen(seen: Opened, place: Place) -> None:
    at = names.places(seen.report)
    if place.wallet:
        st.html(wallet_profile(seen.report, place.wallet, seen.explorer))
        with st.container(horizontal=True):
            st.button("Its money", icon=":material/account_tree:", on_click=turn, kwargs={"view": "money"})
            st.button(
                "In all reports here",
                icon=":material/manage_search:",
                on_click=turn,
                kwargs={"page": "wallet", "mint": None, "report": None, "sample": None, "view": None, "entity": None},
            )
    elif place.entity in at:
        position = at[place.entity or ""]
        st.html(entity_profile(seen.report.entities[position], position))
        st.button("Its evidence", icon=":material/balance:", on_click=turn, kwargs={"view": "evidence"})
    else:
        st.caption("Click a bubble or a ring, or find a wallet above. The wheel or two fingers zoom; dragging moves the map.")


def _entity_of(report: Report, wallet: str | None) -> str | None:
    return next((entity.id for entity in report.entities if wallet in entity.wallets), None)


def _in_words(drawn: BubbleMap) -> str:
    """What the map shows, for readers who do not see it; the table of holders says the same."""
    unknown = sum(1 for bubble in drawn.bubbles if not bubble.examined)
    return (
        f"Bubble map of {len(drawn.bubbles)} holders in {len(drawn.halos)} entities;"
        f" for {unknown} of them no links were looked for. The holders table lists all of them"
    )
