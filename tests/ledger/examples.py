"""Packs and questions for the tests of this room."""

from collections.abc import Iterable
from typing import Any

from reporter import __version__
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.rpc import RpcSource
from reporter.ledger.shipped import load_background, load_rules
from reporter.ledger.source import LedgerSource
from reporter.model.labels import Label, Labels
from reporter.model.pack import Pack, Parameters, Provenance
from reporter.model.questions import Answer, Question, transaction
from reporter.report.fingerprint import labels_sha256

MINT = "CWiTGbCiDd8BKtNYNE2boT9fJGFG2MU53Uf6HQk4pump"
LABEL = Label(
    "1nc1nerator11111111111111111111111111111111", "incinerator", "burn", "Solana documentation", "2026-11-22", "facts"
)


def questions(count: int) -> list[Question]:
    return [transaction(f"signature{n}") for n in range(count)]


opened: list[RpcSource] = []


def patient(*urls: str, **options: Any) -> RpcSource:
    """An RpcSource whose pauses are too short to notice. The room's conftest closes it, also when a test fails."""
    source = RpcSource(urls, **({"backoff": 0.001, "lag": 0.001} | options))
    opened.append(source)
    return source


async def collect(source: LedgerSource, wanted: Iterable[Question]) -> dict[Question, Answer]:
    """All answers by question; fails when a question is answered twice."""
    found: dict[Question, Answer] = {}
    async for answer in source.ask(list(wanted)):
        assert answer.question not in found
        found[answer.question] = answer
    return found


def small_pack(answers: Iterable[Answer] | None = None) -> Pack:
    if answers is None:
        answers = [
            Answer(transaction("one"), b'{ "slot": 1.0 }'),
            Answer(transaction("two"), b"null"),
            Answer(Question("getProgramAccounts", "[]"), b'{"code":-32010,"message":"no"}', refused=True),
        ]
    rows = {LABEL.address: LABEL}
    return Pack(
        parameters=Parameters(MINT),
        provenance=Provenance(("JSON-RPC endpoint",), __version__),
        rules=load_rules(),
        labels=Labels("2026-11-22", labels_sha256(rows.values()), rows),
        background=load_background(),
        answers=MemoryAnswers(answers),
    )
