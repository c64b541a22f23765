"""One mint's launch as far as it was read."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.decode.reading import Account, Reading
from reporter.errors import EndpointRefused, InputError, NeverTraded, NotAMint
from reporter.launch import holdings as held
from reporter.launch import liquidity, locks
from reporter.launch.classes import Class, Surroundings, classify, surroundings
from reporter.launch.holdings import Holdings
from reporter.launch.liquidity import Position
from reporter.launch.listing import Listing, last_of_curve, listing
from reporter.launch.locks import Locked
from reporter.launch.story import Story, tell
from reporter.launch.subject import Subject, subject
from reporter.model import questions as ask
from reporter.model.events import Liquidity, Migrate, Trade
from reporter.model.ids import INCINERATOR, Address, Slot, Wallet
from reporter.model.labels import Labels
from reporter.model.pack import Parameters
from reporter.model.questions import ACCOUNTS, Question
from reporter.model.rules import RuleSet


class Launch(Struct, frozen=True):
    """Everything the launch room knows: the mint, its listed and read transactions, who holds, and who is what.

    `snapshot` is the highest slot at which an account was read; trades after it are left out. `locked` are the owners that
    are lockers' accounts, `liquidity` who can take the pool's liquidity out.
    """

    subject: Subject
    listing: Listing
    story: Story
    holdings: Holdings
    around: Surroundings
    classes: dict[Wallet, Class]
    snapshot: Slot | None
    spread: int
    locked: dict[Wallet, Locked]
    liquidity: Position | None


def launch(reading: Reading, parameters: Parameters, labels: Labels, rules: RuleSet) -> Launch:
    """Read the launch from the answers.

    Raises NotAMint and NeverTraded, and EndpointRefused where nothing could be read.
    """
    token = subject(reading, parameters.mint)
    slots = reading.context_slots()
    listed, story = reach(reading, token, parameters, labels, rules, until=slots[-1] if slots else None)
    _refuse(reading, token, listed, story)
    transactions = list({item.transaction.signature: item.transaction for item in story.told}.values())
    balances = held.against_supply(held.holdings(reading, token.mint, token.program, transactions), token.state)
    around = around_of(token, story, labels)
    accounts = owner_accounts(reading, balances, around, rules, parameters)
    block = reading.block(ask.block_header(slots[-1])) if slots else None
    at = block.time if block is not None else None
    locked = locks.locks(reading, token.mint, balances.amounts, accounts, at)
    pool = pool_of(reading, token, story)
    return Launch(
        subject=token,
        listing=listed,
        story=story,
        holdings=balances,
        around=around,
        classes={owner: _class(owner, around, accounts, locked) for owner in sorted(balances.amounts)},
        snapshot=slots[-1] if slots else None,
        spread=slots[-1] - slots[0] if slots else 0,
        locked=locked,
        liquidity=liquidity.position(reading, token.mint, pool, at) if pool is not None else None,
    )


def _class(
    owner: Wallet, around: Surroundings, accounts: Mapping[Wallet, Account | None], locked: Mapping[Wallet, Locked]
) -> Class:
    """A locker's account is what its contract says; everything else what it looks like."""
    if owner in locked and owner not in around.known:
        return locks.class_of(locked[owner])
    return classify(owner, around, accounts.get(owner), read=owner in accounts)


def pool_of(reading: Reading, token: Subject, story: Story) -> Address | None:
    """The pool whose liquidity is looked at: the mint's own, else the first its transactions name."""
    if token.pool is not None:
        return token.pool.address
    return next((pool for pool in _pools(reading, token, story) if pool != token.mint), None)


def reach(
    reading: Reading, token: Subject, parameters: Parameters, labels: Labels, rules: RuleSet, *, until: Slot | None = None
) -> tuple[Listing, Story]:
    """Lists and story, the markets that only transactions name included: one story from the curve through its pools."""
    listed = listed_for(reading, token, parameters, rules)
    story = story_of(reading, token, listed, parameters, labels, rules, until=until)
    found = _pools(reading, token, story)
    if not found or listed.plan:
        return listed, story
    listed = listed_for(reading, token, parameters, rules, found)
    return listed, story_of(reading, token, listed, parameters, labels, rules, until=until)


def _pools(reading: Reading, token: Subject, story: Story) -> tuple[Address, ...]:
    """Pools the liquidity moved to, as far as a migration or the pool's own creation was opened."""
    events = [item.event for item in story.told]
    for entry in last_of_curve(reading, token):
        decoded = reading.decoded(entry.signature)
        events.extend(event for event in (decoded.events if decoded is not None else ()) if event.mint == token.mint)
    moved = {event.pool for event in events if isinstance(event, Migrate) and event.pool is not None}
    if not moved and last_of_curve(reading, token):
        return (token.mint,)  # closed, and no migration is told: the mint's own list has what came after
    # Raydium AMM v4 does not name the mint in its swaps, so the mint's own list would miss them.
    added = {event.market for event in events if isinstance(event, Liquidity) and event.market is not None}
    return tuple(sorted(moved | (added if token.curve is None else set())))


def listed_for(
    reading: Reading, token: Subject, parameters: Parameters, rules: RuleSet, found: tuple[Address, ...] = ()
) -> Listing:
    """The lists of signatures, with the page limits of the report asked for; `found` are pools named by transactions."""
    fetching = rules.fetching
    pages = fetching.pages_quick if parameters.quick else fetching.pages
    enough = 2 * min(parameters.window, openings(parameters, rules))
    return listing(reading, token, pages=pages, enough=enough, found=found)


def openings(parameters: Parameters, rules: RuleSet) -> int:
    """How many transactions of the early window may be opened."""
    return rules.fetching.openings_quick if parameters.quick else rules.fetching.openings


def story_of(
    reading: Reading,
    token: Subject,
    listed: Listing,
    parameters: Parameters,
    labels: Labels,
    rules: RuleSet,
    *,
    until: Slot | None = None,
) -> Story:
    """The story of what was opened so far; transactions after `until` are left out."""
    cap = openings(parameters, rules) + rules.fetching.rest
    entries = [entry for entry in listed.entries if until is None or entry.slot <= until]
    around = surroundings(token.mint, None, labels, {})
    skip = frozenset(around.known) | frozenset(a for a, row in labels.rows.items() if row.category in {"vault", "authority"})
    return tell(reading, token.mint, entries, window=parameters.window, skip=skip, cap=cap)


def around_of(token: Subject, story: Story, labels: Labels) -> Surroundings:
    """The accounts around the mint, with the counterparties of the trades read."""
    markets = Counter(
        item.event.market for item in story.told if isinstance(item.event, Trade) and item.event.market is not None
    )
    named = story.origin.event.creator if story.origin is not None and story.origin.event is not None else None
    return surroundings(token.mint, named, labels, markets)


def owner_questions(balances: Holdings, around: Surroundings, rules: RuleSet, parameters: Parameters) -> list[Question]:
    """Accounts of owners nobody can sign for, largest first: they tell pools and vaults from program wallets."""
    batches = rules.fetching.owners_quick if parameters.quick else rules.fetching.owners
    unclear = [
        owner
        for owner, _ in sorted(balances.amounts.items(), key=lambda row: (-row[1], row[0]))
        if owner not in around.known and owner != INCINERATOR and not is_on_curve(owner)
    ]
    chosen = unclear[: batches * ACCOUNTS]
    return [ask.accounts(tuple(chosen[start : start + ACCOUNTS])) for start in range(0, len(chosen), ACCOUNTS)]


def owner_accounts(
    reading: Reading, balances: Holdings, around: Surroundings, rules: RuleSet, parameters: Parameters
) -> dict[Wallet, Account | None]:
    """The accounts of off-curve owners as far as they were read."""
    found: dict[Wallet, Account | None] = {}
    for question in owner_questions(balances, around, rules, parameters):
        found.update(reading.accounts(question))
    return found


def _untraded(listed: Listing, story: Story) -> bool:
    """True when everything was read and nobody ever bought, sold or made a market. A platform's creation is a launch."""
    whole = listed.whole and not listed.plan and story.unread == 0 and story.origin is not None
    return whole and story.platform == "unknown" and not any(isinstance(item.event, Trade | Liquidity) for item in story.told)


def _refuse(reading: Reading, token: Subject, listed: Listing, story: Story) -> None:
    """Say where no report can be made. Where the endpoint or the budget withheld the answers, the address is not to blame."""
    named = any(change.mint == token.mint for item in story.told for change in item.transaction.tokens)
    if token.state is None and story.origin is None and not named:
        question = ask.account(token.mint)
        if reading.refused(question):
            raise EndpointRefused("the endpoint shows neither the account at this address nor a transaction of its token")
        if not reading.asked(question):
            raise InputError("the budget is too small to read even the account at this address")
        raise NotAMint("there is no token mint at this address, and no transaction of such a token was listed")
    if _untraded(listed, story):
        raise NeverTraded("this mint exists, and the ledger shows its whole history: no launch and no trade of it")
    # A supply has a history, whatever this endpoint lists of it: then holders can still be reported, as partial.
    if not listed.plan and not listed.entries and token.state is not None and token.state.supply == 0:
        raise NeverTraded("this mint exists, but the ledger lists no launch and no trade of it")
