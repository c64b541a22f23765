"""docs/operations.md, followed to the letter, gives a fleet of two workers (the installation: python -m bench.operations)."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench import operations
from bench.postgres import binaries
from reporter.settings import PREFIX, Settings

PAGE = (operations.REPOSITORY / operations.PAGE).read_text(encoding="utf-8")


@pytest.mark.timeout(900)
def test_followed_in_a_fresh_clone_the_page_gives_a_fleet_of_two_workers(tmp_path_factory: pytest.TempPathFactory) -> None:
    try:
        binaries()
    except LookupError as absent:
        if os.environ.get("CI") == "true":
            pytest.fail(str(absent))
        pytest.skip(str(absent))
    assert operations.taken() == [], "the page's ports must be free"
    folder = Path("/tmp") / f"operations-{os.getpid()}"  # pytest's own folders let nobody else in
    folder.mkdir(mode=0o755)
    try:
        done = operations.follow(folder, Path(sys.prefix), seconds=840)
        assert done.returncode == 0, done.stdout[-4000:]
        fleet = folder / "home" / "reporter-fleet"
        assert operations.running_from(folder) == []
        assert all("is ready" in (fleet / f"worker-{number}.log").read_text(encoding="utf-8") for number in (1, 2))
        assert (fleet / "report.json").stat().st_size > 1000
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_a_command_that_fails_ends_the_following() -> None:
    page = "## One\n\n```sh\necho a\nfalse\necho b\n```\n\n## Containers\n\n```sh\necho c\n```\n"
    done = subprocess.run(["bash", "-c", operations.script(page)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "== One\na\n")


def test_everything_but_what_needs_a_daemon_is_followed() -> None:
    followed = operations.script(PAGE)
    wanted = ["make install", "initdb", "reporter api", "pg_dump", "pg_restore", "keys rotate", "pg_ctl stop"]
    assert [command for command in wanted if command not in followed] == []
    assert followed.count("reporter worker") >= 5
    assert "docker" not in followed


def test_every_setting_and_metric_of_the_page_exists() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+", PAGE)) <= known
    code = (operations.REPOSITORY / "reporter" / "api" / "metrics.py").read_text(encoding="utf-8")
    for name in set(re.findall(r"launch_reporter_(\w+)", PAGE)):
        assert f"{{_PREFIX}}{name.removesuffix('_total')}" in code, name


def test_its_ports_are_those_that_are_looked_at_first() -> None:
    local = {int(port) for port in re.findall(r"127\.0\.0\.1:(\d{4})", operations.script(PAGE))}
    assert local == set(operations.PORTS)
