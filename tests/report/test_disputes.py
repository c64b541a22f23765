"""Disputes are shown beside a report, in the formats people read, said to be no part of it, and harmless."""

import re

import pytest
from msgspec.structs import replace

from reporter.report.render.disputes import OVERLAID, beside
from reporter.report.render.formats import FORMATS
from reporter.report.vocabulary import dispute as say
from reporter.report.wording import assert_speakable
from tests.publish.owner import LINK, OTHER, OWNER, REPORT, signed
from tests.report.factory import HOSTILE
from tests.report.test_documents import NASTY, Page

DISPUTES = [signed(), signed(OTHER, link=None)]
FORGED = [HOSTILE, *NASTY]
"""An overlay is checked before it is shown; the renderers hold even where it was not."""


@pytest.mark.parametrize("name", FORMATS)
def test_the_report_itself_stays_as_it_was_in_every_format(name):
    if name in {"csv", "parquet"}:
        return
    plain = FORMATS[name](REPORT)
    shown = beside(name, plain, DISPUTES)
    if name not in OVERLAID:
        assert shown == plain
    elif name == "html":
        before, end, after = plain.rpartition(b"</main>")
        assert shown.startswith(before)
        assert shown.endswith(end + after)
    else:
        assert shown.startswith(plain)
    assert beside(name, plain, []) == plain


@pytest.mark.parametrize("name", OVERLAID)
def test_every_dispute_names_its_wallet_its_time_its_link_and_what_it_is_not(name):
    shown = beside(name, b"<main></main>", DISPUTES).decode()
    text = Page(shown).text if name == "html" else shown.replace("\\", "")
    text = re.sub(r"\s+", " ", text)
    for key in (OWNER, OTHER):
        assert f"The key of {key.pubkey()} signed, dated 2026-09-21 20:46:40 UTC" in text
    assert LINK in text
    assert "is no part of it" in text
    assert "whether it is right was not examined" in text
    assert_speakable(text, exempt=[LINK])


def test_the_page_marks_the_link_as_nobodys_recommendation():
    page = Page(beside("html", FORMATS["html"](REPORT), DISPUTES).decode())
    assert LINK in page.links
    assert not {"script", "iframe", "img", "form"} & set(page.tags)
    assert 'rel="nofollow ugc noreferrer noopener"' in beside("html", b"<main></main>", DISPUTES).decode()


def test_a_newsroom_gets_the_link_as_text():
    shown = beside("markdown", b"", DISPUTES).decode()
    assert "https://" not in shown
    assert "](" not in shown


@pytest.mark.parametrize("text", FORGED, ids=range(len(FORGED)))
@pytest.mark.parametrize("name", OVERLAID)
def test_forged_text_is_harmless_in_every_format(name, text):
    forged = replace(DISPUTES[0], wallet=text, link=text, signature=text)
    shown = beside(name, b"<main></main>", [forged]).decode()
    assert not set(shown) & {"\x1b", "\u202e", "\u200b", "\r"}
    assert shown.count("x" * 900) == 0
    if name == "html":
        assert set(Page(shown).tags) <= {"main", "section", "h2", "p", "ul", "li", "span", "br", "a"}
        assert not [name for name in Page(shown).attributes if name.startswith("on")]
        assert Page(shown).links == []
    if name == "markdown":
        assert not re.search(r"(?<!\\)<|(?<!\\)\]\(", shown.replace("<main></main>", ""))


def test_the_frame_says_nothing_forbidden():
    assert_speakable(f"{say.TITLE} {say.introduction(1)} {say.introduction(2)} {say.LINKED} {say.statement(DISPUTES[0])}")
