"""The real app in the system's Chromium, for the tests that look at pages as readers do."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from reporter.jobs.store import Store
from reporter.ledger import shipped
from reporter.ledger.pack import read_pack
from reporter.report.analyse import analyse
from tests.jobs.reports import numbered, pack_of
from tests.recorded import REPOSITORY
from tests.report.factory import MINT, address, hostile_report, make_report, simulated_report

AXE = Path(__file__).parent / "axe" / "axe.min.js"

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SETTLED = """() => document.querySelector('[data-stale="true"]') === null
    && getComputedStyle(document.documentElement).getPropertyValue('--lr-styled') !== ''
    && document.getAnimations().every(one => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)"""
SESAME = "sesame42"  # the secret part of the endpoint
HOSTILE_MINT = address("hostile mint")
SIMULATED_MINT = address("simulated mint")
SAMPLE = next(path for path in shipped.samples() if path.stem == "funded-group")  # a whole launch, derived anew


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    store = Store(folder)
    reports = (make_report(), hostile_report(), simulated_report())
    for number, (report, mint) in enumerate(zip(reports, (MINT, HOSTILE_MINT, SIMULATED_MINT), strict=True)):
        moved = msgspec.structs.replace(numbered(report, number), mint=mint)
        store.save(moved, pack_of(moved))
    pack = read_pack(SAMPLE)
    store.save(analyse(pack), pack)
    return folder


@pytest.fixture(scope="module")
def server(data_dir: Path) -> Iterator[str]:
    with started(data_dir) as base:
        yield base


@contextmanager
def started(data_dir: Path, ledger: str = "") -> Iterator[str]:
    """The app over a folder, reading from `ledger`; without one, from an address that answers but is no ledger."""
    port = free_port()
    known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = known | {
        "HOME": str(data_dir),
        "REPORTER_DATA_DIR": str(data_dir),
        "REPORTER_RPC_URLS": ledger or f"http://127.0.0.1:{port}/?api-key={SESAME}",
    }
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.fileWatcherType", "none"]
    log = (data_dir / "server.log").open("wb")
    with log, subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=log, stderr=log) as process:
        base = f"http://127.0.0.1:{port}/"
        try:
            wait_until_up(base, process)
            yield base
        finally:
            process.terminate()
            process.wait(20)


def wait_until_up(base: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, but Chromium is absent")
        pytest.skip("Chromium is absent")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield opened
        opened.close()


class Visit:
    """A page with everything it asked for and complained about."""

    def __init__(self, browser: Any, server: str, width: int, scheme: str) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True)
        self.page = self.context.new_page()
        self.outside: list[str] = []
        self.complaints: list[str] = []
        own = (server, server.replace("http", "ws", 1), "data:", "blob:")
        self.page.on("request", lambda request: None if request.url.startswith(own) else self.outside.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, url: str, expected: str) -> Any:
        self.page.goto(url)
        self.page.get_by_text(expected).first.wait_for(timeout=30_000)
        return self.page

    def settle(self) -> None:
        """Wait until the style has come, the script rests and nothing fades: until then text has not the contrast it will have."""
        self.page.wait_for_function(SETTLED, timeout=30_000)

    def barriers(self) -> list[str]:
        """What keeps people out: violations of WCAG 2.2 A and AA that axe-core finds on the page, once it stands still."""
        self.settle()
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found["violations"] for node in one["nodes"]
        ]

    def overflow(self) -> int:
        """How many pixels the page is wider than its window, once it stands still."""
        self.settle()
        widths = "[document.documentElement.scrollWidth, document.querySelector('.stMain').scrollWidth]"
        return int(self.page.evaluate(f"Math.max(...{widths}) - window.innerWidth"))


@pytest.fixture
def visit(browser: Any, server: str) -> Iterator[Any]:
    visits: list[Visit] = []

    def make(width: int = 1280, scheme: str = "light") -> Visit:
        visits.append(Visit(browser, server, width, scheme))
        return visits[-1]

    yield make
    told = [text for one in visits for text in (*one.outside, *one.complaints)]
    for one in visits:
        one.context.close()
    assert told == []
