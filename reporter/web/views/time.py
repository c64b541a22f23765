"""The launch over time: trades by entity, concentration at each moment, and every line of the timeline."""

from typing import Final

import streamlit as st

from reporter.web import tables
from reporter.web.navigation import Place
from reporter.web.opened import Opened
from reporter.web.pictures import over_time

QUIET: Final = {"displayModeBar": False, "displaylogo": False}


def show(seen: Opened, _: Place) -> None:
    """The whole part."""
    report = seen.report
    st.subheader("Trades by entity", anchor=False)
    figure = over_time.trades(report)
    if figure is None:
        st.caption("The report tells of no trade with a time.")
    else:
        st.caption("Filled marks are buys, open ones sales: all trades of the creator and of entities, first buys of others.")
        st.plotly_chart(figure, config=QUIET, key="trades", alt=over_time.in_words(report))
    st.subheader("Concentration over time", anchor=False)
    line = over_time.concentration(report)
    if line is None:
        st.caption("Concentration could not be followed over time: the trades that were read do not reach that far.")
    else:
        st.caption(
            "Share of the circulating supply of the largest single wallets at each moment. Early on few wallets hold all of it,"
            " which is so for every launch."
        )
        st.plotly_chart(line, config=QUIET, key="over-time", alt="Concentration over time; the table below has the figures")
        with st.expander("Figures", icon=":material/table_rows:"):
            st.dataframe(tables.over_time(report), hide_index=True, height="content")
    st.subheader("Every moment", anchor=False)
    if not report.timeline:
        st.caption("The timeline is empty.")
        return
    st.dataframe(
        tables.timeline(report, seen.explorer),
        hide_index=True,
        height=420,
        column_config={"Link": st.column_config.LinkColumn("Transaction", display_text="open", width="small")},
    )
