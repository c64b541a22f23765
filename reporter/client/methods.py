"""The operations of the API as methods, made from their calls: what they take and give is spelled there, once."""

from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from reporter.client import calls
from reporter.client.calls import Call

P = ParamSpec("P")
Shape = TypeVar("Shape")


class _Doing(Protocol):
    async def do(self, call: Call[Shape]) -> Shape: ...


class _DoingAtOnce(Protocol):
    def do(self, call: Call[Shape]) -> Shape: ...


def _awaited(build: Callable[P, Call[Shape]]) -> Callable[Concatenate[_Doing, P], Coroutine[Any, Any, Shape]]:
    async def method(self: _Doing, /, *args: P.args, **kwargs: P.kwargs) -> Shape:
        return await self.do(build(*args, **kwargs))

    method.__doc__, method.__name__ = build.__doc__, build.__name__
    return method


def _at_once(build: Callable[P, Call[Shape]]) -> Callable[Concatenate[_DoingAtOnce, P], Shape]:
    def method(self: _DoingAtOnce, /, *args: P.args, **kwargs: P.kwargs) -> Shape:
        return self.do(build(*args, **kwargs))

    method.__doc__, method.__name__ = build.__doc__, build.__name__
    return method


class Awaited:
    """Every operation but the events of a job, to be awaited."""

    ask_for_report = _awaited(calls.ask_for_report)
    ask_for_many = _awaited(calls.ask_for_many)
    bulk_status = _awaited(calls.bulk_status)
    history = _awaited(calls.history)
    status = _awaited(calls.status)
    cancel = _awaited(calls.cancel)
    report = _awaited(calls.report)
    rendered = _awaited(calls.rendered)
    snapshots = _awaited(calls.snapshots)
    findings = _awaited(calls.findings)
    entities = _awaited(calls.entities)
    holders = _awaited(calls.holders)
    pack = _awaited(calls.pack)
    register = _awaited(calls.register)
    registered = _awaited(calls.registered)
    remove = _awaited(calls.remove)
    health = _awaited(calls.health)
    ready = _awaited(calls.ready)
    metrics = _awaited(calls.metrics)
    badge = _awaited(calls.badge)
    signing_keys = _awaited(calls.signing_keys)


class AtOnce:
    """Every operation but the events of a job."""

    ask_for_report = _at_once(calls.ask_for_report)
    ask_for_many = _at_once(calls.ask_for_many)
    bulk_status = _at_once(calls.bulk_status)
    history = _at_once(calls.history)
    status = _at_once(calls.status)
    cancel = _at_once(calls.cancel)
    report = _at_once(calls.report)
    rendered = _at_once(calls.rendered)
    snapshots = _at_once(calls.snapshots)
    findings = _at_once(calls.findings)
    entities = _at_once(calls.entities)
    holders = _at_once(calls.holders)
    pack = _at_once(calls.pack)
    register = _at_once(calls.register)
    registered = _at_once(calls.registered)
    remove = _at_once(calls.remove)
    health = _at_once(calls.health)
    ready = _at_once(calls.ready)
    metrics = _at_once(calls.metrics)
    badge = _at_once(calls.badge)
    signing_keys = _at_once(calls.signing_keys)
