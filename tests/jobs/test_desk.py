"""What every desk keeps to: it shares jobs, bounds them, stops them, tells how they stand and never loses one."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from reporter.errors import Cancelled, EndpointRefused, InputError
from reporter.jobs.ending import INTERNAL, STOPPED
from reporter.jobs.job import BULK, INTERACTIVE, ReportId, Request, key_of
from reporter.model.ids import USDC
from reporter.model.pack import Parameters
from reporter.model.progress import PHASES, Draft, Progress, Watcher
from tests.jobs.desks import KINDS, PATIENCE, Start, ask, starter, wait_for
from tests.jobs.gate import A, B, C, Coverage, Document, Gate, Result, Shelf
from tests.report.factory import make_report


@pytest.fixture(params=KINDS)
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Start]:
    yield from starter(request.param, tmp_path, request)


def opened(*, partial: bool = False) -> Gate:
    gate = Gate(partial=partial)
    gate.open.set()
    return gate


def entered(gate: Gate, times: int = 1) -> None:
    for _ in range(times):
        assert gate.entered.acquire(timeout=PATIENCE)


def test_a_job_ends_completed_with_its_report_and_the_latest_step_of_each_phase(start):
    desk = start(opened())
    job = wait_for(desk, ask(desk, A).key, "completed")
    assert job.report == ReportId(USDC, "0" * 64)
    assert [(s.progress.phase, s.progress.calls) for s in job.steps] == [("resolve", 1), ("render", 9)]
    assert job.latest == job.steps[-1]
    assert job.created <= (job.ended or 0)
    assert job.attempts == 1


def test_a_report_with_missing_answers_ends_partial(start):
    desk = start(opened(partial=True))
    job = wait_for(desk, ask(desk, A).key, "partial")
    assert job.report is not None
    assert job.code == 4


def test_what_a_running_job_knows_so_far_is_told_to_whoever_asks_until_it_ends(start):
    go, end, told = threading.Event(), threading.Event(), threading.Semaphore(0)

    def make(parameters: Parameters, watch: Watcher) -> Result:
        watch(Progress("trades", 1, 1, 1))
        told.release()
        assert go.wait(20)
        for stage in ("launch", "money"):
            draft = Draft(stage, make_report())
            watch(Progress("provenance", 0, 9, 1, draft=draft))
            watch(Progress("provenance", 1, 9, 2))
        told.release()
        assert end.wait(20)
        raise Cancelled

    desk = start(make)
    key = ask(desk, A).key
    assert told.acquire(timeout=PATIENCE)
    assert (desk.draft(key), desk.get(key).drafted) == (None, 0)
    go.set()
    assert told.acquire(timeout=PATIENCE)
    job = desk.get(key)
    assert desk.draft(key) == Draft("money", make_report())
    assert job.drafted == 4
    assert not any(step.progress.draft for step in job.steps)
    end.set()
    wait_for(desk, key, "cancelled")
    assert desk.draft(key) is None
    assert desk.draft("unknown") is None


def test_many_people_asking_at_once_share_one_job(start):
    gate = Gate()
    desk = start(gate)
    keys: list[str] = []
    askers = [threading.Thread(target=lambda: keys.append(ask(desk, Parameters(USDC)).key)) for _ in range(12)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    gate.open.set()
    assert len(keys) == 12
    [key] = set(keys)
    wait_for(desk, key, "completed")
    assert gate.runs == 1


def test_other_parameters_rules_or_owners_are_another_job():
    others = [key_of(A), key_of(B), key_of(Parameters(USDC, quick=True)), key_of(Parameters(USDC, budget=60))]
    others += [key_of(A, "2026-01-01"), key_of(A, "2026-02-02"), key_of(A, owner="k1"), key_of(A, number=2)]
    assert len(set(others)) == len(others)


def test_a_report_that_was_made_serves_later_requests_until_a_new_snapshot_is_wanted(start):
    gate = opened()
    desk = start(gate)
    first = wait_for(desk, ask(desk, A).key, "completed")
    assert ask(desk, A) == first
    second = ask(desk, A, kind="refresh")
    assert second.key != first.key
    assert wait_for(desk, second.key, "completed").kind == "refresh"
    assert desk.get(first.key) == first
    assert ask(desk, A).key == second.key
    assert gate.runs == 2


def test_a_refresh_joins_the_job_that_waits_or_runs(start):
    gate = Gate()
    desk = start(gate)
    first = ask(desk, A)
    assert ask(desk, A, kind="refresh").key == first.key
    gate.open.set()
    wait_for(desk, first.key, "completed")
    assert gate.runs == 1


def test_no_more_jobs_run_at_once_than_there_are_workers(start):
    gate = Gate()
    desk = start(gate, workers=2)
    keys = [ask(desk, p).key for p in (A, B, C)]
    entered(gate, 2)
    assert desk.get(keys[2]).state == "waiting"
    gate.open.set()
    for key in keys:
        wait_for(desk, key, "completed")
    assert gate.most_at_once == 2


def test_who_waits_goes_before_what_nobody_waits_for(start):
    gate = Gate()
    desk = start(gate, workers=1)
    ask(desk, A)
    entered(gate)
    bulk = [ask(desk, Parameters(USDC, budget=n), priority=BULK).key for n in (1, 2)]
    urgent = ask(desk, B, priority=INTERACTIVE).key
    ask(desk, Parameters(USDC, budget=2), priority=INTERACTIVE)  # somebody waits for the second of them after all
    gate.open.set()
    jobs = [wait_for(desk, key, "completed") for key in (urgent, bulk[1], bulk[0])]
    assert [job.ended for job in jobs] == sorted(job.ended or 0 for job in jobs)


def test_a_running_job_stops_at_its_next_step(start):
    gate = Gate()
    desk = start(gate)
    key = ask(desk, A).key
    entered(gate)
    desk.cancel(key)
    assert desk.get(key).cancelling
    assert desk.get(key).state == "active"
    gate.open.set()
    job = wait_for(desk, key, "cancelled")
    assert job.message == STOPPED
    assert job.code == 130
    assert not job.cancelling


def test_a_waiting_job_stops_at_once_and_never_runs(start):
    gate = Gate()
    desk = start(gate, workers=1)
    first, second = ask(desk, A).key, ask(desk, B).key
    entered(gate)
    desk.cancel(second)
    assert desk.get(second).state == "cancelled"
    gate.open.set()
    wait_for(desk, first, "completed")
    wait_for(desk, ask(desk, C).key, "completed")
    assert gate.runs == 2


def test_a_cancelled_job_can_be_asked_for_again(start):
    gate = Gate()
    desk = start(gate, workers=1)
    ask(desk, A)
    entered(gate)
    key = ask(desk, B).key
    desk.cancel(key)
    again = ask(desk, B)
    assert again.state == "waiting"
    assert again.key != key
    gate.open.set()
    wait_for(desk, again.key, "completed")
    assert desk.get(key).state == "cancelled"


def test_cancelling_an_unknown_or_finished_job_changes_nothing(start):
    desk = start(opened())
    key = ask(desk, A).key
    done = wait_for(desk, key, "completed")
    desk.cancel(key)
    desk.cancel("unknown")
    assert desk.get(key) == done


def test_an_error_of_ours_is_told_in_its_own_words(start):
    def make(parameters: Parameters, watch: Watcher) -> Result:
        raise EndpointRefused("the endpoint refuses; check the address")

    desk = start(make)
    job = wait_for(desk, ask(desk, A).key, "failed")
    assert job.message == "the endpoint refuses; check the address"
    assert job.code == 3


def test_any_other_error_ends_the_job_and_is_logged_without_its_text(start):
    def make(parameters: Parameters, watch: Watcher) -> Result:
        raise ValueError("https://rpc.example/?api-key=hidden")

    desk = start(make)
    with capture_logs() as logs:
        job = wait_for(desk, ask(desk, A).key, "failed")
    assert job.message == INTERNAL
    [entry] = [log for log in logs if log["event"] == "report job failed"]
    assert entry["error"] == "ValueError"
    assert any(place.startswith("make:") for place in entry["where"])
    assert "hidden" not in repr(logs)


def test_a_worker_survives_a_failing_job(start):
    calls: list[str] = []

    def make(parameters: Parameters, watch: Watcher) -> Result:
        calls.append(parameters.mint)
        if len(calls) == 1:
            raise RuntimeError
        return Result(Document(parameters.mint, Coverage(partial=False)))

    desk = start(make, workers=1)
    assert wait_for(desk, ask(desk, A).key, "failed").report is None
    assert wait_for(desk, ask(desk, A).key, "completed").report is not None
    assert calls == [A.mint, A.mint]


def test_the_job_of_a_mint_is_the_unfinished_one_else_the_newest(start):
    gate = Gate()
    desk = start(gate)
    assert desk.of_mint(USDC) is None
    full = ask(desk, A)
    entered(gate)
    quick = ask(desk, Parameters(USDC, quick=True))
    entered(gate)
    desk.cancel(quick.key)
    gate.open.set()
    wait_for(desk, quick.key, "cancelled")
    wait_for(desk, full.key, "completed")
    assert desk.of_mint(USDC).key == quick.key
    gate.open.clear()
    again = ask(desk, A, kind="refresh")
    entered(gate)
    ask(desk, B)
    ask(desk, Parameters(USDC, window=3), owner="k1")
    assert desk.of_mint(USDC).key == again.key
    gate.open.set()


def test_events_tell_the_whole_way_and_can_be_read_again_from_any_of_them(start):
    desk = start(opened())
    key = ask(desk, A).key
    wait_for(desk, key, "completed")
    told = list(desk.events(key))
    assert [event.seq for event in told] == list(range(1, len(told) + 1))
    assert [event.status for event in told] == ["waiting", *["active"] * (len(told) - 2), "completed"]
    assert list(dict.fromkeys(event.phase for event in told)) == ["", "resolve", "render"]
    assert {event.phases for event in told} == {PHASES}
    assert [event.progress for event in told] == sorted(event.progress for event in told)
    assert told[-1].progress == 1.0
    assert {event.job for event in told} == {key}
    for after in range(len(told) + 2):
        assert list(desk.events(key, after)) == told[after:]
    assert list(desk.events("unknown")) == []


def test_of_many_messages_in_one_phase_few_are_kept(start):
    def make(parameters: Parameters, watch: Watcher) -> Result:
        for done in range(500):
            watch(Progress("trades", done, 500, done))
        return Result(Document(parameters.mint, Coverage(partial=False)))

    desk = start(make)
    job = wait_for(desk, ask(desk, A).key, "completed")
    assert len(desk.events(job.key)) < 20


def test_the_history_is_read_in_pages_newest_first(start):
    desk = start(opened())
    keys = [ask(desk, Parameters(USDC, budget=n)).key for n in range(1, 6)]
    for key in keys:
        wait_for(desk, key, "completed")
    seen, page = [], desk.history(limit=2)
    while True:
        seen += [job.key for job in page.jobs]
        if page.before is None:
            break
        page = desk.history(before=page.before, limit=2)
    assert seen == keys[::-1]
    for cursor in ("nowhere", "-1", "9" * 40, "\0"):
        with pytest.raises(InputError):
            desk.history(before=cursor)


def test_private_jobs_and_reports_show_to_their_owner_alone(start):
    shelf = Shelf()
    desk = start(opened(), shelf=shelf)
    public, private = ask(desk, A), ask(desk, A, owner="k1")
    assert public.key != private.key
    for key in (public.key, private.key):
        wait_for(desk, key, "completed")
    assert [job.key for job in desk.history().jobs] == [public.key]
    assert [job.key for job in desk.history(owner="k1").jobs] == [private.key]
    assert desk.history(owner="k2").jobs == ()
    assert desk.get(private.key).owner == "k1"
    assert shelf.saved == [USDC]
    assert shelf.private("k1").saved == [USDC]


def test_many_requests_are_ordered_together_and_followed_as_one(start):
    gate = Gate()
    desk = start(gate)
    ordered = desk.submit_bulk([Request(p, priority=BULK) for p in (A, B, C, A)])
    assert len(ordered.jobs) == 4
    assert len(set(ordered.jobs)) == 3
    assert not desk.bulk(ordered.id).finished
    gate.open.set()
    for key in ordered.jobs:
        wait_for(desk, key, "completed")
    assert desk.bulk(ordered.id).finished
    assert desk.bulk(ordered.id).jobs == ordered.jobs
    assert dict(desk.bulk(ordered.id).states) == {"completed": 3}
    assert desk.bulk("unknown") is None


def test_jobs_are_counted_by_state(start):
    gate = Gate()
    desk = start(gate, workers=1)
    ask(desk, A)
    entered(gate)
    waiting = ask(desk, B).key
    ask(desk, C)
    desk.cancel(waiting)
    assert {state: n for state, n in desk.counts().items() if n} == {"active": 1, "waiting": 1, "cancelled": 1}
    assert desk.ready()
    gate.open.set()


def test_a_request_never_shows_the_endpoints_it_brings():
    assert "hidden" not in repr(Request(A, endpoints=("https://rpc.example/?api-key=hidden",)))


def test_closing_ends_in_time(start):
    def make(parameters: Parameters, watch: Watcher) -> Result:
        while True:
            watch(Progress("trades", 0, 1, 0))
            time.sleep(0.005)

    desk = start(make)
    key = ask(desk, A).key
    wait_for(desk, key, "active")
    begun = time.monotonic()
    desk.close()
    assert time.monotonic() - begun < 30
