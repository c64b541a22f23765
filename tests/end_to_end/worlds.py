"""Simulated launches with known truth, their evidence packs and reports, each made once per test process."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Raw, Struct

from reporter import __version__
from reporter.collect.run import collect
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.shipped import load_background, load_labels, load_rules
from reporter.model.pack import Pack, Parameters, Provenance
from reporter.model.progress import Progress
from reporter.model.questions import Answer, Question
from reporter.model.report import Report
from reporter.report.analyse import analyse
from reporter.report.build.known import Known, know
from reporter.simulator.faults import Faults
from reporter.simulator.launch import funded_launch, hot_launch
from reporter.simulator.node import Node
from reporter.simulator.rpc.view import View
from reporter.simulator.truth import Launch

OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"fan_out": True},
    {"sponsor": "funder", "fan_out": True},
    {"sponsor": "creator", "multi_buy": True, "standard": "spl"},
    {"bundle": False, "hub": False},
    {"wrapped_close": True, "rent_by_creator": True, "creator_pays_member": True},
    {"prefunded": True, "multi_buy": True},
    {"group": 0},
    {"dev_buy": 0.0, "group": 3},
)
"""Every option of the simulator at least once; tests that must hold for every launch run over these."""

SMALL: dict[str, Any] = {"group": 6, "strangers": 14, "payouts": 8, "minutes": 5.0}
"""A launch of few people, for tests that make a report more than once."""


class _Reply(Struct):
    result: Raw = Raw(b"")
    error: Raw = Raw(b"")


class NodeSource:
    """A LedgerSource on a simulated node, without the network in between; `asked` counts what it was asked."""

    name = "simulated ledger"

    def __init__(self, view: View, **faults: Any) -> None:
        self.node = Node(view, Faults(**faults))
        self.asked: list[Question] = []

    async def ask(self, questions: Sequence[Question]) -> AsyncIterator[Answer]:
        """Answer one after the other."""
        for number, question in enumerate(questions):
            self.asked.append(question)
            call = {"id": number, "jsonrpc": "2.0", "method": question.method, "params": Raw(question.params.encode())}
            reply = msgspec.json.decode(self.node.answer(msgspec.json.encode(call)), type=_Reply)
            refused = bytes(reply.error) != b""
            yield Answer(question, bytes(reply.error if refused else reply.result), refused)

    async def aclose(self) -> None:
        """Nothing to let go of."""


def watch(progress: Progress) -> None:
    """Look away."""


def gather(source: NodeSource, parameters: Parameters) -> Pack:
    """Collect from `source` and put the pack together."""
    rules, labels = load_rules(), load_labels()
    answers = asyncio.run(collect(parameters, source, labels, rules, watch))
    return Pack(parameters, Provenance((source.name,), __version__), rules, labels, load_background(), answers)


def freeze(options: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Options as a key."""
    return tuple(sorted(options.items()))


@cache
def _launch(seed: int, options: tuple[tuple[str, Any], ...]) -> Launch:
    return funded_launch(seed, **dict(options))


def launched(seed: int = 3, **options: Any) -> Launch:
    """A funded launch."""
    return _launch(seed, freeze(options))


@cache
def hot(seed: int = 5) -> Launch:
    """A launch that nobody runs."""
    return hot_launch(seed)


@cache
def _pack(seed: int, options: tuple[tuple[str, Any], ...]) -> Pack:
    world = _launch(seed, options)
    return gather(NodeSource(world.ledger), Parameters(world.truth.mint))


def packed(seed: int = 3, **options: Any) -> Pack:
    """The evidence pack of a funded launch, everything asked that a full report asks."""
    return _pack(seed, freeze(options))


@cache
def hot_pack(seed: int = 5) -> Pack:
    """The evidence pack of a launch that nobody runs."""
    world = hot(seed)
    return gather(NodeSource(world.ledger), Parameters(world.truth.mint))


@cache
def _known(seed: int, options: tuple[tuple[str, Any], ...]) -> Known:
    return know(_pack(seed, options))


def understood(seed: int = 3, **options: Any) -> Known:
    """The pack of a funded launch, read through every room."""
    return _known(seed, freeze(options))


@cache
def _report(seed: int, options: tuple[tuple[str, Any], ...]) -> Report:
    return analyse(_pack(seed, options))


def reported(seed: int = 3, **options: Any) -> Report:
    """The report of a funded launch."""
    return _report(seed, freeze(options))


@cache
def hot_report(seed: int = 5) -> Report:
    """The report of a launch that nobody runs."""
    return analyse(hot_pack(seed))


def without(pack: Pack, *methods: str) -> MemoryAnswers:
    """The pack's answers but those to some methods."""
    return MemoryAnswers(answer for answer in pack.answers if answer.question.method not in methods)
