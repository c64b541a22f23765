"""What readers keep beside a stored report: notes, the frozen snapshot, and the other snapshots of the same token."""

from typing import Final

import streamlit as st

from reporter.errors import InputError
from reporter.jobs.job import ReportId
from reporter.jobs.shelf import Shelf
from reporter.jobs.store import LONGEST_NOTES
from reporter.web.blocks.listing import entry
from reporter.web.blocks.markup import line
from reporter.web.desk.compare_page import pair
from reporter.web.navigation import Place, go
from reporter.web.opened import Opened

_SAID, _FROZEN = "notes-said", "notes-frozen"
_ERROR: Final = "notes-error"


def show(seen: Opened, _: Place) -> None:
    """Notes, freezing, other snapshots; a sample has none of them."""
    if seen.kept is None or seen.store is None:
        st.caption("This is a sample: notes and snapshots belong to reports made here.")
        return
    store, kept = seen.store, seen.kept
    _notes(store, kept)
    st.subheader("This snapshot", anchor=False)
    st.session_state[_FROZEN] = store.frozen(kept)
    st.toggle(
        "Freeze: keep it when old reports are cleaned up",
        key=_FROZEN,
        on_change=lambda: store.freeze(kept) if st.session_state[_FROZEN] else store.thaw(kept),
        help="A report never changes once it is made; freezing keeps it, and its evidence pack, from being removed.",
    )
    _others(store, kept)


def _notes(store: Shelf, kept: ReportId) -> None:
    st.subheader("Notes", anchor=False)
    field = f"notes-{kept.sha256[:12]}"  # of this report: another one has notes of its own
    st.session_state.setdefault(field, store.notes(kept))
    st.text_area(
        "Notes on this report",
        key=field,
        height=200,
        max_chars=LONGEST_NOTES,
        placeholder="What you checked, whom you asked, what is open",
        help="Plain text, kept beside the report and never inside it: the signed document and its evidence stay as they are."
        " Whoever opens this report here reads them.",
    )
    st.button("Keep notes", type="primary", on_click=_keep, args=(store, kept, field))
    said, error = st.session_state.pop(_SAID, None), st.session_state.pop(_ERROR, None)
    if said:
        st.success(said, icon=":material/check:")
    if error:
        st.error(line(error), icon=":material/error:")


def _keep(store: Shelf, kept: ReportId, field: str) -> None:
    try:
        store.keep_notes(kept, st.session_state[field])
    except InputError as error:
        st.session_state[_ERROR] = str(error)
        return
    st.session_state[_SAID] = "Kept."


def _others(store: Shelf, kept: ReportId) -> None:
    st.subheader("Other snapshots of this token", anchor=False)
    others = [head for head in store.of_mint(kept.mint) if head.id != kept]
    if not others:
        st.caption("There is none yet. Reading the ledger again makes one.")
    for number, head in enumerate(others):
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.html(entry(head), width="stretch")
            st.button("Compare", key=f"snapshot-{number}", on_click=go, args=(pair(kept, head.id),))
