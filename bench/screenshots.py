"""Pictures of every page in light and dark, on a phone and on a desk, into the ignored folder `screenshots/`.

    python -m bench.screenshots [PART OF A NAME ...]

It starts the app over a folder of its own, with the bundled samples, and drives the system's Chromium.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "screenshots"
CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
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
    "take": (f"{SAMPLE}&view=take", "Badge"),
    "compare": ("?page=compare", "Compare"),
    "wallet": ("?page=wallet", "Wallets"),
    "settings": ("?page=settings", "Settings"),
}
WIDTHS: Final = {"phone": 360, "desk": 1280}


@contextmanager
def app(data_dir: Path) -> Iterator[str]:
    """The address of an app of its own over `data_dir`, until the block ends."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    environment = os.environ | {
        "HOME": str(data_dir),
        "REPORTER_DATA_DIR": str(data_dir),
        "REPORTER_RPC_URLS": f"http://127.0.0.1:{port}/",
    }
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.fileWatcherType",
        "none",
    ]
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


def shoot(browser: Any, base: str, wanted: list[str]) -> None:
    """Every page whose name holds one of the words, at each width and in each theme."""
    for scheme in ("light", "dark"):
        for device, width in WIDTHS.items():
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            for name, (query, expected) in PAGES.items():
                file = f"{name}-{device}-{scheme}.png"
                if wanted and not any(word in file for word in wanted):
                    continue
                page.goto(base + query)
                page.get_by_text(expected).first.wait_for(timeout=30_000)
                page.wait_for_timeout(1200)  # charts draw after the text
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
    with tempfile.TemporaryDirectory() as folder, app(Path(folder)) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        shoot(browser, base, sys.argv[1:])
        browser.close()


if __name__ == "__main__":
    main()
