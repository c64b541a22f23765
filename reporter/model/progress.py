"""What a running report tells whoever watches it."""

from typing import Protocol

from msgspec import Struct

PHASES: tuple[str, ...] = ("resolve", "trades", "holders", "provenance", "linking", "render")


class Progress(Struct, frozen=True, gc=False):
    """One step of a run. `done` of `wanted` counts questions of this phase; `wanted` may grow as answers raise new ones."""

    phase: str  # one of PHASES
    done: int
    wanted: int
    calls: int  # distinct questions answered so far in this run
    details: str = ""


class Watcher(Protocol):
    """Called with every step; may raise Cancelled to stop the run between two calls."""

    def __call__(self, progress: Progress) -> None:
        """Take note of one step."""
        ...
