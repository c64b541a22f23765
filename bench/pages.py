"""How fast a large stored report opens, and how twenty readers fare while three jobs run.

    python -m bench.pages [readers]

The report has 20,000 holders and 2,000 wallets in its funding graph. Opening is measured in the system's Chromium, from the
request to the chart drawn, in a fresh browser session each time. The readers are sessions that speak Streamlit's own messages:
twenty browsers on two cores would measure themselves.
"""

import asyncio
import hashlib
import statistics
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import msgspec
from playwright.async_api import async_playwright
from playwright.sync_api import sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

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
BUYERS: Final = 330
HOPS: Final = 6  # with 330 buyers and their 20 origins: 2,000 wallets on the way of the money
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


async def reading(base: str, names: dict[str, str], asked: str) -> None:
    """Twenty readers open reports at once while jobs run; each must get its own, whole, and nothing of another."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        running = [await _ask(browser, base, asked, BUDGET + number) for number in range(JOBS)]
        begun = time.monotonic()
        mints = list(names)
        seen = await asyncio.gather(*(_read(base, mints[place % len(mints)], names) for place in range(READERS)))
        spent = time.monotonic() - begun
        faults = [fault for _, fault in seen if fault]
        faults += ["a job was over before the readers were" for page in running if "job=" not in page.url]
        await browser.close()
    times = sorted(taken for taken, _ in seen)
    print(
        f"{READERS} readers while {JOBS} jobs run: {len(faults)} faults, median {statistics.median(times):.1f} s,"
        f" worst {times[-1]:.1f} s, all done in {spent:.1f} s"
    )
    for fault in faults:
        print("fault:", fault)


async def _ask(browser: Any, base: str, mint: str, budget: int) -> Any:
    """A browser that waits for a job of its own: another budget is another job."""
    page = await (await browser.new_context()).new_page()
    await page.goto(base)
    await page.get_by_role("textbox", name="Token").fill(mint)
    await page.get_by_role("spinbutton", name="Most calls").fill(str(budget))
    await page.keyboard.press("Enter")
    await page.get_by_text("calls spent").wait_for(timeout=60_000)
    return page


async def _read(base: str, mint: str, names: dict[str, str]) -> tuple[float, str]:
    """One session as a browser opens it, by Streamlit's own messages: seconds until the page is whole, and what was wrong."""
    ask = BackMsg()
    ask.rerun_script.query_string = f"mint={mint}&view=holders"
    got: list[bytes] = []
    begun = time.monotonic()
    async with connect(f"{base.replace('http', 'ws', 1)}_stcore/stream", max_size=None) as session:
        await session.send(ask.SerializeToString())
        async for told in session:
            data = told if isinstance(told, bytes) else told.encode()
            got.append(data)
            message = ForwardMsg.FromString(data)
            if message.WhichOneof("type") == "script_finished":
                break
    spent = time.monotonic() - begun
    page = b"".join(got)
    others = [name for other, name in names.items() if other != mint and f"“{name}”".encode() in page]
    if f"“{names[mint]}”".encode() not in page or b"These holders" not in page:
        return spent, f"{names[mint]} was not shown whole"
    return spent, f"{names[mint]} was shown beside {others}" if others else ""


def main() -> None:
    """Measure both, and print; `readers` alone leaves the browser's part out."""
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
            if "readers" not in sys.argv:
                opening(base, report.mint)
            names = {one.mint: one.token.name for one in reports}
            asyncio.run(reading(base, names, launch.truth.mint))


if __name__ == "__main__":
    main()
