"""`reporter api-keys`: a key is printed once, listed without itself, and revoked."""

import json
from pathlib import Path

import sqlalchemy as sa

from reporter.api.keys import Key, Keys


def _known(tmp_path: Path, text: str) -> Key | None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'data' / 'jobs.sqlite3'}")
    try:
        return Keys(engine).find(text)
    finally:
        engine.dispose()


def test_a_new_key_is_printed_alone_and_opens_what_was_asked_for(run, tmp_path):
    ran = run("api-keys", "new", "a platform", "--scope", "read", "--scope", "private", "--per-minute", "7")
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "", 1)
    key = _known(tmp_path, ran.out.strip())
    assert key is not None
    assert (key.name, sorted(key.scopes), key.per_minute) == ("a platform", ["private", "read"], 7)


def test_keys_are_listed_without_their_secrets(run):
    text = run("api-keys", "new", "a platform").out.strip()
    listed, document = run("api-keys", "list"), run("api-keys", "list", "--format", "json")
    assert "a platform" in listed.out
    assert "read,request,webhooks" in listed.out
    assert json.loads(document.out)["keys"][0]["revoked"] is None
    secret = text.split("_", 2)[2]
    assert secret not in listed.out + document.out


def test_a_revoked_key_opens_nothing(run, tmp_path):
    text = run("api-keys", "new", "a platform").out.strip()
    ran = run("api-keys", "revoke", text.split("_")[1])
    assert (ran.code, "revoked" in ran.out) == (0, True)
    assert _known(tmp_path, text) is None


def test_what_makes_no_sense_is_one_line_and_exit_code_2(run):
    for arguments in (("new", "x", "--scope", "root"), ("revoke", "0" * 12), ("new", "")):
        ran = run("api-keys", *arguments)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
