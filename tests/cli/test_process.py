"""The program as a process: signals, closed pipes, faults of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import REPOSITORY

WAITING = """
import sys, time
from pathlib import Path
from reporter.cli import app, decode
def forever(files):
    Path("started").touch()
    for _ in range(600):  # a signal just before one long sleep would be seen after it only
        time.sleep(0.1)
decode.run = forever
sys.exit(app.main(["decode", "-"]))
"""
FAULTY = """
import sys
from reporter.cli import app, decode
def broken(files):
    raise KeyError("https://node.example/v2/9f8e7d6c5b4a")
decode.run = broken
sys.exit(app.main(["decode", "-"]))
"""
TALKATIVE = """
import sys
from reporter.cli import app, decode, output
def loud(files):
    for _ in range(100_000):
        output.emit(b"line\\n" * 100)
    return 0
decode.run = loud
sys.exit(app.main(["decode", "-"]))
"""


def _start(source: str, folder: Path, **more: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", source],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )


def _ignore_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("before", [None, _ignore_interrupts], ids=["foreground", "started with SIGINT ignored"])
def test_a_signal_ends_the_run_with_130_and_one_line(tmp_path, number, before):
    process = _start(WAITING, tmp_path, preexec_fn=before)
    deadline = time.monotonic() + 30
    while not (tmp_path / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == b""
    assert err == b"reporter: cancelled; what was read is kept, and the same command continues from there\n"


def test_a_fault_of_the_program_is_one_line_that_quotes_nothing(tmp_path):
    process = _start(FAULTY, tmp_path)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (1, b"")
    assert err.startswith(b"reporter: internal error (KeyError in broken, ")
    assert err.count(b"\n") == 1
    assert b"node.example" not in err


def test_with_debug_on_a_fault_shows_its_traceback_without_links(tmp_path, monkeypatch):
    monkeypatch.setenv("REPORTER_DEBUG", "1")
    process = _start(FAULTY, tmp_path)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert b"Traceback" in err
    assert b"KeyError" in err
    assert b"9f8e7d6c5b4a" not in err


def test_a_reader_that_goes_away_ends_the_program_quietly(tmp_path):
    process = _start(TALKATIVE, tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == b"line\n"
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=30) == 141
    assert err == b""


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is a device of Linux")
def test_a_full_disk_is_told_in_one_line():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reporter", "--version"], stdout=full, stderr=subprocess.PIPE, timeout=30, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"reporter: No space left on device\n"
