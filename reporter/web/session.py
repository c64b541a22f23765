"""What one browser session chose. It lives on the server; endpoints never go back to the browser."""

from typing import Final

import streamlit as st
from msgspec import Struct

from reporter.ledger.probe import Capability

_CHOICE: Final = "choice-of-this-session"


class Choice(Struct, frozen=True):
    """Endpoints of the reader's own, requests a second to each (None: as fast as they allow), what the check of each found,
    and what replaces the defaults of this installation."""

    endpoints: tuple[str, ...] = ()
    rate: float | None = None
    found: tuple[tuple[Capability, ...], ...] = ()
    budget: int | None = None
    window: int | None = None
    explorer: str | None = None


def choice() -> Choice:
    """What this session chose; the defaults where it chose nothing."""
    kept: Choice = st.session_state.get(_CHOICE, Choice())
    return kept


def keep(new: Choice) -> None:
    """Remember a choice until the session ends."""
    st.session_state[_CHOICE] = new
