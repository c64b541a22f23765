"""The systemd units run commands and settings that exist, without rights, in folders of their own."""

import configparser
import re
import shlex
from pathlib import Path

import pytest

from reporter.settings import PREFIX, Settings
from tests.deploy.commands import REPOSITORY, accepted

UNITS = sorted((REPOSITORY / "deploy" / "systemd").glob("*.service"))
KNOWN = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
PAGE = (REPOSITORY / "docs" / "operations.md").read_text(encoding="utf-8")


def read(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None, delimiters="=")
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names have capitals
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


def test_there_is_a_unit_for_the_api_and_one_for_workers():
    assert [path.name for path in UNITS] == ["launch-reporter-api.service", "launch-reporter-worker@.service"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_what_exists_as_the_user_and_from_the_places_the_page_names(path):
    unit = read(path)["Service"]
    command = shlex.split(unit["ExecStart"])
    assert accepted(command)
    assert command[0] == f"{unit['WorkingDirectory']}/.venv/bin/reporter"
    settings = dict(word.split("=", 1) for word in shlex.split(unit["Environment"]))
    assert set(settings) <= KNOWN
    assert settings["REPORTER_DATA_DIR"] == f"/var/lib/{unit['StateDirectory']}"
    assert unit["User"] != "root"
    for named in (unit["User"], unit["WorkingDirectory"], unit["EnvironmentFile"], path.name.removesuffix(".service")):
        assert re.search(rf"(?<![\w-]){re.escape(named)}(?![a-z-])", PAGE), named
    assert (unit["NoNewPrivileges"], unit["ProtectSystem"], unit["CapabilityBoundingSet"]) == ("yes", "strict", "")
