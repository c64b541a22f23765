"""The forward trace: where the proceeds of sales went, one step, as far as the ledger lets us see."""

from collections import defaultdict
from typing import Final, TypeAlias

from msgspec import Struct

from reporter.decode.reading import Entry, Reading
from reporter.funding.inflow import SOL, asset_of, change
from reporter.funding.worth import dust
from reporter.launch.story import Purchase
from reporter.model import questions as ask
from reporter.model.events import Buy, Create, Event, Sell
from reporter.model.ids import Mint, Raw, Signature, Wallet
from reporter.model.questions import Question
from reporter.model.rules import RuleSet
from reporter.model.transaction import Transaction

TO_NEXT: Final = "next purchase"
TO_LAUNCH: Final = "next launch"
TO_WALLET: Final = "wallet"

NOT_SOLD: Final = "nothing sold in the transactions read"
READ: Final = "all later transactions read"
LIMIT: Final = "later transactions beyond the limit"
BUSY: Final = "too many later transactions to follow"
MISSING: Final = "history missing"
NOT_ASKED: Final = "not asked within the budget"


_Sums: TypeAlias = dict[tuple[Wallet, str], tuple[Raw, list[Signature]]]  # by target and kind


class Destination(Struct, frozen=True, gc=False):
    """Where part of the proceeds went. `kind` says what the target is to the seller (an address is a wallet until it is
    looked at, see `destinations`); `target` is the mint for a purchase or a launch."""

    target: Wallet
    kind: str
    amount: Raw
    signatures: tuple[Signature, ...]


class Proceeds(Struct, frozen=True):
    """What a wallet got for this token and where it went, largest first; base units of `asset`, which also paid for its buy.
    `stop` says why the reading ended."""

    wallet: Wallet
    sold: Raw
    destinations: tuple[Destination, ...]
    stop: str
    next: tuple[Question, ...]
    asset: str = SOL


def proceeds(reading: Reading, purchase: Purchase, mint: Mint, rules: RuleSet) -> Proceeds:
    """Follow one early buyer forward."""
    wallet, asset = purchase.wallet, asset_of(purchase.event.quote_mint)
    question = ask.signatures(wallet, None, rules.tracing.forward_page)
    page = reading.page(question)
    if page is None:
        asked = reading.asked(question)
        return Proceeds(wallet, 0, (), MISSING if asked else NOT_ASKED, () if asked else (question,), asset)
    later = _later(page.entries, purchase)
    if not page.last and len(later) == sum(1 for entry in page.entries if not entry.failed):
        return Proceeds(wallet, 0, (), BUSY, (), asset)
    opened = later[: rules.tracing.forward]
    wanted = tuple(q for q in (ask.transaction(entry.signature) for entry in opened) if not reading.asked(q))
    if wanted:
        return Proceeds(wallet, 0, (), NOT_ASKED, wanted, asset)
    sold, sums = _follow(reading, wallet, mint, asset, opened)
    floor = max(dust(asset, rules.limits), int(sold * rules.tracing.forward_share))
    rows = [
        Destination(target, kind, amount, tuple(signatures))
        for (target, kind), (amount, signatures) in sums.items()
        if amount >= floor or kind == TO_LAUNCH  # what a launch tells is not in its price
    ]
    stop = NOT_SOLD if not sold else READ if len(later) <= len(opened) else LIMIT
    if any(reading.decoded(entry.signature) is None for entry in opened):
        stop = MISSING  # it may have held the sale, or the payment that tells most
    return Proceeds(wallet, sold, tuple(sorted(rows, key=lambda row: (-row.amount, row.target))), stop, (), asset)


def _later(entries: tuple[Entry, ...], purchase: Purchase) -> list[Entry]:
    """Successful transactions after the first buy, oldest first."""
    rows = [entry for entry in reversed(entries) if not entry.failed and entry.slot >= purchase.place.slot]
    at = next((n for n, entry in enumerate(rows) if entry.signature == purchase.place.signature), -1)
    return rows[at + 1 :]


def _follow(reading: Reading, wallet: Wallet, mint: Mint, asset: str, opened: list[Entry]) -> tuple[Raw, _Sums]:
    """Sum what came in for `mint`, and what went out from the first sale on."""
    sold = 0
    sums: _Sums = defaultdict(lambda: (0, []))
    for entry in opened:
        transaction, decoded = reading.transaction(entry.signature), reading.decoded(entry.signature)
        if transaction is None or decoded is None:
            continue
        traded = [e for e in decoded.events if isinstance(e, Buy | Sell) and e.wallet == wallet]
        sold += sum(
            e.quote_amount or 0 for e in traded if isinstance(e, Sell) and e.mint == mint and asset_of(e.quote_mint) == asset
        )
        if not sold:
            continue
        spent = _spent(transaction, decoded.events, wallet, mint, asset)
        for key, amount in spent.items():
            _add(sums, key, amount, entry.signature)
        if spent or any(isinstance(e, Buy) for e in traded):
            continue  # the payments of a purchase are its price, fees and tips; those of a sale are small, or are sent on
        for flow in decoded.flows:
            if flow.source == wallet and flow.asset == asset and flow.target is not None and flow.target != wallet:
                _add(sums, (flow.target, TO_WALLET), flow.amount, entry.signature)
    return sold, sums


def _spent(
    transaction: Transaction, events: tuple[Event, ...], wallet: Wallet, mint: Mint, asset: str
) -> dict[tuple[Mint, str], Raw]:
    """What the wallet paid for other tokens, and for launching them: a launch is its own where it signed and paid or is named
    as the creator."""
    made = {
        e.mint
        for e in events
        if isinstance(e, Create) and e.mint != mint and wallet in transaction.signers and wallet in {e.wallet, e.creator}
    }
    spent: dict[tuple[Mint, str], Raw] = defaultdict(int)
    for e in events:
        if isinstance(e, Buy) and e.wallet == wallet and e.mint != mint and asset_of(e.quote_mint) == asset:
            spent[(e.mint, TO_LAUNCH if e.mint in made else TO_NEXT)] += e.quote_amount or 0
    for launched in made:
        if (launched, TO_LAUNCH) not in spent:
            spent[(launched, TO_LAUNCH)] = max(0, -change(transaction, wallet, asset))
    return spent


def _add(sums: _Sums, key: tuple[Wallet, str], amount: Raw, signature: Signature) -> None:
    total, signatures = sums[key]
    sums[key] = (total + amount, [*signatures, signature])
