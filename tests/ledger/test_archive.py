"""The archive: what it keeps, for whom, and what it survives."""

import asyncio
import json
import signal
import sqlite3
import sys
from pathlib import Path

import pytest

from reporter.errors import InputError, ReporterError
from reporter.ledger.answers import PackSource
from reporter.ledger.archive import Archive, is_final
from reporter.model.questions import Answer, Question, account, block_header, genesis, signatures, transaction
from tests.ledger.examples import collect, patient, questions, small_pack
from tests.ledger.server import LocalLedger, Reply, Request, error_reply, running


def page(count: int) -> bytes:
    return json.dumps([{"signature": f"s{n}"} for n in range(count)]).encode()


@pytest.mark.parametrize(
    ("answer", "final"),
    [
        (Answer(transaction("a"), b"{}"), True),
        (Answer(transaction("a"), b"null"), False),
        (Answer(transaction("a"), b'{"code":-32015}', refused=True), False),
        (Answer(block_header(7), b"{}"), True),
        (Answer(block_header(7), b"null"), False),
        (Answer(signatures("w", before="s", limit=3), page(3)), True),
        (Answer(signatures("w", before="s", limit=3), page(2)), False),
        (Answer(signatures("w", limit=3), page(3)), False),
        (Answer(signatures("w", before="s"), page(1000)), True),
        (Answer(Question("getSignaturesForAddress", '["w",{"before":"s"}]'), page(1000)), True),
        (Answer(Question("getSignaturesForAddress", '["w"]'), page(1000)), False),
        (Answer(signatures("w", before="s", limit=3), b"not a list"), False),
        (Answer(account("a"), b"{}"), False),
        (Answer(genesis(), b'"x"'), False),
    ],
)
def test_only_what_no_later_answer_can_change_is_final(answer: Answer, final: bool) -> None:
    assert is_final(answer) is final


async def test_a_final_answer_serves_every_run_and_another_only_its_own(tmp_path: Path) -> None:
    wanted = [transaction("a"), account("b")]
    async with running() as server:
        for run in ("first", "first", "second"):
            archive = Archive(tmp_path / "a.db", patient(server.url), run)
            assert len(await collect(archive, wanted)) == 2
            await archive.aclose()
        assert server.asked == {transaction("a"): 1, account("b"): 2, genesis(): 2}


async def test_what_belongs_to_a_finished_run_is_forgotten(tmp_path: Path) -> None:
    async with running() as server:
        archive = Archive(tmp_path / "a.db", patient(server.url), "run")
        await collect(archive, [transaction("a"), account("b"), account("c")])
        assert archive.resumable("run") == 3  # two accounts and the network
        archive.finish("run")
        assert archive.resumable("run") == 0
        await archive.aclose()
        again = Archive(tmp_path / "a.db", patient(server.url), "run")
        await collect(again, [transaction("a"), account("b")])
        assert server.asked[transaction("a")] == 1
        assert server.asked[account("b")] == 2
        await again.aclose()


async def test_runs_nobody_resumed_for_long_are_swept(tmp_path: Path) -> None:
    async with running() as server:
        for run, now in (("old", 1000.0), ("new", 2000.0)):
            archive = Archive(tmp_path / "a.db", patient(server.url), run, clock=lambda now=now: now)  # type: ignore[misc]  # binds the loop's value
            await collect(archive, [account("b")])
            await archive.aclose()
        archive = Archive(tmp_path / "a.db", patient(server.url), "newest", clock=lambda: 2500.0)
        assert archive.sweep(2500, 1000) == 1
        assert [archive.resumable(run) for run in ("old", "new")] == [0, 2]
        await archive.aclose()


async def test_two_networks_do_not_answer_for_each_other(tmp_path: Path) -> None:
    class Other(LocalLedger):
        def result(self, question: Question) -> bytes:
            return b'"OtherGenesis"' if question == genesis() else b'"other"'

    question = block_header(5)
    other = Other()
    async with running() as server:
        first = Archive(tmp_path / "a.db", patient(server.url), "first")
        await collect(first, [question])
        await first.aclose()
    second = Archive(
        tmp_path / "a.db", PackSource(small_pack(Answer(q, other.result(q)) for q in (question, genesis()))), "second"
    )
    assert (await collect(second, [question]))[question].body == b'"other"'
    await second.aclose()


async def test_where_the_network_is_not_told_nothing_is_shared(tmp_path: Path) -> None:
    async with running(lambda r: error_reply(r, -32601) if r.calls[0]["method"] == "getGenesisHash" else None) as server:
        for run in ("first", "second"):
            archive = Archive(tmp_path / "a.db", patient(server.url), run)
            await collect(archive, questions(2))
            await archive.aclose()
        assert server.methods["getTransaction"] == 4


async def test_lasting_refusals_are_kept_for_the_run_and_passing_ones_never(tmp_path: Path) -> None:
    codes = {"lasting": -32009, "passing": -32005}

    def refuse(request: Request) -> Reply | None:
        wanted = [name for name in codes if name in json.dumps(request.json)]
        return error_reply(request, codes[wanted[0]]) if wanted else None

    asked = [transaction("lasting"), transaction("passing")]
    async with running(refuse) as server:
        for _ in range(2):
            archive = Archive(tmp_path / "a.db", patient(server.url, retries=0, batch=1), "run")
            found = await collect(archive, [*asked, *questions(1)])
            assert [found[question].refused for question in asked] == [True, True]
            await archive.aclose()
        assert [server.asked[question] for question in asked] == [1, 2]


async def test_a_damaged_row_is_fetched_again(tmp_path: Path) -> None:
    async with running() as server:
        source = patient(server.url)
        archive = Archive(tmp_path / "a.db", source, "run")
        before = await collect(archive, questions(3))
        with sqlite3.connect(tmp_path / "a.db") as raw:
            raw.execute("update answers set body = zeroblob(length(body)) where scope = ''")
        raw.close()
        with sqlite3.connect(tmp_path / "a.db") as raw:
            raw.execute("update answers set refused = 1 where rowid = (select max(rowid) from answers)")
        raw.close()
        assert await collect(archive, questions(3)) == before
        assert server.methods["getTransaction"] == 6
        assert await collect(archive, questions(3)) == before
        assert server.methods["getTransaction"] == 6
        await archive.aclose()


@pytest.mark.parametrize("start", [100, 200, 4096])
async def test_a_damaged_file_is_set_aside_and_everything_fetched_again(tmp_path: Path, start: int) -> None:
    file = tmp_path / "a.db"
    async with running() as server:
        for _ in range(2):
            archive = Archive(file, patient(server.url), "run")
            assert len(await collect(archive, questions(3))) == 3
            await archive.aclose()
            data = file.read_bytes()
            file.write_bytes(data[:start] + b"\xff" * (len(data) - start))
        assert server.methods["getTransaction"] == 6
        assert (tmp_path / "a.db.damaged").exists()


@pytest.mark.parametrize("content", [b"my diary", b"SQLite format 3\x00" + bytes(84)])
def test_a_file_of_another_kind_is_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other"
    file.write_bytes(content)
    with pytest.raises(InputError, match="no archive of this program"):
        Archive(file, PackSource(small_pack()), "run")
    assert file.read_bytes() == content


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReporterError, match=r"archive a\.db cannot be used"):
        Archive(tmp_path / "absent" / "a.db", PackSource(small_pack()), "run")


CHILD = """
import asyncio, sys
from pathlib import Path
from reporter.ledger.archive import Archive
from reporter.ledger.rpc import RpcSource
from reporter.model.questions import account, transaction

async def main(path, url, run):
    archive = Archive(Path(path), RpcSource([url], batch=1, concurrency=2), run)
    wanted = [transaction(f"t{n}") for n in range(60)] + [account(f"a{n}") for n in range(60)]
    async for answer in archive.ask(wanted):
        print(answer.question.method, answer.question.params, flush=True)
    await archive.aclose()

asyncio.run(main(*sys.argv[1:]))
"""


async def child(path: Path, url: str, run: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, str(path), url, run, stdout=asyncio.subprocess.PIPE
    )


async def test_a_killed_run_repeats_no_answer_it_had_handed_over(tmp_path: Path) -> None:
    async def slow(_: Request) -> None:
        await asyncio.sleep(0.002)

    async with running(slow) as server:
        process = await child(tmp_path / "a.db", server.url, "run")
        assert process.stdout is not None
        had = {Question(*(await process.stdout.readline()).decode().rstrip("\n").split(" ", 1)) for _ in range(70)}
        process.send_signal(signal.SIGKILL)
        rest, _ = await process.communicate()
        had |= {Question(*line.split(" ", 1)) for line in rest.decode().splitlines(keepends=True) if line.endswith("\n")}
        had = {Question(question.method, question.params.rstrip("\n")) for question in had}
        assert process.returncode == -signal.SIGKILL
        assert 70 <= len(had) < 120
        before = server.asked.copy()
        resumed = await child(tmp_path / "a.db", server.url, "run")
        output, _ = await resumed.communicate()
        assert resumed.returncode == 0
        assert len(output.decode().splitlines()) == 120
        repeated = server.asked - before
        assert not had & set(repeated)
        assert repeated.total() <= 120 - len(had)
        assert server.asked[genesis()] == 1


async def test_several_processes_share_one_file(tmp_path: Path) -> None:
    async with running() as server:
        children = [await child(tmp_path / "a.db", server.url, f"run{n}") for n in range(3)]
        done = [await process.communicate() for process in children]
        assert [process.returncode for process in children] == [0, 0, 0]
        assert [len(output.decode().splitlines()) for output, _ in done] == [120, 120, 120]
        last = Archive(tmp_path / "a.db", patient(server.url), "last")
        before = server.methods["getTransaction"]
        await collect(last, [transaction(f"t{n}") for n in range(60)])
        assert server.methods["getTransaction"] == before
        await last.aclose()


async def test_the_bytes_of_recorded_answers_come_back_unchanged(tmp_path: Path, shared: Path) -> None:
    bodies = {transaction(file.stem): file.read_bytes() for file in sorted((shared / "transactions").glob("*.json"))[:20]}
    recorded = PackSource(
        small_pack([Answer(question, body) for question, body in bodies.items()] + [Answer(genesis(), b'"g"')])
    )
    archive = Archive(tmp_path / "a.db", recorded, "run")
    for _ in range(2):
        found = await collect(archive, bodies)
        assert {question: answer.body for question, answer in found.items()} == bodies
    await archive.aclose()
