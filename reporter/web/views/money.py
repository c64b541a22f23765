"""The funding flow, and the path of one buyer's money on a click."""

from typing import Final

import streamlit as st

from reporter.model.report import Report
from reporter.report import numbers
from reporter.report.flow import Flow, money_flow, witness
from reporter.web.blocks.witness import witness_path
from reporter.web.navigation import Place, turn
from reporter.web.opened import KEPT, Opened
from reporter.web.pictures import flow as picture_of
from reporter.web.pictures import names

EVERYONE: Final = "every early buyer"
ALL: Final = "all"  # in the address
_CHART, _WHO, _FIND, _DRAWN = "money-chart", "money-who", "money-find", "money-wallets"


def show(seen: Opened, place: Place) -> None:
    """Whose money, the picture, the way of the chosen one."""
    called = names.entities(seen.report)
    entity = place.entity if place.entity in called else None if place.entity == ALL else next(iter(called), None)
    _whose(called, entity)
    flow = _laid_out(seen.digest, entity, seen.report)
    if not flow.stops:
        st.caption("No payment was followed for these buyers. The coverage says what was read.")
    else:
        _draw(seen, flow, place)
    _notes(flow)
    _way(seen, flow, place)


def _whose(called: dict[str, str], entity: str | None) -> None:
    st.session_state[_WHO] = entity or EVERYONE
    st.selectbox(
        "Money of",
        [EVERYONE, *called],
        key=_WHO,
        format_func=lambda one: called.get(one, EVERYONE),
        on_change=lambda: turn(entity=ALL if st.session_state[_WHO] == EVERYONE else st.session_state[_WHO], wallet=None),
        width=320,
    )


def _draw(seen: Opened, flow: Flow, place: Place) -> None:
    drawn = picture_of.picture(seen.report, flow, place.wallet)
    st.session_state[_DRAWN] = drawn.wallets
    st.caption("Money goes from left to right: origins, wallets on the way, early buyers. A thicker line is a larger sum.")
    st.echarts_chart(drawn.option, key=_CHART, height=drawn.height, on_select=_pick, alt=_in_words(flow))


@st.cache_resource(max_entries=4 * KEPT, show_spinner=False)
def _laid_out(digest: str, entity: str | None, _report: Report) -> Flow:  # noqa: ARG001 — the key of the cache
    """The flow to the members of an entity, or to all early buyers."""
    found = next((one for one in _report.entities if one.id == entity), None)
    return money_flow(_report, None if found is None else set(found.wallets))


def _pick() -> None:
    wallets: list[str] = st.session_state.get(_DRAWN, [])
    groups = st.session_state[_CHART].selection.selected
    at = next((index for group in groups if group["data_type"] != "edge" for index in group["data_indices"]), None)
    if at is not None and at < len(wallets):
        turn(wallet=wallets[at])


def _notes(flow: Flow) -> None:
    notes = []
    if flow.without:
        notes.append(f"{numbers.count(flow.without, 'early buyer')} without a followed payment.")
    if flow.left_out:
        notes.append(f"{numbers.count(flow.left_out, 'early buyer')} beyond what one picture holds: choose an entity.")
    if notes:
        st.caption(" ".join(notes))


def _way(seen: Opened, flow: Flow, place: Place) -> None:
    buyers = [stop.id for stop in flow.stops]
    st.subheader("The way of the money", anchor=False)
    st.session_state[_FIND] = place.wallet if place.wallet in buyers else None
    st.selectbox(
        "Wallet",
        buyers,
        key=_FIND,
        placeholder="Click a wallet in the picture, or choose one here",
        on_change=lambda: turn(wallet=st.session_state[_FIND]),
    )
    buyer = witness(seen.report, place.wallet) if place.wallet else None
    if buyer is not None:
        st.html(witness_path(buyer, seen.explorer, seen.report.token.decimals))
    elif place.wallet:
        st.caption("No path leads through this wallet in the data examined.")


def _in_words(flow: Flow) -> str:
    return f"Funding flow: {len(flow.payments)} payments between {len(flow.stops)} wallets in {flow.columns} columns"
