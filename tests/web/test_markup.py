"""Text from the chain reaches a page escaped, shortened and visible, or not at all."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.web.blocks.markup import anchor, code, line, markdown, safe, transactions, wallet
from reporter.web.links import Explorer
from tests.report.factory import HOSTILE, address, signature

EXPLORER = Explorer("https://solscan.io/{kind}/{id}", "mainnet")


@given(st.text())
def test_no_text_opens_a_tag_an_attribute_or_an_entity(text):
    made = safe(text)
    assert not set(made) & set("<>\"'")
    assert html.unescape(made) == html.unescape(made).strip()
    assert "\n" not in made


def test_hostile_text_stays_readable_without_its_tricks():
    made = safe(HOSTILE)
    assert "&lt;script&gt;" in made
    assert "\u202e" not in made
    assert "\x1b" not in made


@given(st.text(alphabet="ab<>[]()!*_`~#:$\\&|"))
def test_markdown_escapes_every_mark_of_syntax(text):
    made = markdown(text)
    rest = made.replace("\\\\", "")
    for mark in "<>[]()*_`~#:$|":
        assert rest.count(mark) == rest.count("\\" + mark)


def test_a_message_becomes_a_sentence():
    assert line("the endpoint is busy") == "The endpoint is busy."
    assert line("Done.") == "Done\\."
    assert line("") == "."


@pytest.mark.parametrize("url", ["https://e.example/?a=1&b=2", 'https://e.example/"onmouseover="x'])
def test_an_anchor_escapes_its_address_and_opens_apart(url):
    made = anchor(url, "text")
    assert f'href="{html.escape(url)}"' in made
    assert 'target="_blank" rel="noopener noreferrer"' in made


def test_without_a_page_to_link_to_the_text_stands_alone():
    assert "<a" not in anchor(None, "text", "title")


def test_a_wallet_is_shortened_linked_and_given_in_full_in_its_title():
    name = address("somebody")
    made = wallet(EXPLORER, name)
    assert f"{name[:4]}…{name[-4:]}" in made
    assert f'title="{name}"' in made
    assert f'href="https://solscan.io/account/{name}"' in made


def test_the_first_transactions_are_linked_and_the_rest_counted():
    names = [signature(str(number)) for number in range(5)]
    made = transactions(EXPLORER, names)
    assert made.count("<a ") == 3
    assert "and 2 more" in made
    assert transactions(EXPLORER, []) == ""


def test_code_is_escaped():
    assert "<b>" not in code("<b>")
