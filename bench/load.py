"""The service under load, from a process of its own on loopback; prints the tables of docs/performance.md.

python -m bench.load badges      # badges a second, from `reporter api` and from `reporter serve` with open app sessions
python -m bench.load events      # 200 listeners on one job
python -m bench.load drain       # 500 queued jobs, and the memory of the process that works on them
"""

import argparse
import asyncio
import hashlib
import json
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import msgspec
import uvloop
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench.loading import Result, get, measure
from reporter.ledger import shipped
from reporter.model import base58
from reporter.report.render import json_document
from reporter.simulator.launch import funded_launch
from reporter.simulator.server import serve

MINTS: Final = 200
CONNECTIONS: Final = 32
SESSIONS: Final = 20
LISTENERS: Final = 200
QUEUED: Final = 500
FREE: Final = {f"REPORTER_{name}": "10000000" for name in ("ANONYMOUS_RATE", "ANONYMOUS_CALLS", "CALLS_PER_DAY")}
TICK: Final = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run one part."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("part", choices=("badges", "events", "drain"))
    arguments.add_argument("--seconds", type=float, default=15.0)
    given = arguments.parse_args()
    {"badges": lambda: badges(given.seconds), "events": events, "drain": drain}[given.part]()


def badges(seconds: float) -> None:
    """Badges from both commands."""
    print(
        "| served by | asked for | badges/s | p50 ms | p99 ms | p99.9 ms | server CPU µs each |\n|---|---|---|---|---|---|---|"
    )
    for command in ("api", "serve"):
        with tempfile.TemporaryDirectory() as folder, _service(command, Path(folder)) as (port, process):
            mints = _filled(Path(folder))
            mixed = _mixed(port, mints)
            uvloop.run(measure(port, mixed, connections=4, seconds=2.0))  # every badge is in memory
            for name, requests in (("200, 304 and 404 mixed", mixed), ("other mints without a report", _missing())):
                sessions = SESSIONS if command == "serve" else 0
                result, spent = uvloop.run(_under_sessions(port, process, requests, seconds, sessions))
                each = spent / max(1, len(result.latencies)) * 1e6
                shown = f"`reporter {command}`" + (f", {SESSIONS} app sessions" if command == "serve" else "")
                print(_row(shown, name, result, each), flush=True)


def _row(shown: str, name: str, result: Result, each: float) -> str:
    p50, p99, p999 = (f"{1000 * result.percentile(share):.1f}" for share in (0.5, 0.99, 0.999))
    told = ", ".join(f"{count:,} of {status}" for status, count in sorted(result.statuses.items()))
    return f"| {shown} | {name} ({told}) | {result.rate:,.0f} | {p50} | {p99} | {p999} | {each:.0f} |"


def _mixed(port: int, mints: Sequence[str]) -> list[bytes]:
    """Of ten requests six are for pictures, one for JSON, two by readers who have them already, one for a missing mint."""
    requests = []
    for number, mint in enumerate(mints):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/badge/{mint}.svg") as answer:
            known = answer.headers["etag"]
        requests += [get(f"/badge/{mint}.svg")] * 6 + [get(f"/badge/{mint}.json")]
        requests += [get(f"/badge/{mint}.svg", if_none_match=known)] * 2 + [get(f"/badge/{_mint(10_000 + number)}.svg")]
    return requests


def _missing() -> list[bytes]:
    """So many that hardly any of them is still remembered."""
    return [get(f"/badge/{_mint(20_000 + number)}.svg") for number in range(20_000)]


async def _under_sessions(
    port: int, process: "subprocess.Popen[bytes]", requests: Sequence[bytes], seconds: float, sessions: int
) -> tuple[Result, float]:
    """Load while browsers have the app open: each has drawn the front page and stays. Also the CPU s of the server."""
    opened = [await _session(port) for _ in range(sessions)]
    before = _cpu(process)
    result = await measure(port, requests, connections=CONNECTIONS, seconds=seconds)
    spent = _cpu(process) - before
    for session in opened:
        await session.close()
    return result, spent


async def _session(port: int) -> ClientConnection:
    session = await connect(f"ws://127.0.0.1:{port}/_stcore/stream", max_size=None)
    message = BackMsg()
    message.rerun_script.query_string = ""
    await session.send(message.SerializeToString())
    async for told in session:
        if ForwardMsg.FromString(told if isinstance(told, bytes) else told.encode()).WhichOneof("type") == "script_finished":
            break
    return session


def events() -> None:
    """200 listeners on one job."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url, mint = stack.enter_context(_ledger())
        port, process = stack.enter_context(_service("api", folder, url, REPORTER_MAX_RPS="20", **FREE))
        job = _ask(port, {"mint": mint, "budget": 300})["id"]
        before = _cpu(process)
        heard = asyncio.run(_listened(port, job))
        spent = _cpu(process) - before
        print("| listeners | events each | same for all | last heard the end after the first by | server CPU s | peak MB |")
        print("|---|---|---|---|---|---|")
        texts, ends = [text for text, _ in heard], [end for _, end in heard]
        same = "yes" if len(set(texts)) == 1 else "no"
        spread = 1000 * (max(ends) - min(ends))
        count, peak = texts[0].count(b"data: "), _memory(process, "VmHWM")
        print(f"| {len(heard)} | {count} | {same} | {spread:.0f} ms | {spent:.1f} | {peak:.0f} |")


async def _listened(port: int, job: str) -> list[tuple[bytes, float]]:
    async def listen() -> tuple[bytes, float]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(get(f"/api/v1/jobs/{job}/events", connection="close"))
        text = await reader.read(-1)
        writer.close()
        lines = text.partition(b"\r\n\r\n")[2].split(b"\n")
        return b"\n".join(line for line in lines if line.startswith((b"id: ", b"data: "))), time.perf_counter()

    return list(await asyncio.gather(*(listen() for _ in range(LISTENERS))))


def drain() -> None:
    """500 queued jobs: as many requests that differ in how many early buyers they look at."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url, mint = stack.enter_context(_ledger())
        port, process = stack.enter_context(_service("api", folder, url, **FREE))
        began = time.perf_counter()
        for window in range(1, QUEUED + 1):
            _ask(port, {"mint": mint, "quick": True, "window": window})
        print(f"{QUEUED} jobs accepted in {time.perf_counter() - began:.1f} s\n")
        print("| finished | seconds | memory MB |\n|---|---|---|")
        told = 0
        while True:
            states = _read(port, "/api/v1/ready")["jobs"]
            done = sum(states.get(state, 0) for state in ("completed", "partial", "failed", "cancelled"))
            if done >= told:
                print(f"| {done} | {time.perf_counter() - began:.0f} | {_memory(process, 'VmRSS'):.0f} |", flush=True)
                told += 100
            if done >= QUEUED:
                print(f"\nstates at the end: {states}; peak {_memory(process, 'VmHWM'):.0f} MB")
                return
            time.sleep(1.0)


@contextmanager
def _service(command: str, folder: Path, ledger: str = "", **variables: str) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """`reporter api` or `reporter serve` on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = os.environ | {
        "HOME": str(folder),
        "REPORTER_DATA_DIR": str(folder),
        "REPORTER_RPC_URLS": ledger or f"http://127.0.0.1:{port}/",
        **variables,
    }
    arguments = [sys.executable, "-m", "reporter", command, "--port", str(port)]
    with subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(300):
                try:
                    _read(port, "/api/v1/health")
                    break
                except OSError:
                    time.sleep(0.2)
            yield port, process
        finally:
            process.terminate()


@contextmanager
def _ledger() -> Iterator[tuple[str, str]]:
    """A simulated node in a process of its own: its URL and a mint to report on."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    node = spawn.Process(target=_node, args=(there,), daemon=True)
    node.start()
    try:
        yield here.recv()
    finally:
        node.terminate()
        node.join()


def _node(pipe: Connection) -> None:
    launch = funded_launch(seed=1)
    with serve(launch.ledger) as server:
        pipe.send((server.url, launch.truth.mint))
        pipe.recv()


def _filled(folder: Path) -> list[str]:
    """A stored report for each of many mints."""
    report = json_document.read(next(iter(shipped.samples())).with_suffix(".json").read_bytes())
    badge = msgspec.structs.replace(report.badge, valid_until=int(time.time()) + 86_400)
    mints = [_mint(number) for number in range(MINTS)]
    for mint in mints:
        snapshot = msgspec.structs.replace(report.snapshot, pack_sha256=hashlib.sha256(mint.encode()).hexdigest())
        path = folder / "reports" / mint / f"{snapshot.pack_sha256}.json"
        path.parent.mkdir(parents=True)
        path.write_bytes(json_document.render(msgspec.structs.replace(report, mint=mint, badge=badge, snapshot=snapshot)))
    return mints


def _mint(number: int) -> str:
    return base58.encode(hashlib.sha256(str(number).encode()).digest())


def _ask(port: int, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/reports", json.dumps(body).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def _read(port: int, path: str) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return json.load(answer)


def _cpu(process: "subprocess.Popen[bytes]") -> float:
    """Seconds of processor time so far."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _memory(process: "subprocess.Popen[bytes]", name: str) -> float:
    """MB: VmRSS is what is held now, VmHWM the peak."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


if __name__ == "__main__":
    main()
