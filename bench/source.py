"""A ledger source on a simulated node, without the network in between, and the pack a full report reads from it."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from reporter import __version__
from reporter.collect.run import collect
from reporter.ledger.shipped import load_background, load_labels, load_rules
from reporter.model.labels import Labels
from reporter.model.pack import Pack, Parameters, Provenance
from reporter.model.progress import Progress
from reporter.model.questions import Answer, Question
from reporter.simulator.answering import answer_from
from reporter.simulator.faults import Faults
from reporter.simulator.node import Node
from reporter.simulator.rpc.view import View


class Source:
    """Answers one question after the other, through the same JSON-RPC a served node speaks."""

    name = "simulated ledger"

    def __init__(self, view: View, faults: Faults | None = None) -> None:
        self._node = Node(view, faults or Faults())

    async def ask(self, questions: Sequence[Question]) -> AsyncIterator[Answer]:
        for question in questions:
            yield answer_from(self._node, question)

    async def aclose(self) -> None:
        pass


def pack_of(source: Source, parameters: Parameters, labels: Labels | None = None) -> Pack:
    """Everything a report with these parameters reads."""
    rules, known = load_rules(), labels if labels is not None else load_labels()
    answers = asyncio.run(collect(parameters, source, known, rules, _unwatched))
    return Pack(parameters, Provenance((source.name,), __version__), rules, known, load_background(), answers)


def _unwatched(progress: Progress) -> None:
    """Nobody waits for a bench."""
