"""What `streamlit run app.py` serves; the pages themselves live in the package."""

from pathlib import Path

from streamlit.starlette import App

from reporter.web.ready import ready

app = App(Path(__file__).parent / "reporter" / "web" / "page.py", lifespan=ready)
