"""The report as PDF: the HTML document on paper, drawn by WeasyPrint (extra `pdf`), which fetches nothing.

The same report gives the same bytes on one machine; fonts are the machine's own, so another machine may draw other letters.
"""

from typing import Any, Final, NoReturn

from reporter.errors import InputError
from reporter.model.report import Report
from reporter.report.explorer import DEFAULT
from reporter.report.render import html_document
from reporter.report.render.html_pictures import PAPER

SUFFIX: Final = ".pdf"
MOST_LINKS: Final = 3  # of an entity, the strongest: the rest would fill a book
_INSTALL: Final = "PDF needs the extra `pdf`: pip install 'launch-reporter[pdf]'"
_LIBRARIES: Final = "PDF needs the Pango libraries: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def render(report: Report, explorer: str = DEFAULT) -> bytes:
    """PDF on A4 with links and bookmarks. Raises InputError where WeasyPrint or its libraries are not installed."""
    drawing = _weasyprint()
    page = html_document.document(report, explorer, PAPER, MOST_LINKS)
    paper = drawing.HTML(string=page, base_url=None, url_fetcher=_fetcher(drawing))
    # The identifier is the evidence pack's: the default is none, and a random one would differ from run to run.
    made: bytes = paper.write_pdf(pdf_identifier=report.snapshot.pack_sha256.encode(), pdf_tags=True)
    return made


def require() -> None:
    """Raise InputError with the way to install it where no PDF can be made: before a report is, not after."""
    _weasyprint()


def available() -> bool:
    """True where a PDF can be made."""
    try:
        require()
    except InputError:
        return False
    return True


def _weasyprint() -> Any:
    try:
        import weasyprint  # noqa: PLC0415 — an extra, and a second to load
    except ImportError:
        raise InputError(_INSTALL) from None
    except OSError:  # the libraries are loaded on import
        raise InputError(_LIBRARIES) from None
    weasyprint.LOGGER.propagate = False  # it complains of what only screens understand
    return weasyprint


class Refusing:
    """Fetches nothing: the page is whole in itself, and what its text names is nobody's to open."""

    def fetch(self, url: str, *_: object) -> NoReturn:
        """Raise ValueError, which WeasyPrint takes as a resource that is not there."""
        raise ValueError(f"a report opens nothing: {url[:60]}")


def _fetcher(drawing: Any) -> Any:
    return type("Fetcher", (Refusing, drawing.urls.URLFetcher), {})()
