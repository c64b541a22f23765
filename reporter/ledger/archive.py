"""An archive in front of any source: what is final on the ledger is asked for once.

Two kinds of answers are kept. Final ones (a transaction, a block, a full page of signatures before a given one) serve every
later report on the same network. All others (the head of a list, an account, a supply, a null, a refusal) belong to one run and
are used again only when that run is resumed after it was killed, so that a resumed report equals an uninterrupted one. Passing
failures are never kept.

The network is told apart by its genesis hash, which belongs to the run: the same archive may stand in front of mainnet today
and of a simulated ledger tomorrow. Where the ledger does not tell it, nothing is shared between runs.
"""

import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from reporter.errors import EndpointRefused
from reporter.ledger.archive_store import ArchiveStore
from reporter.ledger.rpc.verdict import is_transient
from reporter.ledger.source import LedgerSource
from reporter.model.questions import Answer, Question, genesis, parameters

_UNKNOWN: Final = "?"
_SHARED: Final = ""  # the scope of final answers; runs have names
_PAGE: Final = 1000  # a node's own limit where the question names none


class Archive:
    """A LedgerSource that remembers. `run` names the report being made: give the same name again to resume it."""

    def __init__(self, path: Path, source: LedgerSource, run: str, *, clock: Callable[[], float] = time.time) -> None:
        """Open or create the archive file.

        Raises InputError when the file is something else, ReporterError when it cannot be opened.
        """
        if not run:
            raise ValueError("a run needs a name")
        self._store = ArchiveStore(path)
        self._source = source
        self._run = run
        self._clock = clock
        self._network: str | None = None
        self._store.touch(run, clock())

    @property
    def name(self) -> str:
        """The label of the source behind: the archive is a memory, no witness of its own."""
        return self._source.name

    async def ask(self, questions: Sequence[Question]) -> AsyncIterator[Answer]:
        """What is known at once, the rest from the source; each new answer is on disk before it is handed over."""
        distinct = dict.fromkeys(questions)
        if distinct and self._network is None:
            await self._learn_network()
        missing = []
        for question in distinct:
            known = self._known(question)
            if known is None:
                missing.append(question)
            else:
                yield known
        if missing:
            async with contextlib.aclosing(self._fetch(missing)) as fetched:
                async for answer in fetched:
                    yield answer

    async def aclose(self) -> None:
        """Close the file and the source."""
        self._store.close()
        await self._source.aclose()

    def finish(self, run: str) -> None:
        """Forget what belongs to `run` alone; call it once its pack is written."""
        self._store.forget(run)

    def resumable(self, run: str) -> int:
        """How many answers a killed run left."""
        return self._store.count(run)

    def sweep(self, now: float, age: float) -> int:
        """Drop what belongs to runs last opened more than `age` seconds before `now`. Returns how many runs."""
        return self._store.sweep(now - age)

    async def _learn_network(self) -> None:
        question = genesis()
        answer = self._store.get(self._run, _UNKNOWN, question)
        if answer is None:
            with contextlib.suppress(EndpointRefused):  # a source that answers other questions may not know this one
                (answer,) = [fetched async for fetched in self._fetch([question])]
        self._network = _UNKNOWN if answer is None or answer.refused else answer.body.decode("utf-8", "replace")

    def _known(self, question: Question) -> Answer | None:
        return self._store.get(self._run, _UNKNOWN, question) or (
            self._store.get(_SHARED, self._network, question) if self._network not in {None, _UNKNOWN} else None
        )

    async def _fetch(self, questions: list[Question]) -> AsyncGenerator[Answer, None]:
        stream = self._source.ask(questions)
        try:
            async for answer in stream:
                self._keep(answer)
                yield answer
        finally:
            with contextlib.suppress(AttributeError):  # an iterator need not be a generator
                await stream.aclose()  # type: ignore[attr-defined]

    def _keep(self, answer: Answer) -> None:
        if answer.refused and is_transient(answer.body):
            return
        if is_final(answer) and self._network is not None and self._network != _UNKNOWN:
            self._store.put(_SHARED, self._network, answer)
        else:
            self._store.put(self._run, _UNKNOWN, answer)


def is_final(answer: Answer) -> bool:
    """True when no later answer to the same question can differ: the ledger only grows at its head."""
    if answer.refused or answer.absent:
        return False
    method = answer.question.method
    if method in {"getTransaction", "getBlock"}:
        return True
    return method == "getSignaturesForAddress" and _full_page_before(answer)


def _full_page_before(answer: Answer) -> bool:
    values = parameters(answer.question)
    options = values[1] if len(values) > 1 and isinstance(values[1], dict) else {}
    if not options.get("before"):
        return False
    try:
        rows = msgspec.json.decode(answer.body, type=list[msgspec.Raw])
    except msgspec.DecodeError:
        return False
    limit: int = options.get("limit", _PAGE)
    return len(rows) == limit
