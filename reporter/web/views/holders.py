"""Every holder in a table that sorts, searches, filters by kind and entity, and exports."""

from typing import Final

import streamlit as st

from reporter.model.ids import looks_like_secret
from reporter.web import tables
from reporter.web.navigation import Place, turn
from reporter.web.opened import Opened
from reporter.web.pictures import names

_TEXT, _KIND, _ENTITY = "holders-text", "holders-kind", "holders-entity"
ANY: Final = "any"


def show(seen: Opened, place: Place) -> None:
    """Filters, the table, its export."""
    report = seen.report
    if not report.holders:
        st.caption("No holder could be read.")
        return
    table = tables.holders(report, seen.explorer)
    called = names.entities(report)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = place.find or ""
        st.session_state[_TEXT] = text
        st.text_input("Search", key=_TEXT, placeholder="Part of an address", max_chars=44, width=260, on_change=_searched)
        kinds = [ANY, *sorted({row.class_ for row in report.holders})]
        kind = place.kind if place.kind in kinds else ANY
        st.session_state[_KIND] = kind
        st.selectbox("Kind", kinds, key=_KIND, width=180, on_change=lambda: turn(kind=_unless_any(_KIND)))
        st.session_state[_ENTITY] = place.entity if place.entity in called else ANY
        st.selectbox(
            "Entity",
            [ANY, *called],
            key=_ENTITY,
            format_func=lambda one: called.get(one, ANY),
            on_change=lambda: turn(entity=_unless_any(_ENTITY)),
            width=180,
        )
    shown = tables.matching(table, text, None if kind == ANY else kind, called.get(place.entity or ""))
    st.caption(
        f"{len(shown):,} of {len(table):,} holders. Shares are of the circulating supply, those of infrastructure of the total"
        " supply. Column heads sort."
    )
    st.dataframe(
        shown,
        hide_index=True,
        height=520,
        column_config={
            "Wallet": st.column_config.TextColumn(width=130),
            "Share": st.column_config.NumberColumn(format="%.2f %%"),
            "Amount": st.column_config.NumberColumn(format="localized"),
            "Why": st.column_config.TextColumn(width="medium"),
            "Link": st.column_config.LinkColumn("Explorer", display_text="open", width="small"),
        },
    )
    st.download_button(
        "These holders (CSV)",
        lambda: tables.csv(shown),
        f"{seen.file_name}-holders.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def _searched() -> None:
    text = st.session_state[_TEXT].strip()
    turn(find=None if looks_like_secret(text) else text)


def _unless_any(key: str) -> str | None:
    chosen: str = st.session_state[key]
    return None if chosen == ANY else chosen
