"""What a running report tells whoever watches it."""

from typing import Literal, Protocol, TypeAlias

from msgspec import UNSET, Struct, UnsetType

from reporter.model.report import Report

PHASES: tuple[str, ...] = ("resolve", "trades", "holders", "provenance", "linking", "render")
Stage: TypeAlias = Literal["launch", "money", "entities"]


class Draft(Struct, frozen=True):
    """The report as the answers so far give it: the same analysis, over a pack that is not whole yet.

    `stage` says how far it can be trusted. launch: creation, holders and trades are read. money: the funding of some buyers is
    followed; published entities stand as in a report whose budget ended here, bounds from above do not. entities: every
    question about the money was asked; later trades may still change what is said.
    """

    stage: Stage
    report: Report


class Progress(Struct, frozen=True, gc=False):
    """One step of a run. `done` of `wanted` counts questions of this phase; `wanted` may grow as answers raise new ones."""

    phase: str  # one of PHASES
    done: int
    wanted: int
    calls: int  # distinct questions answered so far in this run
    details: str = ""
    draft: Draft | UnsetType = UNSET  # now and then, where whoever started the run wants drafts


class Watcher(Protocol):
    """Called with every step; may raise Cancelled to stop the run between two calls."""

    def __call__(self, progress: Progress) -> None:
        """Take note of one step."""
        ...
