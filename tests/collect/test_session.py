"""One report from start to end, and what a run that was killed may still use."""

import sqlite3
from typing import Any

import pytest

from reporter.collect import session
from reporter.collect.session import make_report, run_name
from reporter.errors import Cancelled
from reporter.model.pack import Parameters
from reporter.report.render import json_document
from reporter.simulator.server import serve
from tests.end_to_end import worlds


def small() -> Any:
    return worlds.launched(13, **worlds.SMALL)


def make(server: Any, folder: Any, watch: Any = worlds.watch) -> Any:
    return make_report(Parameters(small().truth.mint), endpoints=[server.url], data_dir=folder, watch=watch)


def stop_after(calls: Any) -> Any:
    def watch(progress: Any) -> Any:
        if progress.calls >= calls:
            raise Cancelled("stopped")

    return watch


def archived(folder: Any) -> Any:
    with sqlite3.connect(folder / "archive.sqlite3") as connection:
        [count] = connection.execute("select count(*) from answers").fetchone()
    connection.close()
    return count


def age(folder: Any, seconds: Any) -> Any:
    with sqlite3.connect(folder / "archive.sqlite3") as connection:
        connection.execute("update runs set touched = touched - ?", (seconds,))
    connection.close()


def test_the_same_request_is_the_same_run_and_no_other():
    names = {run_name(p) for p in (Parameters("a"), Parameters("b"), Parameters("a", quick=True), Parameters("a", budget=9))}
    assert len(names) == 4
    assert run_name(Parameters("a")) == run_name(Parameters("a"))


def test_a_stopped_run_goes_on_where_it_stopped_and_ends_with_the_same_report(tmp_path):
    with serve(small().ledger) as server:
        with pytest.raises(Cancelled):
            make(server, tmp_path, stop_after(60))
        before, kept = sum(server.calls.values()), archived(tmp_path)
        resumed = make(server, tmp_path)
        assert sum(server.calls.values()) - before == len(resumed.pack.answers) - kept
        assert kept >= 50
    other = tmp_path / "other"
    other.mkdir()
    with serve(small().ledger) as server:
        whole = make(server, other)
    assert json_document.render(whole.report) == json_document.render(resumed.report)


def test_what_a_run_left_too_long_ago_is_read_again(tmp_path):
    with serve(small().ledger) as server:
        with pytest.raises(Cancelled):
            make(server, tmp_path, stop_after(60))
        age(tmp_path, session.RESUMABLE + 60)
        make(server, tmp_path)
        assert server.calls["getAccountInfo"] == 2


def test_a_finished_run_leaves_only_what_never_changes(tmp_path):
    with serve(small().ledger) as server:
        make(server, tmp_path)
        first = server.calls.copy()
        make(server, tmp_path)
        assert server.calls["getTransaction"] == first["getTransaction"]
        assert server.calls["getAccountInfo"] == 2 * first["getAccountInfo"]
