"""Workers killed at random lose nothing. The long run is `python -m bench.kills`."""

from bench.kills import Outcome, run
from bench.postgres import Cluster, cluster


def sound(outcome: Outcome, kills: int, jobs: int) -> None:
    # The questions of that many jobs last for more kills, so that none is missed on any machine.
    assert outcome.sound, outcome
    assert outcome.jobs == jobs
    assert outcome.kills == kills
    assert outcome.attempts > jobs


def test_workers_killed_at_random_end_every_job_once_and_fetch_no_finished_phase_twice(postgres: Cluster, tmp_path):
    outcome = run(postgres.url("kills"), tmp_path, jobs=6, kills=5, workers=3)
    sound(outcome, 5, 6)


def test_the_embedded_default_survives_the_end_of_its_process(tmp_path):
    outcome = run(f"sqlite:///{tmp_path / 'jobs.sqlite3'}", tmp_path, jobs=4, kills=2, workers=1, between=(80, 200))
    sound(outcome, 2, 4)


def test_jobs_go_on_after_the_database_was_restarted_in_the_middle(tmp_path):
    with cluster() as running:

        def restart() -> None:
            running.stop()
            running.start()

        outcome = run(running.url("restart"), tmp_path, jobs=4, kills=2, workers=2, halfway=restart)
    sound(outcome, 2, 4)
