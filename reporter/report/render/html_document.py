"""The report as one HTML file that works offline, prints, and reaches a transaction from every claim in one click."""

from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from reporter.model.report import Measures, Report
from reporter.report.explorer import DEFAULT, Explorer
from reporter.report.numbers import amount, percent, share, utc
from reporter.report.plain import plain, quoted
from reporter.report.render.html_links import Links
from reporter.report.render.html_page import CSP, PAGE, STYLE
from reporter.report.render.html_pictures import SCREEN, Paint, over_time, supply_split
from reporter.report.vocabulary.behaviour import told, traded
from reporter.report.vocabulary.evidence import families
from reporter.report.vocabulary.headline import linked_supply

SUFFIX: Final = ".html"
_SENTENCE: Final = 2_000  # letters of one piece of text
_HOLDERS: Final = 100
_TIERS: Final = {"none": "fact"}  # what is no link is a fact all the same
_PARTS: Final = ("total", "burned", "curve", "pools", "locked", "circulating")


def _harmless(value: Any) -> Any:
    """What the template prints: text from anywhere loses what could mislead before it is escaped."""
    return plain(value, _SENTENCE) if isinstance(value, str) and not isinstance(value, Markup) else value


_ENVIRONMENT: Final = Environment(autoescape=True, finalize=_harmless, trim_blocks=True)
_TEMPLATE: Final = _ENVIRONMENT.from_string(PAGE)


def render(report: Report, explorer: str = DEFAULT) -> bytes:
    """UTF-8 HTML; `explorer` is the link template of a block explorer with {kind} and {id}."""
    return document(report, explorer).encode()


def document(report: Report, explorer: str = DEFAULT, paint: Paint = SCREEN, most_links: int | None = None) -> str:
    """The page, its pictures drawn in the colours of `paint`, with the `most_links` strongest links of each entity."""
    links = Links(Explorer(explorer, report.snapshot.network))
    return _TEMPLATE.render(
        r=report,
        csp=CSP,
        style=Markup(STYLE),  # noqa: S704 — a constant of this program
        split=Markup(supply_split(report, paint)),  # noqa: S704 — drawn from numbers alone
        over_time=Markup(over_time(report, paint)),  # noqa: S704 — drawn from numbers and fixed words
        headline=linked_supply(report),
        measures=_measures(report),
        supply=_supply(report),
        behaviour=told(report.behaviour),
        most=_HOLDERS,
        most_links=most_links,
        links=links,
        tiers=_TIERS,
        families=families,
        percent=percent,
        quoted=quoted,
        traded=traded,
        utc=utc,
    )


def _measures(report: Report) -> list[tuple[str, Measures]]:
    entities = report.metrics.entities
    return [
        ("wallets", report.metrics.wallets),
        ("entities, at least", entities.at_least),
        ("entities, expected", entities.expected),
        ("entities, at most", entities.at_most),
    ]


def _supply(report: Report) -> list[tuple[str, str, str]]:
    total = int(report.supply.total)
    parts = [(name, int(getattr(report.supply, name))) for name in _PARTS]
    digits = report.token.decimals
    return [(name, amount(raw, digits), percent(share(raw, total)) if total else "-") for name, raw in parts]
