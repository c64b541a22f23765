"""Nothing that looks like a private key is ever repeated: not on standard output, not on standard error, not on disk."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.cli.failure import one_line, refuse_secrets
from reporter.errors import LooksLikeSecret
from reporter.model import base58
from tests.cli.samples import MINT

KEY = bytes(range(7, 71))
SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
SECRETS = {
    "base58": base58.encode(KEY),
    "hex": KEY.hex(),
    "hex of the seed": "0x" + KEY[:32].hex(),
    "bytes": json.dumps(list(KEY)),
    "bytes without spaces": json.dumps(list(KEY), separators=(",", ":")),
    "seed phrase": SEED,
}


def _assert_nothing_of(secret: str, *texts: str) -> None:
    words = {secret, *(word for word in secret.split() if len(word) > 3)}
    for text in texts:
        assert [word for word in words if word in text] == []
        assert not any(secret[at : at + 12] in text for at in range(max(1, len(secret) - 12)))


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize(
    "command",
    [
        ["report", "{}"],
        ["report", "{}", "--format", "json"],
        ["report", MINT, "--pack", "{}"],
        ["report", MINT, "--pack={}"],
        ["report", MINT, "--save-pack", "{}"],
        ["report", MINT, "--budget", "{}"],
        ["report", MINT, "--rpc-url", "{}"],
        ["report", MINT, "{}"],
        ["report", MINT, "--{}"],
        ["verify", "{}"],
        ["rpc-check", "{}"],
        ["decode", "{}"],
        ["{}"],
    ],
    ids=" ".join,
)
def test_a_key_in_any_place_is_refused_without_echo(run, tmp_path, command, secret):
    ran = run(*(part.replace("{}", secret) for part in command))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    _assert_nothing_of(secret, ran.err, *(path.name for path in tmp_path.rglob("*")))


@pytest.mark.parametrize("secret", [SEED, json.dumps(list(KEY))], ids=["seed phrase", "bytes"])
@pytest.mark.parametrize("command", [["report"], ["decode"], ["verify"], []])
def test_a_key_that_the_shell_split_into_words_is_refused_without_echo(run, command, secret):
    ran = run(*command, *secret.split())
    assert (ran.code, ran.out) == (2, "")
    _assert_nothing_of(secret, ran.err)


def test_a_key_costs_no_file_and_no_traceback_in_the_real_program(program, tmp_path):
    secret = SECRETS["base58"]
    ran = program("report", secret, REPORTER_DEBUG="1", REPORTER_LOG_LEVEL="debug")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err == "reporter: an argument looks like a private key or seed phrase; it was not read, stored or sent\n"
    assert list(tmp_path.rglob("*")) == []


def test_endpoint_urls_and_files_named_by_a_signature_are_no_secrets(tmp_path):
    recording = tmp_path / f"{SECRETS['base58']}"
    recording.touch()
    refuse_secrets(["report", MINT, "--rpc-url", f"https://node.example/{KEY.hex()[:64]}"])
    refuse_secrets(["decode", str(recording)])
    with pytest.raises(LooksLikeSecret):
        refuse_secrets(["decode", f"{recording}2"[:-1] + "3"])


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.sampled_from(["http://", "https://", "wss://", "redis://"])
)
def test_an_error_is_one_printable_line_without_links(text, scheme):
    line = one_line(f"{text} {scheme}user:pw@node.example/9f8e7d6c5b4a {text}")
    assert "9f8e7d6c5b4a" not in line
    assert line.isprintable()
