"""Settings of one session: endpoints with a check, limits, explorer. Nothing here is written to disk."""

from typing import Final

import msgspec
import streamlit as st

from reporter.errors import InputError
from reporter.model.pack import HARD_STOP
from reporter.settings import is_explorer
from reporter.web import request
from reporter.web.asking import budget, explorer, window
from reporter.web.blocks.markup import line
from reporter.web.navigation import Place
from reporter.web.services import Services
from reporter.web.session import Choice, choice, keep
from reporter.web.tables import capabilities

_URLS, _RATE, _BUDGET, _WINDOW, _EXPLORER, _ERROR, _DONE = (
    f"settings-{name}" for name in ("urls", "rate", "budget", "window", "explorer", "error", "done")
)
_MOST_WINDOW: Final = 2000


def show(services: Services, _: Place) -> None:
    """Endpoints, then limits, then what is fixed here."""
    st.header("Settings of this session", anchor=False)
    st.caption("They hold until you close this tab. The installation's own are set where the program was started.")
    error, done = st.session_state.pop(_ERROR, None), st.session_state.pop(_DONE, None)
    if error:
        st.error(line(error), icon=":material/error:")
    elif done:
        st.success(done, icon=":material/check:")
    st.subheader("Endpoints", anchor=False)
    _endpoints(services)
    st.subheader("Limits and links", anchor=False)
    _limits(services)
    st.subheader("Rules and theme", anchor=False)
    st.markdown(
        f"New reports follow the rule set of **{services.rules}**, the newest of this program; every report names its own.\n\n"
        "Light or dark follows your system. To fix one, open the menu at the top right of this page."
    )


def _endpoints(services: Services) -> None:
    chosen = choice()
    if chosen.endpoints:
        count = len(chosen.endpoints)
        st.markdown(f"Reading through {count} endpoint{'s' if count > 1 else ''} of your own in this session.")
        for number, found in enumerate(chosen.found, 1):
            with st.expander(f"What endpoint {number} can do", icon=":material/checklist:"):
                st.dataframe(capabilities(found), hide_index=True, height="content")
        st.button("Forget and use the default", on_click=_forget)
        return
    with st.form("endpoints", border=True, clear_on_submit=True):
        st.text_input(
            "Your own JSON-RPC endpoints",
            key=_URLS,
            type="password",
            autocomplete="off",
            placeholder="https://…",
            help="Several are separated by commas; the later ones are used when the earlier ones fail. They are kept for this"
            " session only, and never shown again, logged or written into a report.",
        )
        st.number_input(
            "Requests a second, at most",
            key=_RATE,
            min_value=0.5,
            max_value=500.0,
            value=None,
            placeholder="as fast as the endpoint allows",
            help="For plans that charge or block above a rate.",
        )
        st.form_submit_button("Check and use", type="primary", on_click=_use, args=(services,))
    st.caption("Without one, reports are read through the endpoint this program was started with.")


def _use(services: Services) -> None:
    """Check each endpoint with some twenty harmless calls; keep them when all answer."""
    try:
        urls = request.endpoints(st.session_state[_URLS])
        found = tuple(tuple(services.probe(url)) for url in urls)
    except InputError as error:
        st.session_state[_ERROR] = str(error)
        return
    silent = [number for number, told in enumerate(found, 1) if not any(one.ok for one in told)]
    if silent:
        why = next((one.detail for one in found[silent[0] - 1]), "no answer")
        st.session_state[_ERROR] = f"endpoint {silent[0]} does not answer, and was not kept: {why}"
        return
    keep(msgspec.structs.replace(choice(), endpoints=urls, rate=st.session_state[_RATE], found=found))
    st.session_state[_DONE] = "Checked. Reports of this session are read through it."


def _forget() -> None:
    keep(msgspec.structs.replace(choice(), endpoints=(), rate=None, found=()))


def _limits(services: Services) -> None:
    with st.form("limits", border=True):
        with st.container(horizontal=True):
            st.number_input(
                "Most calls of a full report",
                key=_BUDGET,
                min_value=1,
                max_value=HARD_STOP,
                value=budget(services),
                step=100,
                width=240,
                help="The report stops asking after so many calls and then says what it did not see.",
            )
            st.number_input(
                "Early buyers looked at",
                key=_WINDOW,
                min_value=1,
                max_value=_MOST_WINDOW,
                value=window(services),
                step=50,
                width=240,
                help="The first distinct buyers whose money is followed. More cost more calls.",
            )
        st.text_input(
            "Block explorer",
            key=_EXPLORER,
            value=explorer(services),
            max_chars=200,
            help="A link with {kind} and {id} in it; {kind} becomes tx, account or token.",
        )
        with st.container(horizontal=True):
            st.form_submit_button("Keep for this session", on_click=_keep)
            st.form_submit_button("Back to the defaults", type="tertiary", on_click=_reset)


def _keep() -> None:
    state = st.session_state
    template = str(state[_EXPLORER]).strip()
    if not is_explorer(template):
        state[_ERROR] = "an explorer is a link that begins with https:// and has {kind} and {id} in it"
        return
    keep(msgspec.structs.replace(choice(), budget=int(state[_BUDGET]), window=int(state[_WINDOW]), explorer=template))
    state[_DONE] = "Kept for this session."


def _reset() -> None:
    chosen = choice()
    keep(Choice(endpoints=chosen.endpoints, rate=chosen.rate, found=chosen.found))
    for name in (_BUDGET, _WINDOW, _EXPLORER):
        del st.session_state[name]
