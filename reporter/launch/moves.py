"""Transfers of the token in transactions that no market took part in.

The story follows the markets' lists; a plain token transfer names neither market nor mint. It is seen only where its sender's
or receiver's own transactions were opened, mostly to follow money.
"""

from reporter.decode.reading import Entry, Reading
from reporter.launch.order import place
from reporter.launch.story import Story, Told
from reporter.model.events import Transfer


def moves(reading: Reading, story: Story) -> tuple[Told, ...]:
    """Every transfer of the mint among the transactions opened so far that is not in the story, in ledger order."""
    known = {item.transaction.signature for item in story.told}
    found: list[Told] = []
    for signature in reading.opened():
        transaction, decoded = reading.transaction(signature), reading.decoded(signature)
        if signature in known or transaction is None or decoded is None or transaction.slot is None:
            continue
        events = [e for e in decoded.events if isinstance(e, Transfer) and e.mint == story.mint]
        if events:
            entry = Entry(signature, transaction.slot, transaction.time, failed=False)
            where = place(reading, transaction, entry, rank=story.read)
            found += [Told(where, transaction, event) for event in events]
    return tuple(sorted(found, key=lambda item: (item.place, item.event.path)))
