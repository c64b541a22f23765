"""A dispute counts when the wallet's own key signed the fixed text about this very report, and for nothing else."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from solders.keypair import Keypair
from solders.pubkey import Pubkey
from solders.signature import Signature

from reporter.errors import InputError, SignatureRefused
from reporter.publish import dispute, overlay
from reporter.publish.dispute import accept, holds, is_link, messages, text
from reporter.report.wording import assert_speakable
from tests.publish.owner import DIGEST, DOCUMENT, LINK, NOWHERE, OTHER, OWNER, REPORT, WHEN, line, signed
from tests.report.factory import HOSTILE


def test_the_text_is_one_line_of_printable_ascii_that_a_hardware_wallet_can_show():
    told = line()
    assert told == (
        f"launch-reporter dispute/1; mint {REPORT.mint}; report {DIGEST}; wallet {OWNER.pubkey()}; time 2026-09-21T20:46:40Z;"
        f" link {LINK}; I dispute what this report says about this wallet."
    )
    assert re.fullmatch(r"[ -~]+", told)
    longest = line(link="https://e.xx/" + "a" * (dispute.LONGEST_LINK - 13))
    assert len(longest) <= 1147  # a Ledger's 1232 bytes less the 85 of the longest frame
    assert_speakable(told, exempt=[LINK])


@pytest.mark.parametrize("form", ["message", "command-line", "off-chain"])
def test_a_signature_over_the_text_or_either_frame_is_accepted(form):
    told = line()
    signature = OWNER.sign_message(messages(told, str(OWNER.pubkey()))[form])
    for written in (str(signature), bytes(signature).hex()):
        found = accept(REPORT, DIGEST, told, written, WHEN)
        assert (found.form, found.wallet, found.link, found.time) == (form, str(OWNER.pubkey()), LINK, WHEN)
        assert found.signature == str(signature)
        assert holds(found, REPORT, DIGEST)


def test_a_published_signature_of_the_solana_command_line_fits_its_frame():
    """From https://github.com/coinlist/hancock, solana/README.md: `solana sign-offchain-message "hey there"`."""
    wallet = "4fwzf5RUcptqpMTYjNhXVuYabeX9bF1patCSYTkMufFN"
    made = "3zHMng1qyLHbPTBw1YxBVwJGBWhkqRrX6JipKqmWiT9P4oMEuacqdjvWEbHaG6CbMF6rYL4e22qkP7zcY8FP4Bfr"
    forms = {
        form: Signature.from_string(made).verify(Pubkey.from_string(wallet), message)
        for form, message in messages("hey there", wallet).items()
    }
    assert forms == {"message": False, "command-line": True, "off-chain": False}


def test_the_newer_frame_is_laid_out_as_the_specification_has_it():
    frame = messages("hey", str(OWNER.pubkey()))["off-chain"]
    assert frame[:16] == b"\xffsolana offchain"
    assert (frame[16], frame[17:49], frame[49], frame[50]) == (0, bytes(32), 0, 1)
    assert frame[51:83] == bytes(OWNER.pubkey())
    assert (frame[83:85], frame[85:]) == (b"\x03\x00", b"hey")


@pytest.mark.parametrize("key", [OTHER, Keypair()])
def test_another_keys_signature_is_refused(key):
    with pytest.raises(SignatureRefused, match="not one of the wallet's key"):
        accept(REPORT, DIGEST, line(), str(key.sign_message(line().encode())), WHEN)


def test_a_signature_over_another_text_is_refused():
    for told in (line(time=WHEN - 1), line(link=None), line(digest="0" * 64), line() + " "):
        with pytest.raises(SignatureRefused):
            accept(REPORT, DIGEST, line(), str(OWNER.sign_message(told.encode())), WHEN)


def test_a_dispute_is_not_replayed_to_another_report():
    told = line()
    signature = str(OWNER.sign_message(told.encode()))
    with pytest.raises(InputError, match="about another report"):
        accept(REPORT, "0" * 64, told, signature, WHEN)
    with pytest.raises(InputError, match="about another report"):
        accept(replace(REPORT, mint=str(NOWHERE.pubkey())), DIGEST, told, signature, WHEN)
    kept = signed()
    assert not holds(kept, REPORT, "0" * 64)
    assert not holds(replace(kept, report_sha256="0" * 64), REPORT, "0" * 64)


def test_a_wallet_the_report_does_not_speak_of_cannot_dispute_it():
    told = line(NOWHERE)
    with pytest.raises(InputError, match="does not occur in the report"):
        accept(REPORT, DIGEST, told, str(NOWHERE.sign_message(told.encode())), WHEN)
    with pytest.raises(InputError, match="does not occur"):
        dispute.require_wallet(REPORT, REPORT.mint)


def test_a_dispute_dated_ahead_or_before_the_snapshot_is_refused():
    early = (REPORT.snapshot.time or 0) - 1
    for time, now in ((WHEN, WHEN - dispute.AHEAD - 1), (early, WHEN)):
        told = line(time=time)
        with pytest.raises(InputError, match="dated ahead of now, or before"):
            accept(REPORT, DIGEST, told, str(OWNER.sign_message(told.encode())), now)


@pytest.mark.parametrize(
    "told",
    [
        "",
        "I dispute this.",
        "launch-reporter dispute/1",
        line().replace("dispute/1", "dispute/2"),
        line().replace("time 2026-09-21", "time 2026-13-41"),
        line().replace(LINK, "https://example.org/ x"),
        line().replace(LINK, "javascript:alert(1)"),
        line() + "\n",
        line().replace("I dispute", "I do not dispute"),
    ],
)
def test_nothing_but_the_fixed_text_is_taken_even_when_it_is_signed(told):
    with pytest.raises(InputError):
        accept(REPORT, DIGEST, told, str(OWNER.sign_message(told.encode())), WHEN)


@pytest.mark.parametrize("signature", ["", "x", "0" * 128 + "1", "zz" * 64, "1" * 63, "5" * 200, HOSTILE])
def test_what_is_no_signature_is_refused(signature):
    with pytest.raises(InputError):
        accept(REPORT, DIGEST, line(), signature, WHEN)


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org/",
        "https://",
        "https://localhost/",
        "https://user:pw@example.org/",
        "https://example.org/<script>",
        'https://example.org/"onclick="x',
        "https://example.org/ two",
        "https://example.org/\u202e",
        "https://exämple.org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "javascript:alert(1)",
        "https://example.org/" + "a" * 200,
        "https://example.org\\@evil.example/",
        "",
    ],
)
def test_a_link_is_one_plain_https_address(link):
    assert not is_link(link)
    with pytest.raises(InputError, match="a link is one plain https address"):
        text(REPORT.mint, DIGEST, str(OWNER.pubkey()), WHEN, link)


@pytest.mark.parametrize("link", ["https://example.org", "https://xn--exmple-cua.org:8443/a/b?c=d#e", LINK])
def test_ordinary_links_are_taken(link):
    assert is_link(link)


def test_of_one_wallet_the_later_dispute_stands_and_an_earlier_one_is_no_replacement():
    first, later = signed(), signed(time=WHEN + 60, link=None)
    content = overlay.add([first], later)
    assert overlay.read(content, DOCUMENT) == [later]
    for older in (first, later):
        with pytest.raises(InputError, match="disputed the report already"):
            overlay.add([later], older)


def test_a_report_takes_only_so_many_disputes():
    one = signed()
    many = [replace(one, wallet=str(number)) for number in range(overlay.MOST)]
    with pytest.raises(InputError, match="100 disputes at most"):
        overlay.add(many, one)


def test_the_overlay_lies_beside_the_report_which_never_changes(tmp_path):
    file = tmp_path / "report.json"
    file.write_bytes(DOCUMENT)
    assert overlay.beside(file) == []
    overlay.keep(file, signed())
    overlay.keep(file, signed(OTHER, link=None))
    assert file.read_bytes() == DOCUMENT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.disputes", "report.json"]
    found = overlay.beside(file)
    assert [one.wallet for one in found] == sorted(str(key.pubkey()) for key in (OWNER, OTHER))


@settings(deadline=None)
@given(st.data())
def test_an_altered_overlay_never_shows_what_nobody_signed(data):
    content = overlay.add([], signed())
    place = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] = data.draw(st.integers(0, 255))
    try:
        found = overlay.read(bytes(changed), DOCUMENT)
    except InputError:
        return
    assert all(holds(one, REPORT, DIGEST) for one in found)


@pytest.mark.parametrize(
    "change",
    [
        {"link": "https://evil.example/"},
        {"link": "javascript:alert(1)"},
        {"time": 10**18},
        {"time": -1},
        {"wallet": "x"},
        {"form": "off-chain"},
        {"signature": "x"},
        {"mint": "x"},
    ],
)
def test_every_altered_member_of_an_overlay_is_found(change):
    told = json.loads(overlay.add([], signed()))
    told["disputes"][0].update(change)
    with pytest.raises(InputError, match="was not signed for it"):
        overlay.read(json.dumps(told).encode(), DOCUMENT)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"schema": "x", "disputes": []}', b"\xff", b" " * 200_000, b"[" * 50_000])
def test_what_is_no_overlay_is_refused(content):
    with pytest.raises(InputError, match="damaged"):
        overlay.read(content, DOCUMENT)
