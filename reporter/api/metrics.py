"""What Prometheus reads: requests, jobs, listeners. Each process tells of itself; the jobs are those of the whole desk."""

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from reporter.api.asgi import App, Message, Receive, Scope, Send
from reporter.api.services import Services

_PREFIX = "launch_reporter_"


class Metrics:
    """The metrics of one process."""

    def __init__(self, services: Services) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            f"{_PREFIX}requests", "Requests to the API.", ["method", "route", "status"], registry=self._registry
        )
        self.seconds = Histogram(
            f"{_PREFIX}request_seconds", "Seconds until the head of an answer.", ["route"], registry=self._registry
        )
        self._registry.register(_State(services))

    def text(self) -> bytes:
        """All of it in the text format."""
        return generate_latest(self._registry)


class Counting:
    """Middleware: counts what passes. Routes are named by their pattern, so that no address becomes a label."""

    def __init__(self, app: App, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "none")
                self._metrics.requests.labels(scope["method"], route, message["status"]).inc()
                self._metrics.seconds.labels(route).observe(time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, counting)


class _State(Collector):
    """What is looked up when it is asked for."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[Metric]:
        """The gauges."""
        jobs = GaugeMetricFamily(f"{_PREFIX}jobs", "Jobs by state.", labels=["state"])
        for state, count in self._services.desk.counts().items():
            jobs.add_metric([state], count)
        yield jobs
        yield GaugeMetricFamily(f"{_PREFIX}event_listeners", "Open event streams.", self._services.feeds.listeners)
        yield GaugeMetricFamily(f"{_PREFIX}badges_served", "Badges served by this process.", self._services.badges.served)
        yield GaugeMetricFamily(f"{_PREFIX}calls_today", "Ledger calls of 24 hours.", self._services.asked.spent())

    def describe(self) -> Iterator[Metric]:
        """Nothing at registration: the desk may not be open yet."""
        return iter(())
