"""What differs between two reports on one mint, in words, and why.

Between two evidence packs the way from the older report to the newer one is walked in steps: the older evidence is analysed
again under the newer rules, then with the newer labels too; what is left is the ledger itself. A change belongs to the steps at
which it happens. Between two documents without packs there is one step, whose causes are told apart where others are excluded.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reporter import __version__
from reporter.errors import InputError
from reporter.model.difference import DIFFERENCE_SCHEMA, Cause, Change, Difference, Reason, Side
from reporter.model.labels import Labels
from reporter.model.pack import Pack
from reporter.model.report import Report
from reporter.report.analyse import analyse
from reporter.report.changes.groups import groups
from reporter.report.changes.item import Item, Seen, look
from reporter.report.changes.numbers import numbers
from reporter.report.changes.people import people
from reporter.report.plain import plain
from reporter.report.vocabulary import changes as say

LONGEST: Final = 800  # letters of one sentence


class Step(Struct, frozen=True):
    """One step: what the report says after it, and the causes that can lie behind what it changed (one: told apart)."""

    causes: tuple[Cause, ...]
    after: Report


def by_packs(old: Pack, new: Pack, published: Report | None = None) -> Difference:
    """What differs between the reports of two packs, each cause told apart where the older evidence allows it.

    `published` is the report that was once made from `old`: with it, what another version of the program changed is told too.
    Raises InputError when the packs (or the report) are not about one mint, and what `analyse` raises.
    """
    before, after = analyse(old), analyse(new)
    if published is not None and published.snapshot.pack_sha256 != before.snapshot.pack_sha256:
        raise InputError("the published report is not the one of the older pack")
    steps, notes = _steps(old, new, before, after)
    if published is not None:
        steps = [Step(("program",), before), *steps]
    elif {old.provenance.program, new.provenance.program} != {__version__}:
        notes = [say.seen_by_other_programs(old.provenance.program, new.provenance.program, __version__), *notes]
    found = difference(published or before, steps)
    return replace(
        found,
        old=replace(found.old, labels=_named(old.labels)),
        new=replace(found.new, labels=_named(new.labels)),
        notes=[*notes, *found.notes],
    )


def by_reports(old: Report, new: Report) -> Difference:
    """What differs between two report documents. A document does not name its labels: they are excluded where the evidence is
    the same. Raises InputError when the two are not about one mint, or cannot both be genuine."""
    causes: list[Cause] = []
    if old.snapshot.program != new.snapshot.program:
        causes.append("program")
    if old.snapshot.pack_sha256 != new.snapshot.pack_sha256:
        causes += ["rules"] if old.snapshot.rules != new.snapshot.rules else []
        causes += ["labels", *_ledger(old, new)]
    if not causes and old != new:
        raise InputError("the two name the same evidence and the same program, and differ: one of them was altered")
    return difference(old, [Step(tuple(causes), new)])


def difference(old: Report, steps: Sequence[Step]) -> Difference:
    """Every change on the way from `old` over `steps` to the report after the last of them, each with its reasons.

    Raises InputError when the reports are not about one mint on one network.
    """
    new = steps[-1].after
    if old.mint != new.mint:
        raise InputError("the two are about different mints; only reports on one mint can be compared")
    if old.snapshot.network != new.snapshot.network:
        raise InputError("the two were read from different networks")
    first, way = look(old), [(step.causes, look(step.after)) for step in steps]
    items = [item for subject in (groups, people, numbers) for item in subject(first, way[-1][1])]
    notes = []
    if old.snapshot.slot > new.snapshot.slot:
        notes.append(say.turned(old.snapshot.slot, new.snapshot.slot))
    if old.coverage.partial or new.coverage.partial:
        notes.append(say.incomplete(old.coverage.partial, new.coverage.partial))
    changes = list(_told(_found(item, first, way) for item in items))
    return Difference(DIFFERENCE_SCHEMA, old.mint, _side(old), _side(new), changes, [*notes, *say.LIMITS])


def _steps(old: Pack, new: Pack, before: Report, after: Report) -> tuple[list[Step], list[str]]:
    """The steps between two packs. Where the older evidence cannot answer what newer rules or labels ask, their step is walked
    together with the next one."""
    steps: list[Step] = []
    notes: list[str] = []
    waiting: tuple[Cause, ...] = ()
    reached, at = old, before
    for cause, turned in _inputs(old, new):
        reached = turned(reached)
        derived = analyse(reached)
        waiting = (*waiting, cause)
        if derived.snapshot.pack_sha256 != after.snapshot.pack_sha256 and derived.coverage.share < at.coverage.share:
            notes.append(say.not_derivable(cause, derived.coverage.share))
            continue
        steps.append(Step(waiting, derived))
        at, waiting = derived, ()
    if at.snapshot.pack_sha256 != after.snapshot.pack_sha256:
        ledger = _ledger(before, after, asked_alike=old.parameters == new.parameters)
        steps.append(Step((*waiting, *ledger), after))
    return steps or [Step((), after)], notes


def _inputs(old: Pack, new: Pack) -> Iterator[tuple[Cause, Callable[[Pack], Pack]]]:
    """What the newer report was made with besides the ledger, where it is another: how to put it under the older answers."""
    if old.rules != new.rules or old.background != new.background:
        yield "rules", lambda pack: replace(pack, rules=new.rules, background=new.background)
    if old.labels != new.labels:
        yield "labels", lambda pack: replace(pack, labels=new.labels)


def _ledger(old: Report, new: Report, *, asked_alike: bool = True) -> tuple[Cause, ...]:
    """What reading the ledger again can mean: it moved on, other data were read, or both."""
    a, b = old.coverage, new.coverage
    read_alike = asked_alike and a.share == b.share and not (a.partial or b.partial)
    if old.snapshot.slot == new.snapshot.slot:
        return ("reading",)
    return ("chain",) if read_alike else ("chain", "reading")


def _found(item: Item, first: Seen, way: Sequence[tuple[tuple[Cause, ...], Seen]]) -> "_Found":
    """The item with a reason for every step at which its value became another one."""
    why: list[Reason] = []
    before = at = item.value(first)
    for causes, seen in way:
        now = item.value(seen)
        if now != at:
            only = item.certain if item.certain in causes and {"chain", "reading"}.issuperset(causes) else None
            why.append(Reason([only] if only else list(causes), now))
        at = now
    return _Found(item, before, at, why)


class _Found(Struct, frozen=True):
    item: Item
    before: str
    after: str
    why: list[Reason]


def _told(found: Iterable[_Found]) -> Iterator[Change]:
    """One change for each item, and one for all that belong together and have the same reasons, at the place of the first."""
    rows: dict[tuple[object, ...], list[_Found]] = {}
    for number, one in enumerate(found):
        reasons = tuple((*reason.causes, reason.to) for reason in one.why)
        key = (one.item.kind, one.item.together, reasons) if one.item.together else (number,)
        rows.setdefault(key, []).append(one)
    for same in rows.values():
        item, wallets = same[0].item, [wallet for one in same for wallet in one.item.wallets]
        signatures = list(dict.fromkeys(signature for one in same for signature in one.item.signatures))
        text = plain(item.say(wallets), LONGEST)
        yield Change(item.kind, text, wallets, same[0].before, same[0].after, same[0].why, signatures)


def _side(report: Report) -> Side:
    shot, covered = report.snapshot, report.coverage
    return Side(shot.slot, shot.time, shot.rules, None, shot.program, shot.pack_sha256, covered.share, covered.partial)


def _named(labels: Labels) -> str:
    return f"{labels.version}, {labels.sha256[:12]}"
