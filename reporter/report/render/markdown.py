"""The report as a Markdown summary for a newsroom: each sentence with the full signatures behind it."""

from collections.abc import Sequence
from typing import Final

from reporter.model.ids import Signature
from reporter.model.report import Report
from reporter.report.explorer import DEFAULT, Explorer
from reporter.report.numbers import count, percent, utc
from reporter.report.plain import markdown, quoted
from reporter.report.vocabulary.behaviour import told
from reporter.report.vocabulary.headline import linked_supply

SUFFIX: Final = ".md"
SENTENCE: Final = 1000  # letters of one sentence of the report
_QUOTED: Final = 200
_IDENTITY: Final = 100
_SIGNATURES: Final = 5  # of one sentence; the rest is counted
_ENCODED: Final = str.maketrans({char: f"%{ord(char):02X}" for char in " ()<>[]\\\"'`*_"})
"""What would end a link's target in Markdown, or mean something inside it."""


def render(report: Report, explorer: str = DEFAULT) -> bytes:
    """UTF-8 Markdown; signatures are links by the template `explorer` where an explorer can know the ledger.

    Text of others is escaped, so that nothing in it becomes a link, a picture, a heading or a mention.
    """
    links = Explorer(explorer, report.snapshot.network)
    lines = ["# Launch report", "", *_head(report), "", *_headline(report), "", *_findings(report, links)]
    lines += ["", "## Behaviour", ""]
    for said in told(report.behaviour):
        lines += [f"- {markdown(said.text, SENTENCE)}", *_proofs(said.signatures, links)]
    lines += ["", "## What was not read", "", *(f"- {markdown(note, SENTENCE)}" for note in report.coverage.notes)]
    lines += ["", "## Limits", "", *(f"- {markdown(limit, SENTENCE)}" for limit in report.limits)]
    return ("\n".join(lines) + "\n").encode()


def _head(report: Report) -> list[str]:
    shot, token = report.snapshot, report.token
    lines = [] if shot.network == "mainnet" else [f"**Not shown to be mainnet: the network is {markdown(shot.network)}.**", ""]
    return [
        *lines,
        f"- Token {markdown(quoted(token.name), _QUOTED)}, symbol {markdown(quoted(token.symbol), _QUOTED)}",
        f"- Mint {markdown(report.mint, _IDENTITY)}",
        f"- Snapshot {markdown(utc(shot.time))}, slot {shot.slot}",
        f"- Evidence pack {markdown(shot.pack_sha256, _IDENTITY)}",
    ]


def _headline(report: Report) -> list[str]:
    partial = ["", "**Partial report: what is missing can change every number here.**"] if report.coverage.partial else []
    covered = f"Early buying covered: {percent(report.coverage.share)}."
    return ["## Linked supply", "", markdown(linked_supply(report), SENTENCE), "", markdown(covered, SENTENCE), *partial]


def _findings(report: Report, links: Explorer) -> list[str]:
    lines = ["## Findings", ""]
    for finding in report.findings:
        lines += [f"- ({finding.tier}) {markdown(finding.text, SENTENCE)}", *_proofs(finding.signatures, links)]
    return lines if report.findings else [*lines, "No link found in the data examined."]


def _proofs(signatures: Sequence[Signature], links: Explorer) -> list[str]:
    lines = []
    for signature in signatures[:_SIGNATURES]:
        shown, target = markdown(signature, _IDENTITY), links.transaction(signature)
        lines.append(f"    - [{shown}]({target.translate(_ENCODED)})" if target else f"    - {shown}")
    more = len(signatures) - _SIGNATURES
    return [*lines, f"    - and {count(more, 'transaction')} more, in the JSON document"] if more > 0 else lines
