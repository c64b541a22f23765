"""The part of the terminal page about links: entities with their strongest evidence, services, findings."""

from typing import Final

from reporter.model.report import Entity, EvidenceItem, Report, Tier
from reporter.report.numbers import count, percent, short
from reporter.report.plain import plain
from reporter.report.render.text_page import BOLD, Page
from reporter.report.vocabulary.evidence import families

WALLETS: Final = 12
SIGNATURES: Final = 3
_LINE: Final = 800
_TIERS: Final[dict[Tier, str]] = {
    "proven": "PROVEN",
    "strong": "STRONG EVIDENCE",
    "possible": "POSSIBLE (upper bound only)",
    "service": "SERVICE IN COMMON (links nobody)",
    "none": "NOT LINKED, AND GENERAL FACTS",
}


def entities(page: Page, report: Report) -> None:
    """Every entity: tier, shares, wallets, the heaviest observation and what else can explain it."""
    page.heading("Linked wallets")
    if not report.entities:
        measured = report.metrics.linked_at_least is not None
        page.say("No link found in the data examined." if measured else "Links were not examined, or not measurable.")
    for group in report.entities:
        _entity(page, group)


def services(page: Page, report: Report) -> None:
    """Services in common."""
    if report.services:
        page.heading("Services in common")
        for service in report.services:
            name = ", ".join(part for part in (plain(service.label or ""), service.address or "") if part)
            page.item(plain(service.text, _LINE) + (f" [{name}]" if name else ""))


def findings(page: Page, report: Report) -> None:
    """Every finding under its tier, with the first transactions that show it."""
    page.heading("Findings")
    if not report.findings:
        page.say("None. No finding is not proof of independence.")
    for tier, title in _TIERS.items():
        rows = [finding for finding in report.findings if finding.tier == tier]
        if rows:
            page.line(title, style=BOLD)
        for finding in rows:
            page.item(plain(finding.text, _LINE), indent=4)
            _signatures(page, finding.signatures, indent=6)


def _entity(page: Page, group: Entity) -> None:
    page.line(f"{plain(group.id)}: {_TIERS[group.tier]}", style=BOLD)
    page.say(
        f"{count(len(group.wallets), 'wallet')}, {percent(group.share_now)} of the circulating supply now, bought "
        f"{percent(group.share_at_launch)} of early buying; {families(group.families)}"
        f"{'; linked to the creator by its own link' if group.creator_linked else ''}",
        indent=4,
    )
    for wallet in group.wallets[:WALLETS]:
        page.line(wallet, indent=6)
    if len(group.wallets) > WALLETS:
        page.say(f"and {len(group.wallets) - WALLETS:,} more in the JSON document", indent=6)
    for role, wallets in sorted(group.roles.items()):
        around = [wallet for wallet in wallets if wallet not in group.wallets]
        inside = [wallet for wallet in wallets if wallet in group.wallets]
        if around:
            page.say(f"{plain(role).capitalize()}, no member: {', '.join(around[:WALLETS])}", indent=4)
        if inside and len(inside) < len(group.wallets):
            page.say(f"{plain(role).capitalize()} among them: {', '.join(map(short, inside[:WALLETS]))}", indent=4)
    strongest = _strongest(group)
    if strongest is not None:
        (a, b), item = strongest
        page.say(f"Strongest evidence, {short(a)} and {short(b)}: {plain(item.text, _LINE)}", indent=4)
        _signatures(page, item.signatures, indent=6)
    for item in group.counter:
        page.say(f"Against it: {plain(item.text, _LINE)}", indent=4)
    if group.alternatives:
        page.say(f"Other explanations: {'; '.join(plain(text, _LINE) for text in group.alternatives)}.", indent=4)


def _strongest(group: Entity) -> tuple[tuple[str, str], EvidenceItem] | None:
    """The heaviest observation; of equal ones, the first in the document's order."""
    found = [((link.a, link.b), item) for link in group.links for item in link.evidence]
    return max(found, key=lambda row: float(row[1].bits), default=None)


def _signatures(page: Page, signatures: list[str], indent: int) -> None:
    for signature in signatures[:SIGNATURES]:
        page.line(signature, indent)
    if len(signatures) > SIGNATURES:
        page.say(f"and {len(signatures) - SIGNATURES:,} more transactions in the JSON document", indent)
