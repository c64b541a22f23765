"""Links of the HTML report: short beside the claim, and every transaction named once in full at the end of the page."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from reporter.model.ids import Address, Signature
from reporter.report.explorer import Explorer
from reporter.report.plain import plain

PROOFS: Final = 5  # links of one claim; the rest is counted
_LONGEST: Final = 100
_SHOWN: Final = 8


class Links:
    """Anchors to the explorer; where it cannot know the ledger, to the full signature at the end of the page.

    Remembers the transactions it was asked for: the page lists them after everything else has been written.
    """

    def __init__(self, explorer: Explorer) -> None:
        self._explorer = explorer
        self._named: dict[Signature, None] = {}

    def account(self, address: Address) -> Markup:
        """A wallet or other account, in full."""
        return _anchor(self._explorer.account(address), plain(address))

    def proofs(self, signatures: Sequence[Signature], most: int = PROOFS) -> Markup:
        """The first transactions behind a claim, and how many more there are."""
        links = [self._short(plain(signature, _LONGEST), signature) for signature in signatures[:most]]
        more = len(signatures) - most
        return Markup(" ").join([*links, *([f"and {more:,} more"] if more > 0 else [])])

    def named(self) -> list[Markup]:
        """Every transaction named so far, in full, in alphabetical order as a reader of paper looks them up."""
        return [
            Markup('<li id="t-{}">{}</li>').format(name, _anchor(self._explorer.transaction(name), name))
            for name in sorted(self._named)
        ]

    def _short(self, name: str, signature: Signature) -> Markup:
        self._named[name] = None
        return _anchor(self._explorer.transaction(signature) or f"#t-{name}", f"{name[:_SHOWN]}…")


def _anchor(target: str | None, shown: str) -> Markup:
    if target is None:
        return Markup('<span class="id">{}</span>').format(shown)
    return Markup('<a class="id" rel="noreferrer noopener" href="{}">{}</a>').format(target, shown)
