"""The report as one HTML file that works offline, prints, and reaches a transaction from every claim in one click."""

from collections.abc import Sequence
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from reporter.model.ids import Address, Signature
from reporter.model.report import Measures, Report
from reporter.report.numbers import count, percent, utc
from reporter.report.plain import plain, quoted
from reporter.report.render.html_page import CSP, PAGE, STYLE
from reporter.report.render.html_pictures import over_time, supply_split
from reporter.report.vocabulary.evidence import families

SUFFIX: Final = ".html"
EXPLORER: Final = "https://solscan.io/{kind}/{id}"
_SENTENCE: Final = 2_000  # letters of one piece of text
_HOLDERS: Final = 100
_PROOFS: Final = 12  # links of one claim; the rest is counted


def _harmless(value: Any) -> Any:
    """What the template prints: text from anywhere loses what could mislead before it is escaped."""
    return plain(value, _SENTENCE) if isinstance(value, str) and not isinstance(value, Markup) else value


_ENVIRONMENT: Final = Environment(autoescape=True, finalize=_harmless, trim_blocks=True)
_TEMPLATE: Final = _ENVIRONMENT.from_string(PAGE)


def render(report: Report, explorer: str = EXPLORER) -> bytes:
    """UTF-8 HTML; `explorer` is the link template of a block explorer with {kind} and {id}."""

    def link(kind: str, name: str, shown: str) -> Markup:
        target = explorer.replace("{kind}", kind).replace("{id}", name)
        return Markup('<a class="id" rel="noreferrer noopener" href="{}">{}</a>').format(target, shown)

    def account(address: Address) -> Markup:
        return link("account", plain(address), plain(address))

    def proofs(signatures: Sequence[Signature]) -> Markup:
        links = [link("tx", plain(s, 100), f"{plain(s, 100)[:10]}…") for s in signatures[:_PROOFS]]
        more = len(signatures) - _PROOFS
        return Markup(" ").join([*links, *([f"and {count(more, 'transaction')} more"] if more > 0 else [])])

    return _TEMPLATE.render(
        r=report,
        csp=CSP,
        style=Markup(STYLE),  # noqa: S704 — a constant of this program
        split=Markup(supply_split(report)),  # noqa: S704 — drawn from numbers alone
        over_time=Markup(over_time(report)),  # noqa: S704 — drawn from numbers and fixed words
        measures=_measures(report),
        most=_HOLDERS,
        account=account,
        proofs=proofs,
        families=families,
        percent=percent,
        quoted=quoted,
        utc=utc,
    ).encode()


def _measures(report: Report) -> list[tuple[str, Measures]]:
    metrics = report.metrics
    return [
        ("wallets", metrics.wallets),
        ("entities, at least", metrics.entities.at_least),
        ("entities, at most", metrics.entities.at_most),
    ]
