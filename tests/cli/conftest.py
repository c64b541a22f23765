"""Runs the command line in this process, and as a real program."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from reporter.cli.app import main
from reporter.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[2]


class Ran(Struct, frozen=True):
    """What came of a command."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _own_process_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No settings of this machine; main's signal handlers and exception hook do not outlive a test."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"REPORTER_{name.upper()}", raising=False)
    monkeypatch.setenv("REPORTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """`run("report", MINT)` in this process."""

    def _run(*arguments: str) -> Ran:
        code = main(arguments)
        captured = capfdbinary.readouterr()
        return Ran(code, captured.out.decode(), captured.err.decode())

    return _run


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., Ran]:
    """`program("report", MINT)` as its own process."""

    def _program(*arguments: str, stdin: bytes = b"", **variables: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "reporter", *arguments],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | variables,
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return _program
