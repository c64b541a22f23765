"""The real pieces fit together: settings, store, runner in one process."""

from collections.abc import Iterator

import pytest

from reporter.errors import InputError
from reporter.settings import Settings
from reporter.web import compose


@pytest.fixture(autouse=True)
def fresh(monkeypatch, tmp_path) -> Iterator[None]:
    monkeypatch.setenv("REPORTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("REPORTER_RPC_URLS", "http://127.0.0.1:9/?api-key=hidden")
    monkeypatch.setenv("REPORTER_BUDGET", "77")
    monkeypatch.chdir(tmp_path)
    compose.services.clear()
    yield
    if (tmp_path / "jobs.sqlite3").exists():
        compose.services().runner.close()
    compose.services.clear()


def test_services_follow_the_settings(tmp_path):
    services = compose.services()
    assert (services.budget, services.window) == (77, Settings().window)
    assert services.store.recent() == []
    assert "hidden" not in repr(services)


def test_faulty_settings_are_one_line(monkeypatch):
    monkeypatch.setenv("REPORTER_RPC_URLS", "hidden")
    with pytest.raises(InputError, match="REPORTER_RPC_URLS"):
        compose.services()
