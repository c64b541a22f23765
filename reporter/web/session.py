"""What one browser session keeps on the server and never gets back."""

import streamlit as st

_ENDPOINTS = "endpoints-of-this-session"


def session_endpoints() -> tuple[str, ...]:
    """Endpoints this session gave; empty where it reads through the default ones."""
    kept: tuple[str, ...] = st.session_state.get(_ENDPOINTS, ())
    return kept


def keep_endpoints(urls: tuple[str, ...]) -> None:
    """Use these endpoints for the jobs of this session; none means the default ones."""
    st.session_state[_ENDPOINTS] = urls
