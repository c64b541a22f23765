"""One link as a waterfall: from the odds before any evidence, observation by observation, to what all of them come to."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from msgspec import Struct

from reporter.model.report import EvidenceItem, FamilyBits, Link
from reporter.report import numbers, wording
from reporter.web.blocks.markup import safe, transactions
from reporter.web.links import Explorer

PRIOR: Final = "Before any evidence: most pairs of wallets have nothing to do with each other"
MINUS: Final = "\N{MINUS SIGN}"


class Bar(Struct, frozen=True):
    """From where to where a step goes, in bits of log-odds."""

    start: Decimal
    end: Decimal


def steps(link: Link) -> list[Bar]:
    """A bar for the prior, then one for each observation in the order of `ordered`, each beginning where the last ended."""
    at = Decimal(link.prior)
    bars = [Bar(Decimal(0), at)]
    for item in ordered(link):
        bars.append(Bar(at, at + Decimal(counted(link, item))))
        at = bars[-1].end
    return bars


def ordered(link: Link) -> list[EvidenceItem]:
    """The observations family by family, the family that counts most first."""
    weight = {one.family: Decimal(one.counted) for one in link.families}
    return sorted(link.evidence, key=lambda item: (-weight.get(item.family, Decimal(0)), item.family, -Decimal(item.bits)))


def counted(link: Link, item: EvidenceItem) -> str:
    """What an observation adds to its link. Reports of earlier versions do not tell it; there it is the whole weight."""
    return item.counted if link.families else item.bits


def waterfall(link: Link, explorer: Explorer) -> str:
    """Prior, families with their caps and observations, and the sum with the likelihood in words."""
    bars = steps(link)
    low = min(Decimal(0), *(min(bar.start, bar.end) for bar in bars))
    high = max(Decimal(0), *(max(bar.start, bar.end) for bar in bars))
    scale = _Scale(low, high - low or Decimal(1))
    rows = [_row(PRIOR, scale, bars[0], link.prior, "lr-prior")] if link.families else []
    rows += _observations(link, scale, bars[1:], explorer)
    total = f"Together, one controller: {wording.likelihood(link.p)}"
    rows.append(_row(total, scale, Bar(bars[0].end, bars[-1].end), link.bits, "lr-total"))
    note = f"{link.bits} bits of evidence, after the caps of families" + (", on top of the prior." if link.families else ".")
    return f'<div class="lr-waterfall">{"".join(rows)}</div><p class="lr-muted">{note}</p>'


class _Scale(Struct, frozen=True):
    """Where log-odds stand on the width of a bar."""

    low: Decimal
    span: Decimal

    def place(self, at: Decimal) -> float:
        return float((at - self.low) / self.span * 100)


def _observations(link: Link, scale: _Scale, bars: list[Bar], explorer: Explorer) -> Iterator[str]:
    families = {one.family: one for one in link.families}
    family = ""
    for item, bar in zip(ordered(link), bars, strict=True):
        if item.family != family:
            family = item.family
            yield _family(family, families.get(family))
        shown = transactions(explorer, item.signatures, 6)
        text = f"{safe(item.text)}{_aside(link, item)} {shown}"
        yield _row(text, scale, bar, counted(link, item), "lr-step-in")


def _family(name: str, told: FamilyBits | None) -> str:
    """A family's name, and its cap where that cut something off."""
    words = wording.families([name])
    cap = ""
    if told is not None and Decimal(told.counted) != Decimal(told.found):
        cap = f' <span class="lr-muted">{signed(told.found)} found, {signed(told.counted)} counts (cap {told.cap})</span>'
    return f'<p class="lr-family">{safe(words[:1].upper() + words[1:])}{cap}</p>'


def _aside(link: Link, item: EvidenceItem) -> str:
    """How common it is among strangers where that is known, and its weight where it counts in part only."""
    notes = []
    if item.rarity is not None:
        rare = "less than 0.1 %" if Decimal(item.rarity) < Decimal("0.0005") else numbers.percent(item.rarity)
        notes.append(f"{rare} of strangers, or of chance")
    if counted(link, item) != item.bits:
        notes.append(f"weighs {signed(item.bits)} alone")
    return f' <span class="lr-muted">({"; ".join(notes)})</span>' if notes else ""


def _row(text: str, scale: _Scale, bar: Bar, figure: str, kind: str) -> str:
    """Text, bar and figure. Against a link is another colour and another sign."""
    left, right = sorted((scale.place(bar.start), scale.place(bar.end)))
    colour = "lr-minus" if bar.end < bar.start else "lr-plus"
    return (
        f'<div class="lr-step {kind}"><span>{text}</span>'
        f'<span class="lr-rod" aria-hidden="true"><span class="lr-even" style="left:{scale.place(Decimal(0)):.1f}%"></span>'
        f'<span class="lr-fall {colour}" style="left:{left:.1f}%;width:{max(right - left, 0.6):.1f}%"></span></span>'
        f'<span class="lr-bits">{signed(figure)}</span></div>'
    )


def signed(bits: str) -> str:
    """A weight with its sign."""
    return f"{MINUS}{bits.lstrip('-')}" if bits.startswith("-") else f"+{bits}"
