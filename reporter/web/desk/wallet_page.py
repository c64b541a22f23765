"""One wallet, or a creator, across all reports that are here."""

from typing import Final

import streamlit as st

from reporter.errors import InputError
from reporter.model.ids import parse_address
from reporter.report.across import roles
from reporter.web.blocks.markup import code, line
from reporter.web.blocks.role import roles_in_words
from reporter.web.desk import shelf
from reporter.web.navigation import Place, go, turn
from reporter.web.services import Services

_TEXT, _ERROR = "wallet-text", "wallet-error"
_FIELD: Final = "Wallet or creator"


def show(services: Services, place: Place) -> None:
    """The field, then each report in which the wallet plays a part."""
    st.header("Wallets across reports", anchor=False)
    with st.form("wallet", border=True):
        st.text_input(_FIELD, key=_TEXT, max_chars=500, placeholder="Address, or an explorer link that holds one")
        st.form_submit_button("Look through all reports", type="primary", on_click=_ask)
    error = st.session_state.pop(_ERROR, None)
    if error:
        st.error(line(error), icon=":material/error:")
    if place.wallet is None:
        st.caption("Finds every stored report in which a wallet created, paid, bought, held or passed money on.")
        return
    st.html(code(place.wallet))
    _appearances(services, place.wallet)


def _ask() -> None:
    try:
        turn(wallet=parse_address(st.session_state[_TEXT]))
    except InputError as error:
        st.session_state[_ERROR] = str(error)
        st.session_state[_TEXT] = ""  # whatever it was, it does not go back to the browser
        turn(wallet=None)


def _appearances(services: Services, wallet: str) -> None:
    found = 0
    for number, head in enumerate(shelf.heads(services)):
        try:
            parts = roles(shelf.report(services, head.id)).get(wallet, [])
        except InputError:
            continue
        if not parts:
            continue
        found += 1
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{line(shelf.title(head))}**  \n{roles_in_words(parts)}", width="stretch")
            st.button("Open", key=f"found-{number}", on_click=go, args=(shelf.place(services, head.id),))
    if not found:
        st.info("This wallet plays no part in the reports that are here. That says nothing about launches not reported on.")
