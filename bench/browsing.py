"""The app as a process of its own over a folder, for commands that drive it with the system's Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@contextmanager
def app(data_dir: Path, ledger: str = "") -> Iterator[str]:
    """The address of an app over `data_dir` that reads from `ledger`, until the block ends."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    environment = os.environ | {
        "HOME": str(data_dir),
        "REPORTER_DATA_DIR": str(data_dir),
        "REPORTER_RPC_URLS": ledger or f"http://127.0.0.1:{port}/",
    }
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.fileWatcherType", "none"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet) as process:
        base = f"http://127.0.0.1:{port}/"
        try:
            _wait(base)
            yield base
        finally:
            process.terminate()


def _wait(base: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{base}_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the app did not start")
