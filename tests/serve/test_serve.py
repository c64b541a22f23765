"""`reporter serve` and `reporter api` as programs of their own: what answers where, and a clean end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from reporter.jobs.store import Store
from tests.jobs.reports import pack_of
from tests.report.factory import MINT, make_report


@contextmanager
def running(command: str, folder: Path) -> Iterator[tuple[httpx.Client, "subprocess.Popen[bytes]"]]:
    """The program on a free port, with one report stored."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Store(folder).save(make_report(), pack_of())
    environment = {**os.environ, "REPORTER_DATA_DIR": str(folder), "HOME": str(folder)}
    program = subprocess.Popen(
        [sys.executable, "-m", "reporter", command, "--port", str(port)], env=environment, cwd=folder, stderr=subprocess.PIPE
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            for _ in range(300):
                try:
                    client.get("/api/v1/health").raise_for_status()
                    break
                except httpx.TransportError:
                    assert program.poll() is None, (program.stderr or sys.stderr).read()
                    time.sleep(0.2)
            yield client, program
    finally:
        program.kill()
        program.communicate()


@pytest.mark.parametrize(("command", "page"), [("serve", 200), ("api", 404)])
def test_one_process_answers_for_badges_api_and_app_and_ends_when_told(tmp_path, command, page):
    with running(command, tmp_path) as (client, program):
        badge = client.get(f"/badge/{MINT}.svg")
        assert (badge.status_code, badge.headers["content-type"]) == (200, "image/svg+xml")
        assert client.get(f"/api/v1/reports/{MINT}").json()["mint"] == MINT
        assert client.get("/api/v1/ready").json()["status"] == "ready"
        assert client.get("/api/v1/nothing").headers["content-type"] == "application/problem+json"
        front = client.get("/")
        assert front.status_code == page
        if command == "serve":
            assert "streamlit" in front.text.lower()
            assert client.get("/_stcore/health").status_code == 200
        program.send_signal(signal.SIGTERM)
        program.wait(30)
    assert program.returncode in {0, 130, -signal.SIGTERM}
