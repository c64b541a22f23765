"""How fast a large stored report opens, and how twenty readers fare while three jobs run.

    python -m bench.pages

The report has 20,000 holders and 2,000 wallets in its funding graph. Opening is measured in the system's Chromium, from the
request to the last chart drawn, in a fresh browser session each time. The readers speak the browser's own protocol through
one Chromium with a context each.
"""

import asyncio
import hashlib
import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import msgspec
from playwright.async_api import async_playwright
from playwright.sync_api import sync_playwright

from bench.browsing import CHROMIUM, FLAGS, app
from reporter.jobs.store import Store
from reporter.ledger import shipped
from reporter.ledger.pack import read_pack
from reporter.model import base58
from reporter.model.pack import Pack
from reporter.model.report import EarlyBuyer, Holder, PathHop, Report
from reporter.report import numbers
from reporter.report.analyse import analyse
from reporter.simulator.launch import hot_launch
from reporter.simulator.server import serve

HOLDERS: Final = 20_000
BUYERS: Final = 300
HOPS: Final = 6  # with 300 buyers: 2,000 wallets on the way of the money
RUNS: Final = 5
READERS: Final = 20
JOBS: Final = 3
BUDGET: Final = 2400
SLOW: Final = 0.15  # seconds before each answer of the ledger, so that jobs outlast the readers
VIEWS: Final = {"glance": ".stEChartsChart canvas", "map": ".stEChartsChart canvas", "money": ".stEChartsChart canvas"}


def address(name: str) -> str:
    """An address made from a name."""
    return base58.encode(hashlib.sha256(name.encode()).digest())


def large() -> tuple[Report, Pack]:
    """A report blown up to the size that is measured, and the pack it began as."""
    pack = read_pack(next(path for path in shipped.samples() if path.stem == "funded-group"))
    report = analyse(pack)
    whole = int(report.supply.circulating)
    pattern = next(row for row in report.holders if row.class_ == "wallet")
    parts = [whole // (place + 12) ** 2 for place in range(HOLDERS - len(report.holders))]
    more = [_holder(pattern, place, part, whole) for place, part in enumerate(parts)]
    holders = sorted([*report.holders, *more], key=lambda row: (-float(row.share), row.wallet))
    buyers = [_buyer(report.early_buyers[0], place) for place in range(BUYERS)]
    kept = [buyer for buyer in report.early_buyers if buyer.entity is not None]
    return msgspec.structs.replace(report, holders=holders, early_buyers=[*kept, *buyers]), pack


def _holder(pattern: Holder, place: int, amount: int, whole: int) -> Holder:
    return msgspec.structs.replace(
        pattern, wallet=address(f"holder {place}"), amount=str(amount), share=numbers.share(amount, whole), entity=None
    )


def _buyer(pattern: EarlyBuyer, place: int) -> EarlyBuyer:
    """A buyer whose money came over HOPS payments, from one of twenty origins."""
    assert pattern.funding is not None
    ways = [address(f"origin {place % 20}"), *(address(f"way {place} {hop}") for hop in range(HOPS - 1))]
    names = [*ways, address(f"holder {place}")]
    pay = pattern.funding.path[0]
    path: list[PathHop] = [
        msgspec.structs.replace(pay, source=source, target=target, signature=pay.signature[:-2] + f"{hop + 1}{place % 9 + 1}")
        for hop, (source, target) in enumerate(pairwise(names))
    ]
    return msgspec.structs.replace(
        pattern, wallet=names[-1], entity=None, funding=msgspec.structs.replace(pattern.funding, path=path)
    )


def opening(base: str, mint: str) -> None:
    """Print the seconds each view of the large report takes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for view, drawn in VIEWS.items():
            times = [_open(browser, f"{base}?mint={mint}&view={view}", drawn) for _ in range(RUNS)]
            print(f"{view}: first {times[0]:.2f} s, median {statistics.median(times):.2f} s, worst {max(times):.2f} s")
        browser.close()


def _open(browser: Any, url: str, drawn: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    begun = time.monotonic()
    page.goto(url)
    page.locator(drawn).first.wait_for(timeout=60_000)
    spent = time.monotonic() - begun
    context.close()
    return spent


async def reading(base: str, mints: list[str], names: dict[str, str], asked: str) -> None:
    """Twenty readers open reports at once while jobs run; each must see its own, and nothing else."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        running = []
        for number in range(JOBS):
            page = await (await browser.new_context()).new_page()
            await page.goto(base)
            await page.get_by_role("textbox", name="Token").fill(asked)
            await page.get_by_role("spinbutton", name="Most calls").fill(str(BUDGET + number))  # another budget is another job
            await page.keyboard.press("Enter")
            await page.get_by_text("calls spent").wait_for(timeout=60_000)
            running.append(page)
        begun = time.monotonic()
        seen = await asyncio.gather(*(_read(browser, base, mints[place % len(mints)], names) for place in range(READERS)))
        spent = time.monotonic() - begun
        faults = [fault for _, fault in seen if fault]
        faults += ["a job was over before the readers were" for page in running if "job=" not in page.url]
        times = sorted(taken for taken, _ in seen)
        print(
            f"{READERS} readers while {JOBS} jobs run: {len(faults)} faults, median {statistics.median(times):.1f} s,"
            f" worst {times[-1]:.1f} s, all done in {spent:.1f} s"
        )
        for fault in faults:
            print("fault:", fault)
        await browser.close()


async def _read(browser: Any, base: str, mint: str, names: dict[str, str]) -> tuple[float, str]:
    context = await browser.new_context()
    page = await context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    begun = time.monotonic()
    await page.goto(f"{base}?mint={mint}&view=holders", wait_until="commit", timeout=120_000)
    await page.get_by_text("These holders").wait_for(timeout=120_000)
    spent = time.monotonic() - begun
    title = await page.locator(".lr-masthead h1").inner_text()
    if names[mint] not in title:
        complaints.append(f"{mint} was shown as {title}")
    if await page.locator("[data-testid=stException]").count():
        complaints.append("an exception on the page")
    await context.close()
    return spent, "; ".join(complaints)


def main() -> None:
    """Measure both, and print."""
    report, pack = large()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        reports = [report]
        kept = store.save(report, pack)
        for number in range(3):
            token = msgspec.structs.replace(report.token, name=f"Reader {number}")
            other = msgspec.structs.replace(report, mint=address(f"mint {number}"), token=token, holders=report.holders[:500])
            store.save(other, pack)
            reports.append(other)
        launch = hot_launch(20261127, buyers=110)
        print(f"{len(report.holders):,} holders, document of {len(store.document(kept)) / 1e6:.1f} MB")
        with serve(launch.ledger, latency=SLOW) as ledger, app(Path(folder), ledger.url) as base:
            opening(base, report.mint)
            names = {one.mint: one.token.name for one in reports}
            asyncio.run(reading(base, list(names), names, launch.truth.mint))


if __name__ == "__main__":
    main()
