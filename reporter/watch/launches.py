"""From signatures to launches: transactions are read and decoded; what a notice claims is not believed."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from reporter.decode.reading import Entry, Reading
from reporter.errors import EndpointRefused
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.source import LedgerSource
from reporter.model import questions as ask
from reporter.model.events import Create
from reporter.model.ids import Address, Mint, Signature, Slot
from reporter.model.questions import Question
from reporter.watch.targets import Target

_TOGETHER: Final = 50  # transactions asked for at once


class Launch(Struct, frozen=True):
    """A token came into being on a platform. `time` is the block's, in seconds since 1970."""

    mint: Mint
    platform: str
    signature: Signature
    slot: Slot
    time: int | None


class Read(Struct, frozen=True):
    """What became of some signatures: launches found, signatures the ledger does not give out (yet), and undecodable ones."""

    launches: tuple[Launch, ...]
    absent: frozenset[Signature]
    undecodable: frozenset[Signature]


async def read(source: LedgerSource, target: Target, signatures: Sequence[Signature]) -> Read:
    """The launches on the target's platform that these transactions made. Raises EndpointError when nothing answers."""
    found: list[Launch] = []
    absent: set[Signature] = set()
    undecodable: set[Signature] = set()
    for start in range(0, len(signatures), _TOGETHER):
        part = signatures[start : start + _TOGETHER]
        reading = await _asked(source, [ask.transaction(signature) for signature in part])
        for signature in part:
            transaction = reading.transaction(signature)
            if transaction is not None:
                found += _created(reading, target, signature)
            elif signature in reading.undecodable:
                undecodable.add(signature)
            else:
                absent.add(signature)
    return Read(tuple(found), frozenset(absent), frozenset(undecodable))


def _created(reading: Reading, target: Target, signature: Signature) -> Iterable[Launch]:
    transaction, decoded = reading.transaction(signature), reading.decoded(signature)
    if transaction is None or decoded is None or transaction.slot is None:
        return
    for event in decoded.events:
        if isinstance(event, Create) and event.platform == target.platform:
            yield Launch(event.mint, target.platform, signature, transaction.slot, transaction.time)


class Listed(Struct, frozen=True):
    """Signatures that name an address, newest first. `whole` is False where older ones were left out at the page limit."""

    entries: tuple[Entry, ...]
    whole: bool


async def listed(source: LedgerSource, address: Address, down_to: Slot | None, *, pages: int) -> Listed:
    """What names `address` from slot `down_to` on; without one, the newest signature alone.

    Raises EndpointError when a page cannot be read: half a list would hide a gap.
    """
    entries: list[Entry] = []
    before: Signature | None = None
    for _ in range(pages):
        question = ask.signatures(address, before, 1 if down_to is None else ask.PAGE)
        page = (await _asked(source, [question])).page(question)
        if page is None:
            raise EndpointRefused("the endpoint refuses a page of signatures")
        new = [entry for entry in page.entries if down_to is None or entry.slot >= down_to]
        entries += new
        if down_to is None or page.last or len(new) < len(page.entries):
            return Listed(tuple(entries), whole=True)
        before = page.entries[-1].signature
    return Listed(tuple(entries), whole=False)


async def _asked(source: LedgerSource, questions: Sequence[Question]) -> Reading:
    answers = MemoryAnswers()
    async for answer in source.ask(questions):
        answers.add(answer)
    return Reading(answers)
