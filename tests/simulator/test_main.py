"""`python -m reporter.simulator` serves until interrupted."""

import signal
import subprocess
import sys

import httpx


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_the_module_prints_its_url_and_mint_and_serves_until_interrupted() -> None:
    command = [sys.executable, "-m", "reporter.simulator", "--seed", "4", "--port", "0"]
    # A shell that starts a job in the background lets it ignore interrupts, and so would every process below it.
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=_heed_interrupts) as process:  # noqa: PLW1509
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        mint = process.stdout.readline().split()[1]
        answer = httpx.post(url, json={"jsonrpc": "2.0", "id": 1, "method": "getTokenSupply", "params": [mint]}).json()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
    assert answer["result"]["value"]["uiAmountString"] == "1000000000"
