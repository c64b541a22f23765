"""One wallet or one entity beside a picture: what the report holds about what the reader pointed at."""

from reporter.model.report import Entity, Report
from reporter.report import numbers, wording
from reporter.web import palette
from reporter.web.blocks.markup import anchor, safe
from reporter.web.links import Explorer
from reporter.web.pictures import names


def entity_profile(entity: Entity, place: int) -> str:
    """Tier, shares, what the links rest on."""
    facts = _facts(
        {
            "Now": numbers.percent(entity.share_now),
            "Of early buying": numbers.percent(entity.share_at_launch),
            "Wallets": f"{len(entity.wallets):,}",
        }
    )
    dot = f'<span class="lr-dot" style="background:{palette.entity(place)}"></span>'
    return (
        f'<div class="lr-profile"><h3>{dot}Entity {place + 1}'
        f' <span class="lr-chip">{names.TIERS[entity.tier]}</span></h3>{facts}'
        f'<p class="lr-muted">Rests on {wording.families(entity.families)}. One controller: {wording.likelihood(entity.p)}.</p>'
        "</div>"
    )


def wallet_profile(report: Report, name: str, explorer: Explorer) -> str:
    """Its share and class with the reason, its first buy, its entity, the sentences that name it."""
    held = next((row for row in report.holders if row.wallet == name), None)
    buyer = next((row for row in report.early_buyers if row.wallet == name), None)
    entity = next((one for one in report.entities if name in one.wallets), None)
    facts = {}
    if held is not None:
        facts["Share"] = numbers.percent(held.share)
        facts["Kind"] = safe(names.KINDS.get(held.class_, held.class_))
    if buyer is not None:
        facts["First buy"] = numbers.amount(buyer.first_buy.received, report.token.decimals)
    facts["Entity"] = names.entities(report)[entity.id] if entity is not None else "none"
    reason = f'<p class="lr-muted">{safe(held.reason)}</p>' if held is not None and held.reason else ""
    said = "".join(f"<li>{safe(one.text)}</li>" for one in report.findings if name in one.wallets)
    roles = _roles(report, name)
    sentences = f'<ul class="lr-evidence">{roles}{said}</ul>' if roles or said else ""
    return (
        f'<div class="lr-profile"><h3>{anchor(explorer.account(name), name)}</h3>{_facts(facts)}{reason}{sentences}'
        f"{'' if buyer or entity else _unsampled()}</div>"
    )


def _roles(report: Report, name: str) -> str:
    called = names.entities(report)
    found = [
        f"<li>{safe(role.replace('_', ' '))} of {called[entity.id]}, no member of it</li>"
        for entity in report.entities
        for role, wallets in sorted(entity.roles.items())
        if name in wallets and name not in entity.wallets
    ]
    return "".join(found)


def _unsampled() -> str:
    return (
        '<p class="lr-muted">Not among the early buyers examined: no links of this wallet were looked for. That is unknown,'
        " not unlinked.</p>"
    )


def _facts(facts: dict[str, str]) -> str:
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts.items())
    return f'<dl class="lr-facts">{rows}</dl>'
