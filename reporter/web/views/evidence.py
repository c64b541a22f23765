"""The evidence explorer: each link of an entity with its weights, transactions, other explanations and what is against it."""

import streamlit as st

from reporter.report import numbers
from reporter.web.blocks import evidence
from reporter.web.blocks.profile import entity_profile
from reporter.web.navigation import Place, turn
from reporter.web.opened import Opened
from reporter.web.pictures import names

_ENTITY, _WALLET = "evidence-entity", "evidence-wallet"


def show(seen: Opened, place: Place) -> None:
    """Entity, wallet, links."""
    report, called = seen.report, names.entities(seen.report)
    if not called:
        st.caption("No wallets were joined, so that there is no link to explain: no link found in the data examined.")
        return
    chosen = place.entity if place.entity in called else next(iter(called))
    position = names.places(report)[chosen or ""]
    entity = report.entities[position]
    wallets = sorted({name for link in entity.links for name in (link.a, link.b)})
    wallet = place.wallet if place.wallet in wallets else None
    _choose(called, chosen or "", wallets, wallet)
    st.html(entity_profile(entity, position))
    st.caption(evidence.BITS)
    found = [link for link in entity.links if wallet is None or wallet in {link.a, link.b}]
    st.markdown(f"**{numbers.count(len(found), 'link')}**, the heaviest first")
    st.html(evidence.links(found, seen.explorer, entity))


def _choose(called: dict[str, str], entity: str, wallets: list[str], wallet: str | None) -> None:
    st.session_state[_ENTITY], st.session_state[_WALLET] = entity, wallet
    with st.container(horizontal=True):
        st.selectbox(
            "Entity",
            list(called),
            key=_ENTITY,
            format_func=lambda one: called.get(one, one),
            on_change=lambda: turn(entity=st.session_state[_ENTITY], wallet=None),
            width=180,
        )
        st.selectbox(
            "Links of",
            wallets,
            key=_WALLET,
            placeholder="all its wallets",
            on_change=lambda: turn(wallet=st.session_state[_WALLET]),
        )
