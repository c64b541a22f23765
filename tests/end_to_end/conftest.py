"""The program as its own process against a node on a real port."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from reporter.settings import Settings
from reporter.simulator.recorded import Recorded
from reporter.simulator.server import Server, serve
from tests.end_to_end import worlds
from tests.recorded import REPOSITORY


class Ran(Struct, frozen=True):
    """What came of a command."""

    code: int
    out: str
    err: str


def environment(folder: Path) -> dict[str, str]:
    """No settings of this machine; everything the program keeps lies in `folder`."""
    mine = {f"REPORTER_{name.upper()}" for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in mine}
    return kept | {"REPORTER_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(REPOSITORY)}


def start(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start `reporter` with these arguments and do not wait."""
    return subprocess.Popen(
        [sys.executable, "-m", "reporter", *arguments],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run_in(folder: Path, *arguments: str) -> Ran:
    """Run `reporter` to its end."""
    process = start(folder, *arguments)
    out, err = process.communicate(timeout=120)
    return Ran(process.returncode, out.decode(), err.decode())


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., Ran]:
    """`program("report", MINT)` as its own process."""
    return lambda *arguments: run_in(tmp_path, *arguments)


@pytest.fixture(scope="session")
def funded() -> Iterator[Server]:
    """The standard launch behind JSON-RPC."""
    with serve(worlds.launched(3, fan_out=True).ledger) as server:
        yield server


@pytest.fixture(scope="session")
def small() -> Iterator[Server]:
    """A launch of few people behind JSON-RPC."""
    with serve(worlds.launched(13, **worlds.SMALL).ledger) as server:
        yield server


@pytest.fixture(scope="session")
def block(shared: Path) -> Iterator[Server]:
    """One recorded block of the main network behind JSON-RPC."""
    with serve(Recorded.load(shared / "blocks" / "block_326027759.json")) as server:
        yield server
