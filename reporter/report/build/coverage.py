"""What was wanted, what was read, what is missing, and what that could change."""

from collections import Counter
from fractions import Fraction

from reporter.funding import money
from reporter.funding.trace import MISSING
from reporter.launch import tables
from reporter.launch.plan import plan, plan_rest, unasked
from reporter.model import questions as ask
from reporter.model.pack import HARD_STOP, QUICK_BUDGET
from reporter.model.report import Coverage
from reporter.report import numbers
from reporter.report.build.known import Known
from reporter.report.build.over_time import unreached
from reporter.report.numbers import count


def coverage(known: Known) -> Coverage:
    """Count the questions. `share` is the part of early buying whose every planned question was answered or ended at a
    stated stop; a report is partial below the rule set's threshold, or when the launch itself was not seen."""
    pack, answers = known.pack, list(known.pack.answers)
    open_questions = _open(known)
    lost = _lost(known)
    refused = sum(1 for answer in answers if answer.refused)
    share = _share(known, lost)
    notes = _notes(known)
    spent = min(pack.parameters.budget, QUICK_BUDGET if pack.parameters.quick else HARD_STOP)
    return Coverage(
        wanted=len(answers) + len(open_questions),
        fetched=len(answers) - refused - lost,
        missing=refused + lost + len(open_questions),
        calls=len(answers),
        budget_exhausted=len(answers) >= spent and bool(open_questions),
        notes=notes,
        share=numbers.share(share.numerator, share.denominator),
        partial=share < Fraction(str(pack.rules.counting.coverage_partial)) or not _seen_whole(known),
        by_method=dict(sorted(Counter(answer.question.method for answer in answers).items())),
        unknown_instructions=known.launch.story.unknown,
    )


def _open(known: Known) -> tuple[object, ...]:
    """Questions the planners would still ask."""
    pack = known.pack
    step = plan(known.reading, pack.parameters, pack.labels, pack.rules)
    if step is not None:
        return step.questions
    if pack.parameters.quick:
        return ()
    filled = unasked(known.reading, tables.plan(known.reading, known.launch.story, pack.rules))
    left = filled or unasked(
        known.reading, money.plan(known.reading, known.launch.story, pack.labels, pack.rules, known.holders)
    )
    rest = plan_rest(known.reading, pack.parameters, pack.labels, pack.rules)
    return left or (rest.questions if rest is not None else ())


def _lost(known: Known) -> int:
    """Transactions of the launch that the ledger lists and does not show: any of them may be a buy of somebody not seen."""
    answers = (known.pack.answers.get(ask.transaction(entry.signature)) for entry in known.launch.listing.entries)
    return sum(1 for answer in answers if answer is not None and not answer.refused and answer.absent)


def _share(known: Known, lost: int) -> Fraction:
    story = known.launch.story
    bought = {purchase.wallet: purchase.event.token_amount or 0 for purchase in story.early}
    total = sum(bought.values())
    if total == 0 or story.origin is None:
        return Fraction(0)
    seen = Fraction(story.read, story.read + lost)
    if known.pack.parameters.quick:
        return seen
    settled = sum(raw for wallet, raw in bought.items() if known.money.trails[wallet].settled)
    return Fraction(settled, total) * seen


def _seen_whole(known: Known) -> bool:
    """True when the creation was read, holders were not merely rebuilt, and the ledger reaches back before the buys."""
    return known.launch.story.origin is not None and known.launch.holdings.source != "rebuilt" and not _cut_off(known)


def _cut_off(known: Known) -> bool:
    """True when not one early buyer has a past: the endpoint holds too little history to say where money came from."""
    found = known.money.trails.values()
    return bool(found) and all(trail.first.stop == MISSING for trail in found)


def _notes(known: Known) -> list[str]:
    launch, story = known.launch, known.launch.story
    listing, source = launch.listing, launch.holdings.source
    unknown, strange = sum(story.unknown.values()), len(known.reading.undecodable)
    said = [
        (story.origin is None, "the transaction that created the token was not among those the ledger listed"),
        (launch.subject.state is None, "the mint's own account could not be read; supply is rebuilt from transactions"),
        (source == "rebuilt", "holders could not be read; balances are rebuilt from the transactions opened"),
        (source == "largest", "only the 20 largest token accounts could be read; smaller holders are bounded, not counted"),
        (source == "indexed", "holders come from the endpoint's own index, not from the accounts themselves"),
        (
            source == "all" and not launch.holdings.whole,
            "the token accounts read do not add up to the supply; some are missing",
        ),
        (listing.gap is not None, "transactions between the early window and the newest ones were not listed"),
        (not listing.whole, "the list of transactions does not reach back to the beginning"),
        (_cut_off(known), "the endpoint lists nothing of any early buyer before its buy: its history is cut off"),
        (story.unread > 0, f"{count(story.unread, 'successful transaction')} listed but not opened"),
        (story.failed > 0, f"{count(story.failed, 'failed transaction')} listed; without effect, and not opened"),
        (unknown > 0, f"{count(unknown, 'instruction')} of programs the reporter does not read"),
        (strange > 0, f"{count(strange, 'transaction')} in a form the reporter does not know"),
        (known.pack.parameters.quick, "quick report: the money behind the buys was not looked for"),
        (launch.spread > 0, f"accounts were read over {count(launch.spread, 'slot')}"),
    ]
    late = [f"no transaction as late as {label} after the creation was opened" for label in unreached(known)[:1]]
    return [*(text for holds, text in said if holds), *late]
