"""Pictures of every page in light and dark, on a phone and on a desk, into the ignored folder `screenshots/`.

    python -m bench.screenshots [PART OF A NAME ...]

It starts the app over a folder of its own, with the bundled samples and a simulated ledger slow enough to watch, and drives the
system's Chromium. The first screen of a few of them goes to docs/pictures/ as well, for the README.
"""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

from bench.browsing import CHROMIUM, FLAGS, ROOT, app
from reporter.simulator.launch import hot_launch
from reporter.simulator.server import serve

FOLDER: Final = ROOT / "screenshots"
SAMPLE: Final = "?sample=funded-group"
PAGES: Final = {
    "front": ("", "Sample reports"),
    "glance": (SAMPLE, "Findings"),
    "map": (f"{SAMPLE}&view=map", "Area is the share"),
    "money": (f"{SAMPLE}&view=money", "The way of the money"),
    "time": (f"{SAMPLE}&view=time", "Every moment"),
    "holders": (f"{SAMPLE}&view=holders", "These holders"),
    "evidence": (f"{SAMPLE}&view=evidence", "the heaviest first"),
    "limits": (f"{SAMPLE}&view=limits", "Limits"),
    "take": (f"{SAMPLE}&view=take", "An interval with its slot"),
    "notes": (f"{SAMPLE}&view=notes", "sample"),
    "compare": ("?page=compare", "Compare"),
    "wallet": ("?page=wallet", "Wallets"),
    "settings": ("?page=settings", "Settings"),
}
DOCS: Final = ROOT / "docs" / "pictures"
KEPT: Final = frozenset({"glance-desk-light", "map-desk-dark", "evidence-desk-light", "glance-phone-light"})
WIDTHS: Final = {"phone": 360, "desk": 1280}
STATES: Final = ("running", "failed")
SLOW: Final = 1.2  # seconds before each answer of the ledger: a job outlasts its pictures
NO_MINT: Final = "Vote111111111111111111111111111111111111111"


def asked(browser: Any, base: str, token: str, expected: str) -> str:
    """The query of the page of a job, once it shows what is expected."""
    page = browser.new_page()
    page.goto(base)
    page.get_by_role("textbox", name="Token").fill(token)
    page.get_by_role("button", name="Make report").click()
    page.get_by_text(expected).first.wait_for(timeout=180_000)
    query: str = page.evaluate("location.search")
    page.close()
    return query


def shoot(browser: Any, base: str, pages: Mapping[str, tuple[str, str]], wanted: list[str]) -> None:
    """Every page whose name holds one of the words, at each width and in each theme."""
    for scheme in ("light", "dark"):
        for device, width in WIDTHS.items():
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            for name, (query, expected) in pages.items():
                file = f"{name}-{device}-{scheme}.png"
                if wanted and not any(word in file for word in wanted):
                    continue
                page.goto(base + query)
                page.get_by_text(expected).first.wait_for(timeout=30_000)
                page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')", timeout=30_000)
                page.wait_for_timeout(2000)  # charts draw after the text
                if file.removesuffix(".png") in KEPT:
                    kept = DOCS / file.replace(".png", ".jpg")
                    page.screenshot(path=kept, type="jpeg", quality=80)
                height = page.evaluate("document.querySelector('.stMainBlockContainer').scrollHeight")
                page.set_viewport_size({"width": width, "height": min(int(height) + 40, 5000)})
                page.wait_for_timeout(500)
                page.screenshot(path=FOLDER / file)
                page.set_viewport_size({"width": width, "height": 900})
                print(file)
            context.close()


def main() -> None:
    """Take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    DOCS.mkdir(exist_ok=True)
    wanted = sys.argv[1:]
    launch = hot_launch(20261127, buyers=110)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(launch.ledger, latency=SLOW) as ledger,
        app(Path(folder), ledger.url) as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        if not wanted or any(state in word for word in wanted for state in STATES):
            failed = asked(browser, base, NO_MINT, "No report")
            running = asked(browser, base, launch.truth.mint, "Known so far")
            shoot(browser, base, {"failed": (failed, "No report"), "running": (running, "Known so far")}, wanted)
        shoot(browser, base, PAGES, wanted)
        browser.close()


if __name__ == "__main__":
    main()
