"""The forward trace: where the proceeds of sales went, one step, as far as the ledger lets us see."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.decode.reading import Entry, Reading
from reporter.funding.inflow import SOL
from reporter.launch.story import Purchase
from reporter.model import questions as ask
from reporter.model.events import Buy, Sell
from reporter.model.ids import Mint, Raw, Signature, Wallet
from reporter.model.labels import Labels
from reporter.model.questions import Question
from reporter.model.rules import RuleSet

TO_FUNDER: Final = "return to the funder"
TO_SERVICE: Final = "service"
TO_PROGRAM: Final = "account of a program"
TO_NEXT: Final = "next purchase"
TO_WALLET: Final = "wallet"

NOT_SOLD: Final = "nothing sold in the transactions read"
READ: Final = "all later transactions read"
LIMIT: Final = "later transactions beyond the limit"
BUSY: Final = "too many later transactions to follow"
MISSING: Final = "history missing"
NOT_ASKED: Final = "not asked within the budget"


class Destination(Struct, frozen=True, gc=False):
    """Where part of the proceeds went. `kind` says what the target is to the seller; `target` is the mint for a purchase."""

    target: Wallet
    kind: str
    amount: Raw
    signatures: tuple[Signature, ...]


class Proceeds(Struct, frozen=True):
    """What a wallet got for this token and where it went, largest first; lamports. `stop` says why the reading ended."""

    wallet: Wallet
    sold: Raw
    destinations: tuple[Destination, ...]
    stop: str
    next: tuple[Question, ...]


def proceeds(
    reading: Reading, purchase: Purchase, mint: Mint, payers: Mapping[Wallet, object], labels: Labels, rules: RuleSet
) -> Proceeds:
    """Follow one early buyer forward. `payers` are the wallets upstream of its buy."""
    question = ask.signatures(purchase.wallet, None, rules.tracing.forward_page)
    page = reading.page(question)
    if page is None:
        asked = reading.asked(question)
        return Proceeds(purchase.wallet, 0, (), MISSING if asked else NOT_ASKED, () if asked else (question,))
    later = _later(page.entries, purchase)
    if not page.last and len(later) == sum(1 for entry in page.entries if not entry.failed):
        return Proceeds(purchase.wallet, 0, (), BUSY, ())
    opened = later[: rules.tracing.forward]
    wanted = tuple(q for q in (ask.transaction(entry.signature) for entry in opened) if not reading.asked(q))
    if wanted:
        return Proceeds(purchase.wallet, 0, (), NOT_ASKED, wanted)
    sold, sums = _follow(reading, purchase.wallet, mint, opened)
    floor = max(rules.limits.dust_lamports, sold // 10)
    rows = [
        Destination(target, _kind(target, kind, payers, labels), amount, tuple(signatures))
        for (target, kind), (amount, signatures) in sums.items()
        if amount >= floor
    ]
    stop = NOT_SOLD if not sold else READ if len(later) <= len(opened) else LIMIT
    return Proceeds(purchase.wallet, sold, tuple(sorted(rows, key=lambda row: (-row.amount, row.target))), stop, ())


def _later(entries: tuple[Entry, ...], purchase: Purchase) -> list[Entry]:
    """Successful transactions after the first buy, oldest first."""
    rows = [entry for entry in reversed(entries) if not entry.failed and entry.slot >= purchase.place.slot]
    at = next((n for n, entry in enumerate(rows) if entry.signature == purchase.place.signature), -1)
    return rows[at + 1 :]


def _follow(
    reading: Reading, wallet: Wallet, mint: Mint, opened: list[Entry]
) -> tuple[Raw, dict[tuple[Wallet, str], tuple[Raw, list[Signature]]]]:
    """Sum what came in for `mint`, and what went out from the first sale on."""
    sold = 0
    sums: dict[tuple[Wallet, str], tuple[Raw, list[Signature]]] = defaultdict(lambda: (0, []))
    for entry in opened:
        decoded = reading.decoded(entry.signature)
        if decoded is None:
            continue
        bought = [e for e in decoded.events if isinstance(e, Buy) and e.wallet == wallet and e.mint != mint]
        sold += sum(
            e.quote_amount or 0 for e in decoded.events if isinstance(e, Sell) and e.wallet == wallet and e.mint == mint
        )
        if not sold:
            continue
        for buy in bought:
            _add(sums, (buy.mint, TO_NEXT), buy.quote_amount or 0, entry.signature)
        if bought or any(isinstance(e, Sell) and e.wallet == wallet for e in decoded.events):
            continue  # the payments of a trade are its price, fees and tips
        for flow in decoded.flows:
            if flow.source == wallet and flow.asset == SOL and flow.target is not None and flow.target != wallet:
                _add(sums, (flow.target, TO_WALLET), flow.amount, entry.signature)
    return sold, sums


def _add(
    sums: dict[tuple[Wallet, str], tuple[Raw, list[Signature]]], key: tuple[Wallet, str], amount: Raw, signature: Signature
) -> None:
    total, signatures = sums[key]
    sums[key] = (total + amount, [*signatures, signature])


def _kind(target: Wallet, kind: str, payers: Mapping[Wallet, object], labels: Labels) -> str:
    if kind == TO_NEXT:
        return kind
    if labels.is_service(target):
        return TO_SERVICE
    if target in payers:
        return TO_FUNDER
    return TO_WALLET if is_on_curve(target) else TO_PROGRAM
