"""The PDF: the same page on paper, without script, attachment or anything fetched, and the same bytes for the same report."""

import builtins
import logging
import re
import zlib
from logging.handlers import QueueHandler
from queue import SimpleQueue

import pytest

from reporter.errors import InputError
from reporter.report.render import html_document, pdf
from tests.report.factory import bare_report, hostile_report, make_report, partial_report

pytestmark = pytest.mark.skipif(not pdf.available(), reason="WeasyPrint or its libraries are not installed")
EXPLORER = "https://explorer.example/{kind}/{id}"


def objects(body: bytes) -> bytes:
    """Everything the file says outside its pages' drawings: compressed streams opened."""
    opened = [body]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", body, re.DOTALL):
        try:
            opened.append(zlib.decompressobj().decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(opened)


def test_the_drawer_keeps_its_complaints_to_itself(monkeypatch):
    """What a program logs reaches the user by way of the root's handlers."""
    records: SimpleQueue[logging.LogRecord] = SimpleQueue()
    monkeypatch.setattr(logging.getLogger(), "handlers", [QueueHandler(records)])
    pdf.render(make_report())
    assert records.empty()


def test_it_is_a_pdf_and_the_same_bytes_again():
    made = pdf.render(make_report(), EXPLORER)
    assert made.startswith(b"%PDF-")
    assert made == pdf.render(make_report(), EXPLORER)


@pytest.mark.parametrize("make", [hostile_report, partial_report, bare_report])
def test_it_holds_no_script_no_file_and_no_link_but_to_the_explorer(make):
    said = objects(pdf.render(make(), EXPLORER))
    for name in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/SubmitForm", b"/OpenAction", b"/RichMedia"):
        assert name + b" " not in said, name
    targets = re.findall(rb"/URI\s*\(((?:\\.|[^)])*)\)", said)
    assert all(target.startswith(b"https://explorer.example/") for target in targets)
    assert bool(targets) == bool(make().holders)


def test_every_claim_reaches_a_transaction_in_one_click():
    said = objects(pdf.render(make_report(), EXPLORER))
    for finding in make_report().findings:
        if finding.signatures:
            assert f"https://explorer.example/tx/{finding.signatures[0]}".encode() in said


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<style>@import "http://127.0.0.1:9/x"; @font-face{font-family:x;src:url(file:///etc/passwd)}</style><p style="font-family:x">x',
        '<object data="file:///etc/passwd"></object><svg><image href="file:///etc/passwd"/></svg>',
    ],
)
def test_the_drawer_can_fetch_neither_file_nor_address(markup, monkeypatch):
    """Nothing of a report's text becomes markup; if it ever did, the drawer still opens nothing."""
    asked: list[str] = []
    refusing = pdf.Refusing.fetch

    def noted(self, url, *rest, **more):
        asked.append(url)
        return refusing(self, url, *rest, **more)

    monkeypatch.setattr(pdf.Refusing, "fetch", noted)
    monkeypatch.setattr(html_document, "document", lambda *_: f"<html><body>{markup}</body></html>")
    said = objects(pdf.render(make_report()))
    assert asked
    assert b"root:" not in said


@pytest.mark.parametrize(("error", "hint"), [(ImportError, "pip install"), (OSError, "apt-get install libpango-1.0-0")])
def test_where_it_cannot_be_made_one_line_says_what_to_install(monkeypatch, error, hint):
    real = builtins.__import__

    def missing(name, *rest, **more):
        if name == "weasyprint":
            raise error("no")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(InputError, match=hint) as refused:
        pdf.render(make_report())
    assert "\n" not in str(refused.value)
    assert not pdf.available()
