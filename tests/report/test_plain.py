"""Nothing the chain says can steer a terminal, a page, a spreadsheet or the eye."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reporter.report.plain import is_plain, markdown, plain, quoted, spreadsheet
from tests.report.factory import HOSTILE

BIDI_AND_ZERO_WIDTH = set(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u061c\u00ad"
)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANYTHING)
@example(HOSTILE)
@example("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\")
@example("".join(map(chr, range(0xA0))))
def test_no_control_bidi_or_zero_width_character_survives(text):
    for safe in (plain(text), quoted(text), spreadsheet(text), markdown(text)):
        assert not {char for char in safe if unicodedata.category(char)[0] == "C"}
        assert not BIDI_AND_ZERO_WIDTH & set(safe)
        assert len(safe.splitlines()) <= 1


@given(ANYTHING, st.integers(1, 80))
def test_the_length_is_bounded_in_letters_and_bytes(text, limit):
    cut = plain(text, limit)
    letters = [char for char in cut if unicodedata.category(char) not in {"Mn", "Me"}]
    assert len(letters) <= limit
    assert len(cut.encode()) <= limit * 12


@given(ANYTHING)
def test_what_is_plain_stays_as_it_is(text):
    once = plain(text, 1000)
    assert plain(once, 1000) == once
    assert is_plain(once)


@given(st.text(st.sampled_from("abcXYZ 019äßé中文한글العربية🚀$!?"), max_size=40))  # noqa: RUF001 — Arabic letters are the point
def test_ordinary_text_of_any_script_is_kept(text):
    assert plain(text) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("Safe\x1b[31mRug\x1b[0m", "SafeRug"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("gpj\u202eexe", "gpjexe"),
        ("ad\u200bmin", "admin"),
        ("\x1b]0;title\x07name", "name"),
        ("e\u0301\u0302\u0303\u0304", "e\u0301\u0302"),
        ("\u3164", ""),
        ("a \u0301b", "a b"),
        ("\u0301b", "b"),
        ("\ud800x", "x"),
        ("x" * 65, "x" * 63 + "…"),
        ("x" * 64, "x" * 64),
    ],
)
def test_tricks(text, harmless):
    assert plain(text) == harmless


def test_a_quotation_is_marked_and_cannot_close_itself():
    assert quoted('Moon" (verified) “x”') == "“Moon' (verified) 'x'” (quoted from the chain)"
    assert quoted("Mo\u200bon") == "“Moon” (quoted from the chain, some characters removed)"
    assert quoted(" Moon  shot\n") == "“Moon shot” (quoted from the chain)"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\u200b=1", "  =1", "|calc", "\uff1d1"])
def test_a_spreadsheet_sees_no_formula(text):
    assert spreadsheet(text).startswith("'")


def test_a_spreadsheet_sees_ordinary_text_unchanged():
    assert spreadsheet("Quiet Harbour") == "Quiet Harbour"


def test_markdown_sees_no_syntax():
    assert markdown("[x](http://y) <b>*_`# @me | 1. www.z") == (r"\[x\]\(http\:\/\/y\) \<b\>\*\_\`\# (at)me \| 1\. www\.z")
