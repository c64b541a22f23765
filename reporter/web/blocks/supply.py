"""Where the whole supply is, as one bar with its legend."""

from msgspec import Struct

from reporter.model.report import Share, Supply
from reporter.report import numbers
from reporter.web import palette


class Part(Struct, frozen=True):
    """One part of the supply, `amount` in base units, `share` of all parts together."""

    key: str
    label: str
    amount: int
    share: Share


LABELS = {
    "free": "with holders",
    "locked": "locked",
    "pools": "in pools",
    "curve": "on the curve",
    "burned": "burned",
}


def parts(supply: Supply) -> list[Part]:
    """The parts that are not empty. Locked tokens belong to circulating supply, so that `free` is what is left of it."""
    locked, circulating = int(supply.locked), int(supply.circulating)
    amounts = {
        "free": max(0, circulating - locked),
        "locked": locked,
        "pools": int(supply.pools),
        "curve": int(supply.curve),
        "burned": int(supply.burned),
    }
    total = sum(amounts.values())
    return [Part(key, LABELS[key], amount, numbers.share(amount, total)) for key, amount in amounts.items() if amount]


def supply_bar(supply: Supply, decimals: int) -> str:
    """The bar; the legend repeats every share and amount in figures."""
    found = parts(supply)
    if not found:
        return '<p class="lr-muted">The ledger shows no supply.</p>'
    bar = "".join(f'<span style="flex-grow:{part.share};background:{palette.SUPPLY[part.key]}"></span>' for part in found)
    legend = "".join(
        f'<li><span class="lr-dot" style="background:{palette.SUPPLY[part.key]}"></span>'
        f"<strong>{numbers.percent(part.share)}</strong> {part.label}"
        f' <span class="lr-muted">{numbers.amount(part.amount, decimals)}</span></li>'
        for part in found
    )
    return f'<div class="lr-bar" aria-hidden="true">{bar}</div><ul class="lr-legend">{legend}</ul>'
