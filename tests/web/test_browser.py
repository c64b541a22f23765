"""The real server in a real browser: nothing leaves the machine, nothing overflows, nothing complains."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from reporter.jobs.store import Store
from reporter.report.render import json_document
from tests.jobs.reports import numbered, pack_of
from tests.recorded import REPOSITORY
from tests.report.factory import MINT, address, hostile_report, make_report, signature, simulated_report

pytestmark = pytest.mark.browser

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
SESAME = "sesame42"  # the secret part of the endpoint
HOSTILE_MINT = address("hostile mint")
SIMULATED_MINT = address("simulated mint")


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
    return folder


@pytest.fixture(scope="module")
def server(data_dir: Path) -> Iterator[str]:
    port = free_port()
    known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = known | {
        "HOME": str(data_dir),
        "REPORTER_DATA_DIR": str(data_dir),
        "REPORTER_RPC_URLS": f"http://127.0.0.1:{port}/?api-key={SESAME}",  # answers, but is no ledger
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

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        widths = "[document.documentElement.scrollWidth, document.querySelector('.stMain').scrollWidth]"
        return int(self.page.evaluate(f"Math.max(...{widths}) - window.innerWidth"))


@pytest.fixture
def visit(browser: Any, server: str) -> Iterator[Any]:
    visits: list[Visit] = []

    def make(width: int = 1280, scheme: str = "light") -> Visit:
        visits.append(Visit(browser, server, width, scheme))
        return visits[-1]

    yield make
    for one in visits:
        one.context.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_stored_report_is_whole_quiet_and_fits(visit, server, tmp_path, width, scheme):
    seen = visit(width, scheme)
    page = seen.open(f"{server}?mint={MINT}", "Take it with you")
    page.locator(".stPlotlyChart .treemaplayer .slice").first.wait_for(timeout=30_000)
    metrics = page.locator("[data-testid=stMetricValue]").all_inner_texts()
    assert [text.strip() for text in metrics] == ["27.0 %", "30.0 %", "16.1 %", "96.2 %"]
    assert page.get_by_role("heading", level=1).inner_text().startswith("“Quiet Harbour”")
    assert page.locator(".lr-card").count() == 3
    page.screenshot(path=tmp_path / "report.png", full_page=True)
    assert (tmp_path / "report.png").stat().st_size > 10_000
    assert seen.overflow() <= 0
    assert seen.outside == []
    assert seen.complaints == []


@pytest.mark.parametrize("width", [1280, 360])
def test_the_front_page_lists_reports_opens_one_and_fits(visit, server, width):
    seen = visit(width)
    page = seen.open(server, "Reports made here")
    assert seen.overflow() <= 0
    page.get_by_role("button", name="Open").last.click()  # samples come first, reports made here last
    page.get_by_text("Take it with you").wait_for(timeout=30_000)
    assert "report=" in page.url
    assert seen.outside == []
    assert seen.complaints == []


def test_metric_labels_are_not_cut_on_a_narrow_page(visit, server):
    page = visit(360).open(f"{server}?mint={MINT}", "Take it with you")
    cut = "elements => elements.filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert page.locator("[data-testid=stMetricLabel] *").evaluate_all(cut) == 0


def test_a_hostile_name_is_text_and_runs_nothing(visit, server):
    seen = visit()
    dialogs: list[str] = []
    seen.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page = seen.open(f"{server}?mint={HOSTILE_MINT}", "Take it with you")
    assert "<script>" in page.locator(".lr-masthead h1").inner_text()
    assert page.locator(".lr-masthead script").count() == 0
    hrefs = page.locator(".stMain a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert hrefs
    assert all(href.startswith("https://solscan.io/") for href in hrefs)
    assert dialogs == []
    assert seen.complaints == []


def test_evidence_links_to_the_explorer_in_a_tab_of_its_own_and_simulated_evidence_to_nothing(visit, server):
    page = visit().open(f"{server}?mint={MINT}", "Take it with you")
    link = page.locator(f'a[href="https://solscan.io/token/{MINT}"]')
    assert (link.get_attribute("target"), "noopener" in link.get_attribute("rel")) == ("_blank", True)
    assert page.locator('.lr-card a[href^="https://solscan.io/tx/"]').count() > 0
    page = visit().open(f"{server}?mint={SIMULATED_MINT}", "Simulated launch")
    assert page.locator(".stMain a[href]").count() == 0


def test_both_downloads_are_the_stored_bytes(visit, server, data_dir):
    page = visit().open(f"{server}?mint={MINT}", "Take it with you")
    [document] = (data_dir / "reports" / MINT).glob("*.json")
    for label, path in (("Report (JSON)", document), ("Evidence pack", document.with_suffix(".pack"))):
        with page.expect_download() as caught:
            page.get_by_role("button", name=label).click()
        assert Path(caught.value.path()).read_bytes() == path.read_bytes()
    assert json_document.read(document.read_bytes()).mint == json.loads(document.read_bytes())["mint"] == MINT


def test_a_pasted_key_disappears_from_the_field_and_the_page(visit, server):
    seen = visit()
    page = seen.open(server, "Launch reporter")
    key = signature("a key has the same shape")
    page.get_by_role("textbox", name="Token").fill(key)
    page.get_by_role("button", name="Make report").click()
    page.get_by_text("private key or seed phrase").wait_for(timeout=30_000)
    page.wait_for_function("document.querySelector('input[aria-label=Token]').value === ''")
    assert key not in page.content()
    assert key not in page.url


def test_a_report_that_cannot_be_read_ends_in_one_clear_line_without_the_endpoint(visit, server):
    seen = visit(360)
    page = seen.open(server, "Launch reporter")
    page.get_by_role("textbox", name="Token").fill(address("unknown mint"))
    page.get_by_role("button", name="Make report").click()
    page.get_by_text("No report", exact=True).wait_for(timeout=60_000)
    assert "endpoint" in page.get_by_role("alert").inner_text()
    assert SESAME not in page.content()
    assert seen.overflow() <= 0
    assert seen.outside == []
    assert seen.complaints == []
