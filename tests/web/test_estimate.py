"""An estimate is only given for the step that runs, from the pace that was seen, and never from too little."""

from reporter.model.progress import Progress
from reporter.web.estimate import Sight, remaining, seen


def watched(*steps: tuple[float, str, int, int]) -> tuple[tuple[Sight, ...], Progress]:
    """The sights and last progress of (second, phase, done, wanted)."""
    sights: tuple[Sight, ...] = ()
    progress = Progress("resolve", 0, 0, 0)
    for at, phase, done, wanted in steps:
        progress = Progress(phase, done, wanted, done)
        sights = seen(sights, progress, at)
    return sights, progress


def test_the_rest_of_a_step_follows_from_its_pace():
    assert remaining(*watched((0, "trades", 10, 400), (60, "trades", 110, 400))).startswith("At this pace, 2 minutes more")


def test_nothing_is_said_after_one_look_too_soon_or_without_progress():
    assert remaining(*watched((0, "trades", 10, 300))) == ""
    assert remaining(*watched((0, "trades", 10, 300), (2, "trades", 20, 300))) == ""
    assert remaining(*watched((0, "trades", 10, 300), (60, "trades", 10, 300))) == ""
    assert remaining(*watched((0, "trades", 10, 300), (60, "trades", 300, 300))) == ""


def test_another_step_begins_anew():
    assert remaining(*watched((0, "trades", 10, 300), (60, "holders", 50, 100))) == ""
