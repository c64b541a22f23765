"""Which transactions tell the launch's story: lists of the market's signatures, joined and in ledger order.

The curve is paged rather than the mint: it is named by every trade, and its list ends at graduation. Where the list is too
long to page back to the creation, the creation is found through accounts that hardly anything else names, and the early window
through the signatures just before a later block: `before` takes any signature, not only one of the address's own.
"""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from reporter.decode import addresses
from reporter.decode.reading import Entry, Reading
from reporter.launch.history import History, history
from reporter.launch.subject import Subject
from reporter.model import questions as ask
from reporter.model.ids import Address, Signature, Slot
from reporter.model.questions import Question

SPANS: Final = (150, 600, 2400, 9600)  # slots after the creation tried as the end of the early window
_NEIGHBOURS: Final = 8  # following slots tried when one was skipped
_JUMPED_PAGES: Final = 3
_LAST: Final = 3  # transactions at the end of a curve's list: migrations are repeated, and the repetitions do nothing


class Listing(Struct, frozen=True):
    """Signatures oldest first. `whole` is True when the oldest page of the market was reached, `gap` the slots between the
    early window and the newest pages that were not listed; `plan` is what to ask next."""

    early: tuple[Entry, ...]
    later: tuple[Entry, ...]
    whole: bool
    gap: tuple[Slot, Slot] | None
    plan: tuple[Question, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything listed, in ledger order."""
        return merged([self.early, self.later])


def listing(reading: Reading, subject: Subject, *, pages: int, enough: int, found: tuple[Address, ...] = ()) -> Listing:
    """What is listed so far. `pages` bounds the pages of each market, `enough` is how many early entries suffice.

    `found` are markets the transactions named, which cannot be derived from the mint.
    """
    spines = [history(reading, address) for address in dict.fromkeys((*_spines(subject), *found))]
    wanted = [spine.next for spine in spines if spine.next is not None and spine.pages < pages]
    first, rest = spines[0], spines[1:]
    newest = merged([spine.entries for spine in spines])
    if wanted:
        return Listing((), newest, whole=False, gap=None, plan=tuple(wanted))
    if first.complete or not first.entries:
        later = merged([spine.entries for spine in rest])
        cut = first.entries and later and not all(spine.complete for spine in rest)
        gap = (first.entries[-1].slot, later[0].slot) if cut else None
        return Listing(first.entries, later, whole=first.complete, gap=gap, plan=())
    return _jump(reading, subject, first, newest, enough)


def last_of_curve(reading: Reading, subject: Subject) -> tuple[Entry, ...]:
    """The last successful transactions of a curve that stopped trading: the migration is among them."""
    if subject.curve is None or subject.curve.open:
        return ()
    entries = history(reading, subject.curve.address).entries
    return tuple(entry for entry in entries if not entry.failed)[-_LAST:]


def merged(lists: Iterable[tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """Entries of several lists without repeats, by slot; within a slot in the order of the first list that has them."""
    seen: dict[Signature, Entry] = {}
    for entries in lists:
        for entry in entries:
            seen.setdefault(entry.signature, entry)
    return tuple(sorted(seen.values(), key=lambda entry: entry.slot))


def _spines(subject: Subject) -> list[Address]:
    """The addresses whose lists make the story: its markets, curve first; the mint itself where none could be derived."""
    return [market.address for market in subject.markets] or [subject.mint]


def _jump(reading: Reading, subject: Subject, spine: History, newest: tuple[Entry, ...], enough: int) -> Listing:
    created, question = _creation(reading, subject)
    if question is not None:
        return Listing((), newest, whole=False, gap=None, plan=(question,))
    if created is None:
        return Listing((), newest, whole=False, gap=None, plan=())
    best: tuple[Entry, ...] = (created,)
    for span in SPANS:
        anchor, question = _anchor(reading, created.slot + span, spine)
        if question is not None:
            return Listing(best, newest, whole=False, gap=None, plan=(question,))
        if anchor is None:
            break
        window = history(reading, spine.address, before=anchor)
        if window.next is not None and window.pages < _JUMPED_PAGES:
            return Listing(best, newest, whole=False, gap=None, plan=(window.next,))
        if not window.complete:
            break  # so many transactions that even the shorter window reaches not back: keep the one before
        best = merged([(created,), window.entries])
        if sum(1 for entry in best if not entry.failed) >= enough:
            break
    gap = (best[-1].slot, newest[0].slot)
    return Listing(best, newest, whole=True, gap=gap if gap[0] < gap[1] else None, plan=())


def _creation(reading: Reading, subject: Subject) -> tuple[Entry | None, Question | None]:
    """The first transaction that named an account made at the creation and seldom used after it."""
    for address in (addresses.mayhem_state(subject.mint), addresses.metadata(subject.mint)):
        found = history(reading, address)
        if found.next is not None and found.pages == 0:
            return None, found.next
        if found.complete and found.entries:
            return found.entries[0], None
    return None, None


def _anchor(reading: Reading, slot: Slot, spine: History) -> tuple[Signature | None, Question | None]:
    """The last signature of the first block at or after `slot`."""
    if slot >= spine.entries[0].slot:
        return spine.entries[0].signature, None
    for number in range(slot, slot + _NEIGHBOURS):
        question = ask.block_signatures(number)
        if not reading.asked(question):
            return None, question
        block = reading.block(question)
        if block is not None and block.positions:
            return max(block.positions, key=lambda signature: block.positions[signature]), None
    return None, None
