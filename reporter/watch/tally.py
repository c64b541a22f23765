"""What a watcher counted since it started."""

from msgspec import Struct


class Tally(Struct):
    """Numbers since the start; what became of launches over all runs stands in the register."""

    notices: int = 0  # heard
    connections: int = 0  # made to the websocket
    sweeps: int = 0  # readings of pages that came to their end
    missed: int = 0  # launches that only a sweep found: no notice had come
    found: int = 0
    enqueued: int = 0
    passed: int = 0  # left out by sampling
    dropped: int = 0  # held back until too many newer ones were
    unreadable: int = 0  # transactions the ledger never gave out, or of no shape we know
    gaps: int = 0  # stretches too long to be read
