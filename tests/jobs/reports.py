"""Reports with packs for the tests of store, samples and pages."""

import hashlib

import msgspec

from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.shipped import load_background, load_labels, load_rules
from reporter.model import questions
from reporter.model.pack import Pack, Parameters, Provenance
from reporter.model.questions import Answer
from reporter.model.report import Report
from tests.report.factory import make_report


def numbered(report: Report, number: int, slot: int | None = None) -> Report:
    """The same report with another pack's hash, and another snapshot slot if wanted."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    snapshot = msgspec.structs.replace(report.snapshot, pack_sha256=digest, slot=slot or report.snapshot.slot)
    return msgspec.structs.replace(report, snapshot=snapshot)


def pack_of(report: Report | None = None) -> Pack:
    """A small whole pack on the report's mint."""
    mint = (report or make_report()).mint
    answers = MemoryAnswers([Answer(questions.supply(mint), b'{"context":{"slot":1},"value":{"amount":"5","decimals":6}}')])
    provenance = Provenance(("JSON-RPC",), "0.1.0")
    return Pack(Parameters(mint), provenance, load_rules(), load_labels(), load_background(), answers)
