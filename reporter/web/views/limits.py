"""What was read, what was not, and what no report can see."""

import streamlit as st

from reporter.web import measures, tables
from reporter.web.blocks.coverage import coverage, limits
from reporter.web.blocks.explanation import explanations
from reporter.web.navigation import Place
from reporter.web.opened import Opened


def show(seen: Opened, _: Place) -> None:
    """The whole part."""
    report = seen.report
    st.subheader("Coverage", anchor=False)
    st.html(coverage(report))
    if report.coverage.by_method:
        with st.expander("Calls by method", icon=":material/table_rows:"):
            st.dataframe(tables.calls(report), hide_index=True, height="content")
    st.subheader("Limits", anchor=False)
    st.html(limits(report))
    with st.expander("How to read the measures", icon=":material/help:"):
        st.html(explanations((measures.LINKED, measures.HIDDEN, measures.COVERED, measures.SNAPSHOT, *measures.TABLE)))
