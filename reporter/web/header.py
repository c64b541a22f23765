"""What stands on top of every page: the way home, to the desk and to the settings."""

import streamlit as st

from reporter.web.navigation import Place, go, go_home


def show() -> None:
    """One row of buttons; on a phone the words of the desk shrink to their icons."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="header"):
        st.button("Launch reporter", key="home", icon=":material/hub:", type="tertiary", on_click=go_home)
        with st.container(horizontal=True, width="content", key="desk"):
            for page, label, icon in (
                ("compare", "Compare", ":material/compare_arrows:"),
                ("wallet", "Wallets", ":material/manage_search:"),
                ("settings", "Settings", ":material/tune:"),
            ):
                st.button(label, key=f"go-{page}", icon=icon, type="tertiary", on_click=go, args=(Place(page=page),))
