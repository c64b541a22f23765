"""`reporter report`: link templates, the window of snipers, and PDF, from the command line to the document."""

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from reporter.cli import report as command
from reporter.cli.app import main
from reporter.ledger.pack import write_pack
from reporter.model import report as r
from reporter.report.render import pdf
from tests.cli.samples import MINT, Made, a_pack, a_report

SIGNATURE = "2q4hwACK3R6KzxqKA2nkaSnWDGSmWP1xeBcL9e1UwfDZGZFEqYY4BDVMBGBT7cWzVKjXTXHB4vJpWjKc2QCzoKCX"[:88]
OWN = "https://explorer.example/{kind}/{id}?cluster=mainnet"


@pytest.fixture(autouse=True)
def _pack(monkeypatch):
    """A report of mainnet with one signed sentence."""
    made = a_report()
    said = r.Finding("creator_signed", "proven", "The creator's wallet signed.", [SIGNATURE], [])
    told = replace(made, findings=[said], snapshot=replace(made.snapshot, network="mainnet"))
    write_pack(Path("some.zip"), a_pack())
    monkeypatch.setattr(command, "analyse", lambda pack: told)


@pytest.mark.parametrize("shape", ["html", "markdown"])
def test_links_follow_the_option_the_setting_or_the_default(run, monkeypatch, shape):
    of_report = ("report", MINT, "--pack", "some.zip", "--format", shape)
    assert f"https://solscan.io/tx/{SIGNATURE}" in run(*of_report).out
    monkeypatch.setenv("REPORTER_EXPLORER", "https://other.example/{kind}/{id}")
    assert f"https://other.example/tx/{SIGNATURE}" in run(*of_report).out
    assert f"https://explorer.example/tx/{SIGNATURE}?cluster=mainnet" in run(*of_report, "--explorer", OWN).out


@pytest.mark.parametrize("template", ["javascript:alert(1)//{kind}{id}", "https://explorer.example/{id}", "x"])
def test_what_is_no_link_template_is_refused_and_not_repeated(run, template):
    ran = run("report", MINT, "--pack", "some.zip", "--format", "html", "--explorer", template)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "reporter: --explorer is no http or https URL with {kind} and {id} in it\n"


def test_a_template_for_a_format_without_links_is_refused(run):
    ran = run("report", MINT, "--pack", "some.zip", "--format", "csv", "--explorer", OWN)
    assert (ran.code, ran.err) == (2, "reporter: --explorer is for formats with links: html, markdown, pdf\n")


def test_where_no_pdf_can_be_made_nothing_is_read(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # an import of it fails then
    monkeypatch.setattr(command, "read_pack", lambda path: pytest.fail("the pack was read"))
    ran = run("report", MINT, "--pack", "some.zip", "--format", "pdf")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "reporter: PDF needs the extra `pdf`: pip install 'launch-reporter[pdf]'\n"


@pytest.mark.skipif(not pdf.available(), reason="WeasyPrint or its libraries are not installed")
def test_a_pdf_goes_to_standard_output(capfdbinary):
    assert main(("report", MINT, "--pack", "some.zip", "--format", "pdf", "--explorer", OWN)) == 0
    assert capfdbinary.readouterr().out.startswith(b"%PDF-")


def test_the_window_of_snipers_reaches_the_parameters(run, monkeypatch):
    seen = []

    def make(parameters, **_):
        seen.append(parameters.sniper_slots)
        return Made(a_report(), a_pack())

    monkeypatch.setattr(command, "make_report", make)
    run("report", MINT, "--sniper-slots", "7")
    run("report", MINT)
    assert seen == [7, None]
    assert run("report", MINT, "--pack", "some.zip", "--sniper-slots", "7").code == 2
