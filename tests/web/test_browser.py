"""Journeys through the real app in a real browser: nothing leaves the machine, nothing overflows, nothing complains, and
nobody is kept out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from reporter.ledger.pack import read_pack
from reporter.report.render import json_document
from reporter.simulator.launch import funded_launch
from reporter.simulator.server import serve
from tests.recorded import REPOSITORY
from tests.report.factory import IDS, MINT, SPONSORED, address, signature
from tests.web.browsing import HOSTILE_MINT, SAMPLE, SESAME, SIMULATED_MINT, Visit, browser, data_dir, server, started, visit

__all__ = ["browser", "data_dir", "server", "visit"]
pytestmark = pytest.mark.browser
VIEWS = {
    "glance": "Findings",
    "map": "Area is the share",
    "money": "The way of the money",
    "time": "Every moment",
    "holders": "These holders",
    "evidence": "the heaviest first",
    "limits": "How to read the measures",
    "take": "Evidence pack",
    "notes": "Other snapshots of this token",
}
DESK = {"compare": "Compare launches", "wallet": "Wallets across reports", "settings": "Settings of this session"}


def assert_clean(seen: Visit) -> None:
    assert seen.barriers() == []
    assert seen.overflow() <= 0
    assert seen.outside == []
    assert seen.complaints == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (360, "light")])
def test_every_part_of_a_report_is_whole_quiet_and_open_to_all(visit, server, view, width, scheme):
    seen = visit(width, scheme)
    page = seen.open(f"{server}?mint={MINT}&view={view}", VIEWS[view])
    assert page.get_by_role("heading", level=1).inner_text().startswith("“Quiet Harbour”")
    if view in {"map", "money"}:
        page.locator(".stEChartsChart canvas").first.wait_for(timeout=30_000)
    assert page.locator("[data-testid=stEChartsChartError], [data-testid=stException]").count() == 0
    assert_clean(seen)


@pytest.mark.parametrize("page_name", DESK)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_page_of_the_desk_is_quiet_and_open_to_all(visit, server, page_name, width, scheme):
    seen = visit(width, scheme)
    seen.open(f"{server}?page={page_name}", DESK[page_name])
    assert_clean(seen)


def test_a_buyer_goes_from_a_link_to_the_headline_and_one_proof(visit, server):
    seen = visit(360)
    page = seen.open(server, "Launch reporter")
    page.get_by_role("button", name="Open").last.click()  # reports made here come last; the newest is the simulated one
    page.get_by_text("circulating supply is held by wallets linked to each other").wait_for(timeout=30_000)
    page.goto(f"{server}?mint=https://pump.fun/coin/{MINT}")
    page.get_by_text("At least 27.0 %, at most 30.0 %").wait_for(timeout=30_000)
    page.locator(".st-key-card-0-evidence button").click()
    proof = page.locator('.lr-link a[href^="https://solscan.io/tx/"]').first
    proof.wait_for(timeout=30_000)
    assert f"entity={IDS['A']}" in page.url
    assert_clean(seen)


def choose(page: Page, name: str, place: int) -> None:
    """Open a box and take one of its options; a rerun of the page that arrives in between closes the box again."""
    option = page.get_by_role("option").nth(place)
    for _ in range(4):
        page.get_by_role("combobox", name=name).click()
        try:
            option.click(timeout=8_000)
        except PlaywrightTimeout:
            continue
        return
    raise AssertionError(f"no option {place} in {name}")


def test_a_journalist_follows_an_entity_to_its_money_takes_the_pack_and_verifies_it(visit, server, tmp_path):
    seen = visit()
    page = seen.open(f"{server}?mint={read_pack(SAMPLE).parameters.mint}", "Findings")
    page.locator(".st-key-card-0-money button").click()
    page.get_by_text("The way of the money").wait_for(timeout=30_000)
    choose(page, "Wallet", 1)
    page.locator(".lr-path li").nth(1).wait_for(timeout=30_000)
    page.get_by_role("radio", name="Downloads").click()
    files = {}
    for label, name in (("Report (JSON)", "report.json"), ("Evidence pack", "pack.zip")):
        with page.expect_download() as caught:
            page.get_by_role("button", name=label).click()
        files[name] = tmp_path / name
        caught.value.save_as(files[name])
    assert_clean(seen)
    command = [sys.executable, "-m", "reporter", "verify", str(files["pack.zip"]), "--report", str(files["report.json"])]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.startswith("ok pack "), done.stderr


def test_a_running_report_shows_its_steps_is_cancelled_and_goes_on_where_it_was(browser, tmp_path):
    launch = funded_launch(7)
    with serve(launch.ledger, latency=0.4) as ledger, started(tmp_path, ledger.url) as base:
        seen = Visit(browser, base, 360, "light")
        page = seen.open(base, "Launch reporter")
        page.get_by_role("textbox", name="Token").fill(f"https://pump.fun/coin/{launch.truth.mint}")
        page.get_by_role("button", name="Make report").click()
        page.get_by_text("calls spent of at most").wait_for(timeout=30_000)
        assert seen.barriers() == []
        page.wait_for_function("!document.body.innerText.includes('\\n0 calls spent')")
        page.get_by_role("button", name="Cancel").click()
        page.get_by_text("Stopped on request").wait_for(timeout=30_000)
        page.get_by_role("button", name="Open what was found").click()
        page.get_by_text("Partial report").first.wait_for(timeout=30_000)
        page.go_back()
        page.get_by_role("button", name="Try again").click()
        page.get_by_text("calls spent of at most").wait_for(timeout=30_000)
        other = Visit(browser, base, 1280, "dark")  # somebody else with the same address sees the same job
        other.open(page.url, "calls spent of at most")
        for one in (page, other.page):
            one.get_by_text("circulating supply is held by wallets linked").wait_for(timeout=120_000)
        assert_clean(seen)
        assert_clean(other)
        seen.context.close()
        other.context.close()


def test_a_click_on_the_map_tells_who_it_is(visit, server):
    seen = visit()
    page = seen.open(f"{server}?mint={MINT}&view=map", "Area is the share")
    canvas = page.locator(".stEChartsChart canvas").first
    canvas.wait_for(timeout=30_000)
    page.wait_for_timeout(1000)
    box = canvas.bounding_box()
    for part in (0.5, 0.42, 0.35, 0.58, 0.3):  # somewhere on this line there is a bubble
        canvas.click(position={"x": box["width"] * 0.41, "y": box["height"] * part})
        page.wait_for_timeout(700)
        if page.locator(".lr-profile").count():
            break
    assert page.locator(".lr-profile").count() == 1
    assert "wallet=" in page.url or "entity=" in page.url


def test_the_address_of_a_wallets_money_opens_it_and_back_leads_back(visit, server):
    seen = visit()
    page = seen.open(f"{server}?mint={MINT}&view=money&entity={IDS['A']}&wallet={SPONSORED[0]}", "Begins at")
    page.get_by_role("radio", name="Limits").click()
    page.get_by_text("How to read the measures").wait_for(timeout=30_000)
    page.go_back()
    page.get_by_text("Begins at").wait_for(timeout=30_000)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_front_page_lists_reports_opens_one_and_fits(visit, server, width):
    seen = visit(width)
    page = seen.open(server, "Reports made here")
    assert_clean(seen)
    page.get_by_role("button", name="Open").last.click()  # samples come first, reports made here last
    page.get_by_text("Findings").first.wait_for(timeout=30_000)
    assert "report=" in page.url


def test_metric_labels_are_not_cut_on_a_narrow_page(visit, server):
    page = visit(360).open(f"{server}?mint={MINT}", "Findings")
    cut = "elements => elements.filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert page.locator("[data-testid=stMetricLabel] *").evaluate_all(cut) == 0


def test_a_hostile_name_is_text_and_runs_nothing(visit, server):
    seen = visit()
    dialogs: list[str] = []
    seen.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page = seen.open(f"{server}?mint={HOSTILE_MINT}", "Findings")
    assert "<script>" in page.locator(".lr-masthead h1").inner_text()
    assert page.locator(".lr-masthead script").count() == 0
    hrefs = page.locator(".stMain a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert hrefs
    assert all(href.startswith("https://solscan.io/") for href in hrefs)
    assert dialogs == []
    assert_clean(seen)


def test_evidence_links_to_the_explorer_in_a_tab_of_its_own_and_simulated_evidence_to_nothing(visit, server):
    page = visit().open(f"{server}?mint={MINT}", "Findings")
    link = page.locator(f'a[href="https://solscan.io/token/{MINT}"]')
    assert (link.get_attribute("target"), "noopener" in link.get_attribute("rel")) == ("_blank", True)
    assert page.locator('.lr-card a[href^="https://solscan.io/tx/"]').count() > 0
    page = visit().open(f"{server}?mint={SIMULATED_MINT}", "Simulated launch")
    assert page.locator(".stMain a[href]").count() == 0


def test_both_downloads_are_the_stored_bytes(visit, server, data_dir):
    page = visit().open(f"{server}?mint={MINT}&view=take", "Evidence pack")
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
    assert_clean(seen)
