"""Logs go to standard error, and what looks like a key or an address of the network is taken out on the way."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from reporter import log

SECRETS = {
    "url": "https://rpc.example/v2/S3CRET-key-value?x=1",
    "websocket": "wss://S3CRET-key-value@rpc.example",
    "named key": 'api-key="S3CRET-key-value"',
    "named token": "access_token=S3CRET-key-value;",
    "header": "Authorization: Bearer S3CRET-key-value",
    "bearer": "bearer S3CRET-key-value",
    "basic": "Authorization: Basic S3CRETkeyvalue==",
    "header of a key": "x-api-key: S3CRET-key-value",
    "API key": "lr_0123456789ab_S3CRET-key-value",
    "secret of a webhook": "whsec_S3CRETkeyvalue+/==",
    "named secret": "webhook_secret=S3CRET-key-value",
    "database": "postgresql+psycopg://reporter:S3CRET@10.0.0.1/reports",
    "query of a path": "GET /v2?api-key=S3CRET-key-value HTTP/1.1",
    "cookie": "Cookie: session=S3CRET-key-value",
    "base58": "S3CRETkey1va1ue" * 6,
    "hex": "0x" + "ab" * 32,
    "hex without prefix": "AB" * 64,
    "key file": "[" + ", ".join(str(n) for n in range(64)) + "]",
}


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, own = root.handlers[:], root.level, logging.getLogger("reporter").level
    yield
    logging.getLogger("reporter").setLevel(own)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_secrets_are_taken_out_and_the_rest_stays(secret: str) -> None:
    text = log.redact(f"before {secret} after")
    assert text.startswith("before ")
    assert log.HIDDEN in text
    assert "S3CRET" not in text
    assert "ab" * 16 not in text.lower()
    assert "41, 42" not in text


@pytest.mark.parametrize(
    "text",
    [
        *("", "mint So11111111111111111111111111111111111111112", "a token: Safe Rug", "slots [1, 2, 3]", "1:2"),
        *("GET /api/v1/jobs/0123456789abcdef HTTP/1.1", "a basic test", "no cookie", "lr_0123"),
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert log.redact(text) == text


@given(st.text())
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = log.redact(text)
    assert log.redact(once) == once


@pytest.mark.parametrize("as_json", [True, False])
def test_every_kind_of_event_is_redacted(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    log.setup("debug", as_json=as_json)
    secret = SECRETS["url"]
    log.get("reporter.test").warning(
        "own", text=secret, deep={"list": [(secret,)], "n": 1}, api_key="S3CRET", error=ValueError(secret)
    )
    logging.getLogger("library").warning("foreign %s", secret)
    structlog.get_logger("global").warning("global", text=secret)
    try:
        raise ValueError(secret)  # noqa: TRY301 — its traceback is what is tested
    except ValueError:
        log.get("reporter.test").exception("failed")
        logging.getLogger("library").exception("failed")
    out, err = capsys.readouterr()
    assert out == ""
    assert "S3CRET" not in err
    assert err.count(log.HIDDEN) >= 7
    assert all(word in err for word in ("own", "foreign", "global", "ValueError"))
    if as_json:
        assert {json.loads(line)["level"] for line in err.splitlines()} == {"warning", "error"}


def test_without_set_up_nothing_reaches_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    log.get("reporter.test").warning("told", text=SECRETS["url"])
    out, err = capsys.readouterr()
    assert out == ""
    assert "S3CRET" not in err


@pytest.mark.parametrize(("level", "own", "foreign"), [("warning", 0, 0), ("info", 1, 0), ("debug", 2, 2)])
def test_a_level_is_about_our_own_lines_and_libraries_are_heard_in_full_only_when_all_is(
    capsys: pytest.CaptureFixture[str], level: str, own: int, foreign: int
) -> None:
    log.setup(level)
    for name in ("reporter.test", "library"):
        log.get(name).info("told by %s", name)
        log.get(name).debug("detailed by %s", name)
    err = capsys.readouterr().err
    assert (err.count("by reporter.test"), err.count("by library")) == (own, foreign)


def test_headers_are_hidden_by_their_names_in_whatever_form_they_come(capsys: pytest.CaptureFixture[str]) -> None:
    log.setup()
    scope = {
        "headers": [(b"X-Api-Key", b"S3CRET"), ("authorization", "S3CRET"), ["cookie", "S3CRET"], (b"accept", b"text/html")]
    }
    log.get("reporter.test").warning("asked", scope=scope, rpc_urls=["S3CRET"], webhook_secret=b"S3CRET", database_url="S3CRET")
    err = capsys.readouterr().err
    assert "S3CRET" not in err
    assert err.count(log.HIDDEN) == 6
    assert "text/html" in err


def test_what_is_bound_to_a_job_stands_in_every_line_about_it(capsys: pytest.CaptureFixture[str]) -> None:
    log.setup(as_json=True)
    with structlog.contextvars.bound_contextvars(job="0123456789abcdef"):
        log.get("reporter.test").warning("own")
        logging.getLogger("library").warning("foreign")
        structlog.get_logger("global").warning("global")
    log.get("reporter.test").warning("after")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line.get("job") for line in lines] == ["0123456789abcdef"] * 3 + [None]


def test_what_is_bound_is_redacted_too(capsys: pytest.CaptureFixture[str]) -> None:
    log.setup()
    with structlog.contextvars.bound_contextvars(endpoint=SECRETS["url"]):
        log.get("reporter.test").warning("own")
    assert "S3CRET" not in capsys.readouterr().err
