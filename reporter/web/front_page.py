"""The front page: one field, its settings, and the reports that are here already."""

from typing import Final

import streamlit as st

from reporter.errors import InputError
from reporter.jobs.head import Head
from reporter.model.ids import Mint
from reporter.model.pack import HARD_STOP, QUICK_BUDGET
from reporter.web import request
from reporter.web.asking import ask, budget, window
from reporter.web.blocks.listing import entry
from reporter.web.blocks.markup import line
from reporter.web.navigation import Place, go
from reporter.web.services import Services

WHAT_IT_IS: Final = (
    "Reads the Solana ledger and shows how concentrated a launched token really is: which wallets demonstrably act together,"
    " and how much of the supply they hold, with the transaction behind every link. It gives no advice and accuses nobody;"
    " no finding is no proof that wallets have nothing to do with each other."
)
FULL, QUICK = "Full", "Quick"
_TEXT, _DEPTH, _BUDGET, _ERROR = "ask-text", "ask-depth", "ask-budget", "ask-error"


def show(services: Services, mint: Mint | None = None) -> None:
    """The whole page; `mint` is filled in where a link named one that has no report here."""
    st.title("Launch reporter", anchor=False)
    st.markdown(WHAT_IT_IS)
    _form(services, mint)
    error = st.session_state.pop(_ERROR, None)
    if error:
        st.error(line(error), icon=":material/error:")
    elif mint:
        st.info("There is no report on this token here yet. Making one reads the ledger and takes some minutes.")
    _samples(services)
    _recent(services)


def _form(services: Services, mint: Mint | None) -> None:
    if mint and _TEXT not in st.session_state:
        st.session_state[_TEXT] = mint
    with st.form("ask", border=True):
        st.text_input(
            "Token",
            key=_TEXT,
            max_chars=500,
            placeholder="Mint address, or a link from an explorer or launchpad",
            help="The address of the token's mint. Never paste a private key or seed phrase; none is needed.",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.segmented_control(
                "Depth",
                [FULL, QUICK],
                key=_DEPTH,
                default=FULL,
                required=True,
                help=f"Full follows the money of early buyers and compares wallets. Quick spends at most {QUICK_BUDGET} calls:"
                " holders and trades only, no links, so that linked supply stays unknown.",
            )
            st.number_input(
                "Most calls",
                min_value=1,
                max_value=HARD_STOP,
                value=budget(services),
                step=100,
                key=_BUDGET,
                width=160,
                help="The report stops asking the ledger after so many calls and then says what it did not see.",
            )
        st.form_submit_button("Make report", type="primary", on_click=_ask, args=(services,))


def _ask(services: Services) -> None:
    """Start the job that was asked for, or keep one line that says why not."""
    state = st.session_state
    try:
        wanted = request.parameters(
            state[_TEXT], quick=state[_DEPTH] == QUICK, budget=int(state[_BUDGET]), window=window(services)
        )
    except InputError as error:
        state[_ERROR] = str(error)
        state[_TEXT] = ""  # whatever it was, it does not go back to the browser
        st.query_params.clear()
        return
    ask(services, wanted)


def _samples(services: Services) -> None:
    st.subheader("Sample reports", anchor=False)
    if not services.samples:
        st.caption("No sample reports came with this installation.")
    for sample in services.samples:
        _entry(sample.head, f"sample-{sample.name}", Place(sample=sample.name))


def _recent(services: Services) -> None:
    st.subheader("Reports made here", anchor=False)
    heads = services.store.recent()
    if not heads:
        st.caption("None yet. Finished reports are kept on this machine and listed here.")
    for head in heads:
        _entry(head, f"report-{head.id.sha256}", Place(mint=head.id.mint, report=head.id.sha256))


def _entry(head: Head, key: str, target: Place) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(entry(head), width="stretch")
        st.button("Open", key=key, on_click=go, args=(target,))
