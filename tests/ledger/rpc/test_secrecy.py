"""An endpoint's address is a secret: it is looked for in every byte the program lets out."""

import json
import logging
import traceback
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reporter import log
from reporter.errors import EndpointError
from reporter.ledger.archive import Archive
from reporter.ledger.pack import write_pack
from reporter.ledger.probe import probe
from reporter.model.questions import Question, supply
from tests.ledger.examples import collect, patient, questions, small_pack
from tests.ledger.server import Reply, Request, error_reply, running

KEY = "k3y-0f-the-endpoint-5f1c"
PATH = f"/v2/{KEY}?api-key={KEY}"


def everything(error: BaseException) -> str:
    """All that any handler could print of an error: its text, its chain, its tracebacks."""
    texts = ["".join(traceback.format_exception(error)), repr(error)]
    for chained in (error.__cause__, error.__context__):
        texts += [everything(chained)] if chained is not None else []
    return "\n".join(texts)


def talkative(request: Request) -> Reply | None:
    """A server that repeats the caller's key in its refusals."""
    if "Supply" not in request.calls[0]["method"]:
        return None
    return error_reply(request, -32602, f"https://node.example/v2/{KEY} says: no, {KEY}\x1b[31m\u202e!")


@pytest.fixture
def _verbose_log() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    log.setup("debug")
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.usefixtures("_verbose_log")
async def test_errors_and_their_chains_name_no_address(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for reply in (
        Reply(status=500),
        Reply(hang_up=True),
        Reply(status=403, body=KEY.encode()),
        Reply(status=429),
        Reply(body=b"?"),
    ):
        async with running(lambda _, reply=reply: reply, PATH) as server:  # type: ignore[misc]  # a default binds the loop's value
            source = patient(server.url, retries=1)
            with pytest.raises(EndpointError) as caught:
                await collect(source, questions(2))
            assert KEY not in repr(source) + repr(vars(source)) + everything(caught.value)
            assert "127.0.0.1" not in str(caught.value)
    source = patient(server.url, retries=1)  # nobody listens there any more
    with pytest.raises(EndpointError) as caught:
        await collect(source, questions(2))
    assert KEY not in everything(caught.value)
    out, err = capsys.readouterr()
    assert KEY not in out + err + caplog.text
    assert out == ""
    assert "endpoint 1 of 1" in caplog.text


async def test_a_server_that_repeats_the_key_does_not_get_it_into_archive_or_pack(tmp_path: Path) -> None:
    async with running(talkative, PATH) as server:
        archive = Archive(tmp_path / "archive.db", patient(server.url), "run")
        found = await collect(archive, [supply("mint"), *questions(3)])
        refusal = found[supply("mint")]
        assert refusal.refused
        assert json.loads(refusal.body) == {"code": -32602, "message": "… says: no, …[31m!"}
        write_pack(tmp_path / "evidence.zip", small_pack(found.values()))
        await archive.aclose()
    assert files_with(tmp_path, KEY.encode(), b"127.0.0.1") == []
    assert files_with(tmp_path, b"says: no") != []  # the search does find what is there


def files_with(folder: Path, *texts: bytes) -> list[str]:
    """The files that hold a text, packed or not."""
    found = []
    for path in folder.iterdir():
        data = path.read_bytes()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as pack:
                data += b"".join(pack.read(name) for name in pack.namelist())
        found += [path.name] if any(text in data for text in texts) else []
    return found


async def test_a_check_of_an_endpoint_shows_no_key() -> None:
    async with running(
        lambda r: error_reply(r, -32000, f"denied for {KEY} at http://x.y/{KEY}") if not r.many else None, PATH
    ) as server:
        found = await probe(server.url, pause=0)
        assert found
        assert KEY not in repr(found)


async def test_the_address_reaches_the_server_as_given() -> None:
    async with running(path=PATH) as server:
        source = patient(server.url)
        await collect(source, [Question("getSlot", "[]")])
        assert server.requests[0].target == PATH
