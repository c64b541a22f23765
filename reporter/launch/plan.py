"""What to ask next about a launch: a pure function of what is known, cheapest informative question first."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.launch import holdings as held
from reporter.launch import liquidity, locks
from reporter.launch.launch import around_of, openings, owner_accounts, owner_questions, pool_of, reach
from reporter.launch.listing import Listing, last_of_curve
from reporter.launch.story import Story
from reporter.launch.subject import questions, subject
from reporter.model import questions as ask
from reporter.model.labels import Labels
from reporter.model.pack import Parameters
from reporter.model.questions import Question
from reporter.model.rules import RuleSet

CHUNK = 100  # transactions asked for before looking again whether that was enough


class Step(Struct, frozen=True):
    """Questions that may be asked now, in any order, and the phase they belong to. `settled` when launch, holders and money are
    read as far as they can be, and only later trades are left."""

    phase: str
    questions: tuple[Question, ...]
    settled: bool = False


def plan(reading: Reading, parameters: Parameters, labels: Labels, rules: RuleSet) -> Step | None:
    """The next questions about the launch, None when nothing is left to ask before the money."""
    mint = parameters.mint
    first = unasked(reading, questions(mint))
    if first:
        return Step("resolve", first)
    token = subject(reading, mint)
    holders = unasked(reading, held.plan(reading, mint, token.program))
    if parameters.quick and holders:
        return Step("holders", holders)  # the quick question is who holds: long lists of trades must not eat its calls
    listed, story = reach(reading, token, parameters, labels, rules)
    if listed.plan:
        return Step("trades", listed.plan)
    steps = (
        ("trades", [ask.transaction(entry.signature) for entry in last_of_curve(reading, token)]),
        ("trades", _early(listed, story, reading, parameters, rules)),
        ("trades", _failed(listed, story, parameters, rules)),
        ("holders", holders),
        ("holders", _owners(reading, story, parameters, labels, rules)),
        ("holders", _bound(reading, story, parameters, labels, rules)),
        ("trades", _order(story, parameters, rules)),
        ("holders", _snapshot(reading)),
    )
    for phase, wanted in steps:
        left = unasked(reading, wanted)
        if left:
            return Step(phase, left)
    return None


def plan_rest(reading: Reading, parameters: Parameters, labels: Labels, rules: RuleSet) -> Step | None:
    """The trades after the early window, oldest first: what remains of the budget goes here."""
    if parameters.quick:
        return None
    listed, _ = reach(reading, subject(reading, parameters.mint), parameters, labels, rules)
    usable = [entry for entry in listed.entries if not entry.failed][: rules.fetching.openings + rules.fetching.rest]
    left = unasked(reading, (ask.transaction(entry.signature) for entry in usable))
    return Step("trades", left[:CHUNK], settled=True) if left else None


def unasked(reading: Reading, wanted: Iterable[Question]) -> tuple[Question, ...]:
    """Those of `wanted` that were not asked yet, without repeats, in their order."""
    return tuple(dict.fromkeys(question for question in wanted if not reading.asked(question)))


def _early(listed: Listing, story: Story, reading: Reading, parameters: Parameters, rules: RuleSet) -> list[Question]:
    """Transactions from the oldest on, until the window is full or the limit is reached."""
    missing = parameters.window - len(story.early)
    usable = [entry for entry in listed.entries if not entry.failed][: openings(parameters, rules)]
    wanted = [question for question in (ask.transaction(entry.signature) for entry in usable) if not reading.asked(question)]
    return wanted[: min(CHUNK, max(20, missing))] if missing > 0 else []


def _failed(listed: Listing, story: Story, parameters: Parameters, rules: RuleSet) -> list[Question]:
    """The first transactions of the early window that had no effect: who tries together fails together."""
    if parameters.quick or not story.early:
        return []
    first = story.origin.place.slot if story.origin is not None else story.early[0].place.slot
    tried = [entry for entry in listed.entries if entry.failed and first <= entry.slot <= story.early[-1].place.slot]
    return [ask.transaction(entry.signature) for entry in tried[: rules.fetching.failed]]


def _owners(reading: Reading, story: Story, parameters: Parameters, labels: Labels, rules: RuleSet) -> list[Question]:
    token = subject(reading, parameters.mint)
    balances = held.holdings(reading, token.mint, token.program, ())
    return owner_questions(balances, around_of(token, story, labels), rules, parameters)


def _bound(reading: Reading, story: Story, parameters: Parameters, labels: Labels, rules: RuleSet) -> list[Question]:
    """What lockers hold back, and who can take the pool's liquidity out."""
    token = subject(reading, parameters.mint)
    pool = pool_of(reading, token, story)
    wanted = liquidity.questions(reading, pool) if pool is not None else []
    if parameters.quick:
        return wanted
    balances = held.holdings(reading, token.mint, token.program, ())
    accounts = owner_accounts(reading, balances, around_of(token, story, labels), rules, parameters)
    return [*locks.questions(reading, token.mint, balances.amounts, accounts), *wanted]


def _order(story: Story, parameters: Parameters, rules: RuleSet) -> list[Question]:
    """Blocks whose order can matter: those with first buys in several transactions, the launch's own first."""
    # Nodes that tell a transaction's index spare the block; what blocks already told must not open further ones.
    unplaced = [purchase.place for purchase in story.early if purchase.transaction.index is None]
    together = Counter(place.slot for place in {(place.slot, place.signature): place for place in unplaced}.values())
    blocks = [slot for slot, number in sorted(together.items(), key=lambda row: (-row[1], row[0])) if number >= 2]
    if story.origin is not None and story.origin.transaction.index is None and story.origin.place.slot in together:
        blocks.insert(0, story.origin.place.slot)
    limit = rules.fetching.blocks_quick if parameters.quick else rules.fetching.blocks
    return [ask.block_signatures(slot) for slot in dict.fromkeys(blocks[:limit])]


def _snapshot(reading: Reading) -> list[Question]:
    """The block holdings were read at: its hash and time."""
    slots = reading.context_slots()
    return [ask.block_header(slots[-1])] if slots else []
