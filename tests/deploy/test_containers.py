"""Image and compose file run commands, settings and files that exist, without rights, from what is locked."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench import locks
from reporter.settings import PREFIX, Settings
from tests.deploy.commands import REPOSITORY, accepted

DOCKERFILE = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: Any = yaml.safe_load((REPOSITORY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if name != "postgres"}
KNOWN = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
COPIED = [
    word for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE) for word in line.split()[:-1]
]  # fmt: skip
PINNED = re.compile(r"[a-z]+:[\w.\-]+@sha256:[0-9a-f]{64}")


@pytest.mark.parametrize("name", OURS)
def test_every_service_runs_a_command_the_program_accepts(name):
    assert accepted(OURS[name]["command"])


def test_the_image_runs_a_command_the_program_accepts():
    found = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert found
    assert accepted(yaml.safe_load(found[1]))


@pytest.mark.parametrize(
    "command", [["reporter", "serves"], ["reporter", "api", "--ports", "1"], ["reporter", "api", "--port", "x"]]
)
def test_a_command_that_does_not_exist_would_be_noticed(command):
    assert not accepted(command)


def test_every_setting_named_exists():
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+", DOCKERFILE + (REPOSITORY / "compose.yaml").read_text(encoding="utf-8")))
    assert named
    assert named <= KNOWN


def test_images_are_pinned_by_digest_and_both_stages_stand_on_the_same():
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(bases) == 2
    assert len(set(bases)) == 1
    assert PINNED.fullmatch(bases[0])
    assert PINNED.fullmatch(SERVICES["postgres"]["image"])
    assert bases[0].startswith("python:3.11-")


def test_nothing_runs_as_root_or_may_become_it():
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE) == ["10001"]
    assert DOCKERFILE.index("\nUSER ") > DOCKERFILE.rindex("\nRUN ")
    for service in SERVICES.values():
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
    assert all(service["read_only"] for service in OURS.values())
    assert SERVICES["postgres"]["user"] == "postgres"


@pytest.mark.parametrize("name", ["api", "app"])
def test_the_port_listened_on_is_published_here_alone_exposed_and_asked_for_health(name):
    service = SERVICES[name]
    port = service["command"][service["command"].index("--port") + 1]
    assert service["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert port in re.findall(r"\d+", re.findall(r"^EXPOSE (.*)$", DOCKERFILE, re.MULTILINE)[0])
    assert f"http://127.0.0.1:{port}/api/v1/ready" in service["healthcheck"]["test"][-1]
    compile(service["healthcheck"]["test"][-1], "healthcheck", "exec")


def test_two_workers_share_the_database_the_others_use():
    assert SERVICES["worker"]["deploy"]["replicas"] == 2
    urls = {service["environment"]["REPORTER_DATABASE_URL"] for service in OURS.values()}
    assert len(urls) == 1
    user, host, database = re.fullmatch(
        r"postgresql://(\w+):\$\{POSTGRES_PASSWORD:\?[^}]+\}@(\w+):5432/(\w+)", urls.pop()
    ).groups()  # type: ignore[union-attr]  # no match is a failure too
    assert host in SERVICES
    assert (user, database) == tuple(SERVICES[host]["environment"][name] for name in ("POSTGRES_USER", "POSTGRES_DB"))
    assert all(service["depends_on"] == {host: {"condition": "service_healthy"}} for service in OURS.values())
    assert {volume.partition(":")[0] for s in SERVICES.values() for volume in s["volumes"]} - {"/data"} == set(
        COMPOSE["volumes"]
    )


def test_only_what_is_copied_reaches_the_builder_and_all_of_it_exists():
    lines = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines
    let_in = {line[1:] for line in lines if line.startswith("!")}
    assert let_in == set(COPIED)
    assert [name for name in COPIED if not (REPOSITORY / name).exists()] == []
    assert ".env" not in let_in


def test_the_lock_of_the_image_is_made_from_the_lock_of_the_project():
    assert locks.PART.read_text(encoding="utf-8") == locks.part(), "run python -m bench.locks"
    pins = locks.pins(locks.PART.read_text(encoding="utf-8"))
    assert all("--hash=sha256:" in pin for pin in pins.values())
    assert not {"pytest", "ruff", "mypy", "playwright"} & set(pins)


def test_what_is_copied_is_enough_to_build_the_program(tmp_path: Path):
    for name in COPIED:
        source, target = REPOSITORY / name, tmp_path / Path(name).name
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, target, ignore=ignore) if source.is_dir() else shutil.copy(source, target)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "made"], cwd=tmp_path, check=True, capture_output=True
    )
    (wheel,) = (tmp_path / "made").glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "reporter").rglob("*.py")}
    assert modules <= names
    assert any(name.startswith("reporter/_data/rules/") for name in names)
