"""The report as a Markdown summary for a newsroom: each sentence with the full signatures behind it."""

from typing import Final

from reporter.model.report import Report
from reporter.report.numbers import count, percent, utc
from reporter.report.plain import markdown, quoted

SUFFIX: Final = ".md"
SENTENCE: Final = 1000  # letters of one sentence of the report
_QUOTED: Final = 200
_IDENTITY: Final = 100
_SIGNATURES: Final = 5  # of one finding; the rest is counted


def render(report: Report) -> bytes:
    """UTF-8 Markdown. Text of others is escaped, so that nothing in it becomes a link, a picture, a heading or a mention."""
    lines = ["# Launch report", "", *_head(report), "", *_headline(report), "", *_findings(report)]
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
    low, high = report.metrics.linked_at_least, report.metrics.linked_at_most
    if low is None or high is None:
        said = "Not measured. No data is not the same as no risk."
    elif report.coverage.partial:
        said = (
            f"At least {percent(low)} of the circulating supply is held by wallets linked to each other; "
            "on data this incomplete nobody can say how much at most."
        )
    else:
        said = (
            f"At least {percent(low)}, at most {percent(high)} of the circulating supply "
            "is held by wallets linked to each other."
        )
    partial = ["", "**Partial report: what is missing can change every number here.**"] if report.coverage.partial else []
    covered = f"Early buying covered: {percent(report.coverage.share)}."
    return ["## Linked supply", "", markdown(said, SENTENCE), "", markdown(covered, SENTENCE), *partial]


def _findings(report: Report) -> list[str]:
    lines = ["## Findings", ""]
    for finding in report.findings:
        lines.append(f"- ({finding.tier}) {markdown(finding.text, SENTENCE)}")
        lines += [f"    - {markdown(signature, _IDENTITY)}" for signature in finding.signatures[:_SIGNATURES]]
        if more := len(finding.signatures) - _SIGNATURES:
            lines += [f"    - and {count(more, 'transaction')} more, in the JSON document"] if more > 0 else []
    return lines if report.findings else [*lines, "No link found in the data examined."]
