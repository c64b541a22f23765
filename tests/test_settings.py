"""Settings come from REPORTER_* variables and .env, and their values never show up in a message."""

from pathlib import Path

import pytest

from reporter.errors import InputError
from reporter.model.pack import HARD_STOP, Parameters
from reporter.settings import PUBLIC_ENDPOINT, Settings, default_data_dir, load

KEYED = "https://node.example/v2/9f8e7d6c5b4a"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch, tmp_path):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"REPORTER_{name.upper()}", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.chdir(tmp_path)


def test_defaults_are_those_of_the_parameters_and_the_public_endpoint():
    settings = load()
    defaults = Parameters(mint="")
    assert (settings.budget, settings.window) == (defaults.budget, defaults.window)
    assert settings.endpoints() == (PUBLIC_ENDPOINT,)
    assert settings.max_rps is None


def test_several_endpoints_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("REPORTER_RPC_URLS", f"{KEYED}, http://127.0.0.1:8899,")
    assert load().endpoints() == (KEYED, "http://127.0.0.1:8899")


def test_an_endpoint_shows_in_no_repr(monkeypatch):
    monkeypatch.setenv("REPORTER_RPC_URLS", KEYED)
    settings = load()
    assert "9f8e7d6c5b4a" not in repr(settings)
    assert "9f8e7d6c5b4a" not in settings.model_dump_json()


def test_a_dotenv_file_is_read_and_the_environment_outranks_it(monkeypatch):
    Path(".env").write_text("REPORTER_BUDGET=77\nREPORTER_WINDOW=11\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("REPORTER_WINDOW", "22")
    settings = load()
    assert (settings.budget, settings.window) == (77, 22)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RPC_URLS", "ftp://node.example/9f8e7d6c5b4a"),
        ("RPC_URLS", "http://[9f8e7d6c5b4a"),
        ("RPC_URLS", ""),
        ("BUDGET", "9f8e7d6c5b4a"),
        ("BUDGET", str(HARD_STOP + 1)),
        ("WINDOW", "0"),
        ("MAX_RPS", "-1"),
        ("LOG_LEVEL", "9f8e7d6c5b4a"),
        ("EXPLORER", "https://explorer.example/9f8e7d6c5b4a"),
        ("TRUSTED_PROXIES", "9f8e7d6c5b4a"),
        ("ANONYMOUS_CALLS", "-1"),
        ("DEBUG", "9f8e7d6c5b4a"),
    ],
)
def test_a_faulty_value_is_refused_by_its_name_and_not_repeated(monkeypatch, name, value):
    monkeypatch.setenv(f"REPORTER_{name}", value)
    with pytest.raises(InputError, match=f"^REPORTER_{name}: ") as refused:
        load()
    assert "9f8e7d6c5b4a" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def test_data_lies_in_the_users_data_folder(monkeypatch, tmp_path):
    assert default_data_dir() == Path.home() / ".local/share/launch-reporter"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert load().data_dir == tmp_path / "launch-reporter"
    monkeypatch.setenv("XDG_DATA_HOME", "relative/is/ignored")
    assert default_data_dir() == Path.home() / ".local/share/launch-reporter"


def test_a_tilde_in_the_data_folder_is_the_home_folder(monkeypatch):
    monkeypatch.setenv("REPORTER_DATA_DIR", "~/reports")
    assert load().data_dir == Path.home() / "reports"
