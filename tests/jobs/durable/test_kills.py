"""Workers killed at random lose nothing. The long run is `python -m bench.kills`; its figures stand in docs/performance.md."""

from bench.kills import Outcome, run
from bench.postgres import Cluster, cluster


def sound(outcome: Outcome, kills: int, jobs: int) -> None:
    assert outcome.sound, outcome
    assert outcome.jobs == jobs
    assert outcome.kills >= kills


def test_workers_killed_at_random_end_every_job_once_and_fetch_no_finished_phase_twice(postgres: Cluster, tmp_path):
    outcome = run(postgres.url("kills"), tmp_path, jobs=6, kills=8, workers=3, between=(0.3, 1.5))
    sound(outcome, 6, 6)
    assert outcome.attempts > 6


def test_the_embedded_default_survives_the_end_of_its_process(tmp_path):
    outcome = run(f"sqlite:///{tmp_path / 'jobs.sqlite3'}", tmp_path, jobs=4, kills=4, workers=1, between=(1.0, 4.0))
    sound(outcome, 2, 4)


def test_jobs_go_on_after_the_database_was_restarted_in_the_middle(tmp_path):
    with cluster() as running:

        def restart() -> None:
            running.stop()
            running.start()

        outcome = run(running.url("restart"), tmp_path, jobs=4, kills=2, workers=2, between=(2.0, 3.0), halfway=restart)
    sound(outcome, 2, 4)
