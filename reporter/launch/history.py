"""The signatures that name an address, joined from pages, newest first on the wire and oldest first here."""

from msgspec import Struct

from reporter.decode.reading import Entry, Reading
from reporter.model import questions as ask
from reporter.model.ids import Address, Signature
from reporter.model.questions import Question


class History(Struct, frozen=True):
    """What is known of an address's transactions, oldest first.

    `complete` says that the oldest page was reached; `next` is the page to ask for to go further back, None when there is
    nothing to ask; `refused` that the ledger would not list them, or not in a form that can be read.
    """

    address: Address
    entries: tuple[Entry, ...]
    complete: bool
    next: Question | None
    refused: bool
    pages: int


def history(reading: Reading, address: Address, before: Signature | None = None, limit: int = ask.PAGE) -> History:
    """Join the pages that follow `before` (or the newest) as far as they were read."""
    entries: list[Entry] = []
    seen: set[Signature] = set()
    cursor = before
    pages = 0
    while True:
        question = ask.signatures(address, cursor, limit)
        page = reading.page(question)
        if page is None:
            # A null or an unreadable page is an answer too: asked for again, the loop would never end.
            refused = reading.asked(question)
            rows = tuple(reversed(entries))
            return History(address, rows, complete=False, next=None if refused else question, refused=refused, pages=pages)
        pages += 1
        fresh = [entry for entry in page.entries if entry.signature not in seen]
        entries.extend(fresh)
        seen.update(entry.signature for entry in fresh)
        # A page that repeats what we have would send us round for ever: some proxies ignore `before`.
        if page.last or not fresh:
            rows = tuple(reversed(entries))
            return History(address, rows, complete=page.last, next=None, refused=False, pages=pages)
        cursor = page.entries[-1].signature
