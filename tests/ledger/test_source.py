"""What every LedgerSource promises, whatever is behind it."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from reporter.ledger.answers import PackSource
from reporter.ledger.archive import Archive
from reporter.ledger.source import LedgerSource
from reporter.model.questions import Answer, genesis
from tests.ledger.examples import collect, patient, questions, small_pack
from tests.ledger.server import LocalLedger, running


@pytest.fixture(params=["rpc", "pack", "archive", "archive of a pack"])
async def source(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[LedgerSource]:
    ledger = LocalLedger()
    recorded = PackSource(small_pack(Answer(q, ledger.result(q)) for q in [*questions(30), genesis()]))
    async with running() as server:
        chosen: dict[str, Callable[[], LedgerSource]] = {
            "rpc": lambda: patient(server.url),
            "pack": lambda: recorded,
            "archive": lambda: Archive(tmp_path / "a.db", patient(server.url), "run"),
            "archive of a pack": lambda: Archive(tmp_path / "a.db", recorded, "run"),
        }
        source = chosen[request.param]()
        yield source
        await source.aclose()


async def test_every_distinct_question_is_answered_once_with_the_very_bytes(source: LedgerSource) -> None:
    wanted = questions(30)
    found = await collect(source, wanted + wanted[:5])
    assert found == {question: Answer(question, LocalLedger().result(question)) for question in wanted}


async def test_asking_again_gives_the_same(source: LedgerSource) -> None:
    first = await collect(source, questions(7))
    assert await collect(source, questions(7)) == first


async def test_nothing_asked_is_nothing_answered(source: LedgerSource) -> None:
    assert await collect(source, []) == {}


async def test_an_asker_may_stop_early_and_ask_again(source: LedgerSource) -> None:
    async for _ in source.ask(questions(20)):
        break
    assert len(await collect(source, questions(20))) == 20


async def test_the_name_is_a_label_without_an_address(source: LedgerSource) -> None:
    assert source.name in {"JSON-RPC endpoint", "evidence pack"}
