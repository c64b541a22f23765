"""`reporter watch`: a line for each launch that a report was asked for, until it is stopped."""

import asyncio
import random
import time
from collections.abc import Callable
from typing import Final

import msgspec

from reporter import log
from reporter.cli.failure import say
from reporter.cli.output import emit
from reporter.cli.report import endpoints, parameters
from reporter.cli.request import Format, ReportRequest, WatchRequest
from reporter.jobs.durable.opened import database_url, opened
from reporter.ledger.rpc import RpcSource
from reporter.settings import Settings, load
from reporter.watch.desk import ReportDesk
from reporter.watch.finder import Finder
from reporter.watch.launches import Launch
from reporter.watch.policy import Policy
from reporter.watch.register import Register
from reporter.watch.sender import Sender
from reporter.watch.socket import SocketSubscription
from reporter.watch.tables import opened as opened_tables
from reporter.watch.tally import Tally
from reporter.watch.targets import target_of
from reporter.watch.watcher import Pace, Watcher

_SUMMARY: Final = 60.0  # seconds between two summaries


def run(request: WatchRequest) -> int:
    """Watch until interrupted. Raises ReporterError for what cannot work at all; a network that is away is waited for."""
    settings = load()
    log.setup(settings.log_level, as_json=settings.log_format == "json")
    targets = [target_of(platform) for platform in dict.fromkeys(request.platforms)]
    policy = Policy(sample=request.sample, delay=request.delay, most_waiting=request.most_waiting, most_held=request.most_held)
    wanted = ReportRequest(mint="", rpc_urls=request.rpc_urls, quick=request.quick)
    urls = endpoints(wanted, settings)
    subscription = SocketSubscription(_socket(request, settings, urls))
    durable = opened(settings, working=False)
    try:
        desk = ReportDesk(durable.desk, lambda mint: parameters(wanted, settings, mint))
        register, tally = Register(opened_tables(database_url(settings))), Tally()
        sender = Sender(register, desk, policy, tally, time.time, _line(request.format))
        source = RpcSource(urls, max_rps=request.max_rps if request.max_rps is not None else settings.max_rps)
        finders = [Finder(target, source, register, policy, tally, time.time) for target in targets]
        watcher = Watcher(subscription, finders, sender, tally, pace=Pace(), clock=time.monotonic, draw=random.SystemRandom())
        asyncio.run(_watch(watcher, source, lambda: say(summary(tally, register.counts()))))
    finally:
        durable.desk.close()
    return 0


async def _watch(watcher: Watcher, source: RpcSource, summarise: Callable[[], None]) -> None:
    async def now_and_then() -> None:
        while True:
            await asyncio.sleep(_SUMMARY)
            summarise()

    told = asyncio.create_task(now_and_then())
    try:
        await watcher.run()
    finally:
        told.cancel()
        await source.aclose()
        summarise()


def summary(tally: Tally, counts: dict[str, int]) -> str:
    """One line: what was done since the start, and what is held."""
    return (
        f"{tally.found} launches found ({tally.missed} without a notice), {tally.enqueued} asked for, "
        f"{counts.get('held', 0)} held, {tally.passed} not sampled, {tally.dropped} dropped, "
        f"{tally.unreadable} transactions unreadable, {tally.gaps} gaps, {tally.connections} connections"
    )


def _line(shape: Format) -> Callable[[Launch, str], None]:
    def told(launch: Launch, job: str) -> None:
        if shape == "json":
            emit(msgspec.json.encode({**msgspec.structs.asdict(launch), "job": job}) + b"\n")
        else:
            emit(f"{launch.mint}  {launch.platform}  slot {launch.slot}  job {job}\n".encode())

    return told


def _socket(request: WatchRequest, settings: Settings, urls: tuple[str, ...]) -> str:
    """The websocket: the option, else the setting, else that of the first endpoint."""
    if request.ws_url is not None:
        return request.ws_url
    if settings.ws_url is not None and not request.rpc_urls:
        return settings.ws_url.get_secret_value()
    return urls[0]
