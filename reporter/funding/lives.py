"""What early buyers traded before this launch: short lives, opened whole.

Following the money opens no more than pays for the buy. Whether wallets that one private payer stands behind were led through
the same steps before shows only in the rest of their lives. It is read last, of a few wallets with few transactions, and of
some other buyers to compare them with; it links nobody.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from reporter.decode.reading import Entry, Reading
from reporter.funding.breadth import Breadth
from reporter.funding.history import past_of
from reporter.funding.path import Trail
from reporter.funding.upstream import Upstream
from reporter.model import questions as ask
from reporter.model.events import Buy, Sell
from reporter.model.ids import Address, Mint, Signature, Wallet
from reporter.model.questions import Question
from reporter.model.rules import RuleSet


class Act(Struct, frozen=True, gc=False):
    """One trade of another token."""

    side: str  # buy or sell
    mint: Mint
    signature: Signature
    time: int | None


class Lives(Struct, frozen=True):
    """The trades of each wallet whose whole life before its first buy was read, oldest first, and what is still to be asked."""

    acts: dict[Wallet, tuple[Act, ...]]
    wanted: tuple[Question, ...]


def lives(
    reading: Reading,
    known: Sequence[Trail],
    reached: Mapping[Wallet, Mapping[Address, Upstream]],
    verdicts: Mapping[Address, Breadth],
    rules: RuleSet,
) -> Lives:
    """Of the trails of early buyers, in ledger order. Read are lives of those with a private payer in common first, and of half
    as many others."""
    common = Counter(
        payer
        for above in reached.values()
        for payer in above
        if (verdict := verdicts.get(payer)) is not None and verdict.private
    )
    short = [trail for trail in known if trail.first.oldest is not None and trail.first.listed <= rules.tracing.life]
    least = rules.limits.company
    together = {t.first.wallet for t in short if any(common[payer] >= least for payer in reached.get(t.first.wallet, {}))}
    chosen = [trail for trail in short if trail.first.wallet in together][: rules.tracing.lives]
    others = [trail for trail in short if trail.first.wallet not in together] if len(chosen) >= least else []
    chosen += others[: len(chosen) // 2]
    wanted = [
        question
        for trail in chosen
        for entry in _entries(reading, trail, rules)
        if not reading.asked(question := ask.transaction(entry.signature))
    ]
    acts = {trail.first.wallet: _acts(reading, trail, rules) for trail in chosen}
    return Lives({wallet: found for wallet, found in acts.items() if found is not None}, tuple(dict.fromkeys(wanted)))


def _entries(reading: Reading, trail: Trail, rules: RuleSet) -> list[Entry]:
    """The successful transactions of a wallet's life before its first buy, oldest first."""
    spending = trail.first.spending
    past = past_of(reading, spending.wallet, spending.transaction.signature, rules)
    return [entry for entry in reversed(past.entries) if not entry.failed]


def _acts(reading: Reading, trail: Trail, rules: RuleSet) -> tuple[Act, ...] | None:
    """None where a transaction of the life is missing."""
    found: list[Act] = []
    for entry in _entries(reading, trail, rules):
        if reading.decoded(entry.signature) is None:
            return None
        found += _told(reading, entry, trail.first.wallet)
    return tuple(found)


def _told(reading: Reading, entry: Entry, wallet: Wallet) -> Iterator[Act]:
    decoded = reading.decoded(entry.signature)
    for event in decoded.events if decoded is not None else ():
        if isinstance(event, Buy | Sell) and event.wallet == wallet:
            yield Act("buy" if isinstance(event, Buy) else "sell", event.mint, entry.signature, entry.time)
