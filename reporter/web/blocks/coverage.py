"""What was asked, what was not answered, and what no report can see."""

from reporter.model.report import Report
from reporter.report import numbers
from reporter.web.blocks.markup import code, safe


def coverage(report: Report) -> str:
    """Counts of questions, notes, the snapshot's facts, and what no decoder understood."""
    told, snapshot = report.coverage, report.snapshot
    spent = " (the budget ran out)" if told.budget_exhausted else ""
    notes = "".join(f"<li>{safe(note)}</li>" for note in told.notes)
    unread = told.unknown_instructions
    if unread:
        unknown, programs = numbers.count(sum(unread.values()), "instruction"), numbers.count(len(unread), "program")
        notes += f"<li>{unknown} of {programs} could not be decoded; nothing here rests on them.</li>"
    facts = {
        "Questions wanted, answered, missing": f"{told.wanted:,} · {told.fetched:,} · {told.missing:,}{spent}",
        "Early buying examined": numbers.percent(told.share),
        "Calls": f"{told.calls:,}",
        "Read from": safe(", ".join(snapshot.sources)),
        "Spread of the snapshot": f"{snapshot.slot_spread:,} slots",
        "Rules": safe(snapshot.rules),
        "Program": safe(snapshot.program),
        "Evidence pack": code(snapshot.pack_sha256),
    }
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts.items())
    return f'<dl class="lr-rows">{rows}</dl><ul class="lr-evidence">{notes}</ul>'


def limits(report: Report) -> str:
    """The limits as the report states them."""
    return f'<ul class="lr-evidence">{"".join(f"<li>{safe(text)}</li>" for text in report.limits)}</ul>'
