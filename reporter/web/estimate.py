"""How long the running phase of a job may still take, from what this browser saw of it; no guess about later phases."""

from collections.abc import Sequence

from msgspec import Struct

from reporter.model.progress import Progress
from reporter.web.blocks.hero import age

SHORTEST = 5.0  # seconds of watching before a pace is known


class Sight(Struct, frozen=True):
    """What was seen of a phase, and when in seconds of any clock that only goes forward."""

    at: float
    phase: str
    done: int


def seen(sights: Sequence[Sight], progress: Progress, now: float) -> tuple[Sight, ...]:
    """The sights with one more; those of an earlier phase are forgotten, and of this one the first and the last are kept."""
    same = [sight for sight in sights if sight.phase == progress.phase]
    return (*same[:1], Sight(now, progress.phase, progress.done))


def remaining(sights: Sequence[Sight], progress: Progress) -> str:
    """The rest of the phase at the pace seen, in words; empty while no pace can be told."""
    if len(sights) < 2:
        return ""
    first, last = sights[0], sights[-1]
    spent, done = last.at - first.at, last.done - first.done
    if spent < SHORTEST or done <= 0 or progress.wanted <= last.done:
        return ""
    left = (progress.wanted - last.done) * spent / done
    return f"At this pace, {age(int(left))} more for this step; how much later steps need is known when they begin."
