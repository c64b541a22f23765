"""Progress for people and for machines."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from reporter.cli.progress import JsonLines, PlainLines, watching
from reporter.model.progress import PHASES, Progress

STEPS = st.builds(
    Progress,
    phase=st.sampled_from(PHASES),
    done=st.integers(0, 9999),
    wanted=st.integers(0, 9999),
    calls=st.integers(0, 9999),
    details=st.text(max_size=30),
)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@given(st.lists(STEPS, max_size=5))
def test_a_json_line_holds_every_step_as_it_is(steps):
    stream = io.StringIO()
    for step in steps:
        JsonLines(stream)(step)
    lines = stream.getvalue().split("\n")[:-1]
    assert [Progress(**json.loads(line)) for line in lines] == steps


def test_plain_lines_come_when_a_phase_begins_and_then_now_and_then():
    now = iter([0.0, 1.0, 4.9, 5.1, 6.0, 10.2])
    stream = io.StringIO()
    plain = PlainLines(stream, clock=lambda: next(now))
    for done in range(4):
        plain(Progress("trades", done, 9, done))
    plain(Progress("holders", 0, 1, 4))
    plain(Progress("holders", 1, 1, 5, "all\nof them"))
    assert stream.getvalue().splitlines() == [
        "trades: 0 of 9, 0 calls",
        "trades: 3 of 9, 3 calls",
        "holders: 0 of 1, 4 calls",
    ]


@given(STEPS)
def test_details_cannot_break_a_line_or_steer_a_terminal(step):
    stream = io.StringIO()
    PlainLines(stream)(step)
    assert stream.getvalue().endswith("\n")
    assert stream.getvalue()[:-1].isprintable()


def test_a_terminal_gets_bars_with_the_phases(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    screen = Screen()
    with watching(as_json=False, stream=screen) as watch:
        watch(Progress("trades", 1, 4, 7, "[bold]page\x1b]0;x\x07 one"))
        watch(Progress("trades", 4, 4, 9, "done"))
        watch(Progress("holders", 0, 2, 9))
    drawn = screen.getvalue()
    assert "trades" in drawn
    assert "4/4" in drawn
    assert "9 calls" in drawn
    assert "\x1b]0;" not in drawn


def test_a_stream_that_is_no_terminal_gets_plain_lines():
    stream = io.StringIO()
    with watching(as_json=False, stream=stream) as watch:
        watch(Progress("linking", 1, 1, 3))
    assert stream.getvalue() == "linking: 1 of 1, 3 calls\n"
