"""The app: from the address a browser asks for to the page it gets."""

from importlib import import_module
from pathlib import Path
from typing import Final

import streamlit as st

from reporter.errors import InputError
from reporter.web import compose, front_page, header, job_page, report_page
from reporter.web.blocks.markup import line
from reporter.web.navigation import Place, current, turn
from reporter.web.services import Services

HERE: Final = Path(__file__).parent
PAGES: Final = {"compare": "desk.compare_page", "wallet": "desk.wallet_page", "settings": "settings_page"}
"""Pages of the desk and the modules that draw them, loaded when they are looked at."""


def main(services: Services | None = None) -> None:
    """Draw the page. `services` replaces those of the running program."""
    st.set_page_config(page_title="Launch reporter", page_icon=str(HERE / "icon.svg"), layout="wide")
    st.html(HERE / "style.css")
    try:
        services = services or compose.services()
        header.show()
        _draw(services, current())
    except InputError as error:
        st.error(line(str(error)), icon=":material/error:")
        if services is not None:
            front_page.show(services)


def _draw(services: Services, place: Place) -> None:
    """The page of a place; one that is not here any more gives way to the next best."""
    if place.page in PAGES:
        import_module(f"reporter.web.{PAGES[place.page]}").show(services, place)
        return
    if place.sample is not None:
        report_page.show_sample(services, place.sample)
        return
    job = services.runner.get(place.job) if place.job else None
    if job is None and place.mint is not None and place.report is None:
        job = services.runner.of_mint(place.mint)
        job = None if job is None or job.finished else job
        if job is not None:
            turn(job=job.key)  # how it ends is shown to whoever came by the mint alone, too
    if job is not None:
        job_page.show(services, job.key)
        return
    kept = report_page.which(services, place)
    if kept is not None:
        report_page.show_stored(services, kept)
    else:
        front_page.show(services, place.mint)
