"""One mint's story as far as it was read: creation, trades in ledger order, early buyers, graduation."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from reporter.decode.reading import Entry, Reading
from reporter.launch.order import Place, place
from reporter.model.events import AnyEvent, Buy, Create, Liquidity, Migrate, Sell, Trade
from reporter.model.ids import TOKEN_PROGRAMS, Mint, Program, Signature, Slot, Wallet
from reporter.model.transaction import Transaction

_INITIALIZE_MINT = frozenset({0, 20})  # tags of InitializeMint and InitializeMint2, both token programs


class Told(Struct, frozen=True, gc=False):
    """One event of the mint with its place in the ledger."""

    place: Place
    transaction: Transaction
    event: AnyEvent


class Purchase(Struct, frozen=True):
    """A wallet's first buy: the event, and everything else it bought in the same transaction."""

    wallet: Wallet
    place: Place
    transaction: Transaction
    event: Buy


class Failed(Struct, frozen=True, gc=False):
    """A transaction on the mint's market that had no effect but its fee: who signed it tried."""

    place: Place
    transaction: Transaction


class Origin(Struct, frozen=True):
    """The transaction that created the token. `event` is None where no platform decoder names one: then the mint's own
    initialisation is the creation."""

    place: Place
    transaction: Transaction
    event: Create | None


class Story(Struct, frozen=True):
    """What the transactions read so far tell about a mint. `told` is in ledger order.

    `unread` counts successful transactions that were listed and not opened, `blind_from` is the slot of the first of them,
    `failed` counts those that had no effect; `failures` are those of them that were opened.
    """

    mint: Mint
    told: tuple[Told, ...]
    origin: Origin | None
    early: tuple[Purchase, ...]
    graduation: Told | None
    platform: str
    read: int
    unread: int
    failed: int
    unknown: dict[Program, int]
    blind_from: Slot | None = None
    failures: tuple[Failed, ...] = ()

    def trades(self) -> list[Told]:
        """All buys and sales, in ledger order."""
        return [told for told in self.told if isinstance(told.event, Trade)]


def tell(reading: Reading, mint: Mint, entries: Sequence[Entry], *, window: int, skip: frozenset[Wallet], cap: int) -> Story:
    """Read the story from `entries` (oldest first), opening at most the first `cap` successful ones.

    Wallets in `skip` are infrastructure and no buyers.
    """
    told: list[Told] = []
    failures: list[Failed] = []
    origin: Origin | None = None
    unknown: dict[Program, int] = {}
    read = unread = failed = 0
    blind_from: Slot | None = None
    for rank, entry in enumerate(entries):
        if entry.failed:
            failed += 1
            tried = reading.transaction(entry.signature)
            if tried is not None:
                failures.append(Failed(place(reading, tried, entry, rank), tried))
            continue
        if read + unread >= cap:
            unread += 1
            blind_from = entry.slot if blind_from is None else blind_from
            continue
        transaction = reading.transaction(entry.signature)
        decoded = reading.decoded(entry.signature)
        if transaction is None or decoded is None:
            unread += 1
            blind_from = entry.slot if blind_from is None else blind_from
            continue
        read += 1
        where = place(reading, transaction, entry, rank)
        mine = [Told(where, transaction, event) for event in decoded.events if event.mint == mint]
        told.extend(mine)
        origin = origin or _origin(where, transaction, mine, mint)
        for row in decoded.unknown:
            unknown[row.program] = unknown.get(row.program, 0) + row.count
    told.sort(key=lambda item: (item.place, item.event.path))
    return Story(
        mint=mint,
        told=tuple(told),
        origin=origin,
        early=early_buyers(told, window, skip),
        graduation=next((item for item in told if isinstance(item.event, Migrate)), None),
        platform=_platform(told, origin),
        read=read,
        unread=unread,
        failed=failed,
        unknown=dict(sorted(unknown.items())),
        blind_from=blind_from,
        failures=tuple(failures),
    )


def early_buyers(told: Iterable[Told], window: int, skip: frozenset[Wallet]) -> tuple[Purchase, ...]:
    """The first `window` distinct wallets that bought, each with its first buy."""
    first: dict[Wallet, Purchase] = {}
    for item in told:
        event = item.event
        if not isinstance(event, Buy) or event.wallet is None or event.wallet in skip or event.wallet in first:
            continue
        first[event.wallet] = Purchase(event.wallet, item.place, item.transaction, event)
        if len(first) == window:
            break
    return tuple(first.values())


def traded(told: Iterable[Told]) -> bool:
    """True when anything was ever bought or sold."""
    return any(isinstance(item.event, Buy | Sell) for item in told)


def _origin(where: Place, transaction: Transaction, mine: Sequence[Told], mint: Mint) -> Origin | None:
    created = [item.event for item in mine if isinstance(item.event, Create)]
    if created:
        # The mint's own initialisation is told beside the platform's creation; the platform's says more.
        return Origin(where, transaction, next((event for event in created if event.platform is not None), created[0]))
    for instruction in transaction.instructions:
        tag = instruction.data[0] if instruction.data else None
        if instruction.program in TOKEN_PROGRAMS and tag in _INITIALIZE_MINT and instruction.accounts[:1] == (mint,):
            return Origin(where, transaction, None)
    return None


def _platform(told: Sequence[Told], origin: Origin | None) -> str:
    """The platform of the creation. A coin minted by hand has that of the first market somebody made for it; without its
    creation, a token has the platform of most trades read."""
    if origin is None:
        votes = Counter(item.event.platform for item in told if isinstance(item.event, Trade) and item.event.platform)
        return max(sorted(votes), key=lambda code: votes[code]) if votes else "unknown"
    if origin.event is not None and origin.event.platform:
        return origin.event.platform
    markets = (item.event.platform for item in told if isinstance(item.event, Liquidity | Trade))
    return next((code for code in markets if code), "unknown")


def signed_by(story: Story, wallet: Wallet) -> Signature | None:
    """The first transaction of this story that `wallet` signed: the creation or a trade of this mint."""
    if story.origin is not None and wallet in story.origin.transaction.signers:
        return story.origin.transaction.signature
    for item in story.told:
        if isinstance(item.event, Trade) and wallet in item.transaction.signers:
            return item.transaction.signature
    return None
