"""The measures of a report as one table: over wallets, and over entities at least, expected and at most."""

from typing import Final

from reporter.model.report import Measures, Report
from reporter.report import numbers
from reporter.web.blocks.markup import safe
from reporter.web.measures import TABLE

_COLUMNS: Final = ("Wallets", "Entities, at least", "expected", "at most")
NO_DATA: Final = "no data"


def measured(report: Report) -> str:
    """Every measure with its figures; what it means and how it misleads unfolds below its name."""
    entities = report.metrics.entities
    columns = (report.metrics.wallets, entities.at_least, entities.expected, entities.at_most)
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(
        f'<tr><th scope="row"><details><summary>{safe(row.label)}</summary><p>{safe(row.meaning)}</p>'
        f"<p>{safe(row.misleads)}</p></details></th>"
        + "".join(f"<td>{figure(row.field, values)}</td>" for values in columns)
        + "</tr>"
        for row in TABLE
    )
    return (
        '<div class="lr-wide" role="region" aria-label="All measures" tabindex="0"><table class="lr-measures">'
        f'<thead><tr><th scope="col">Measure</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def figure(field: str, values: Measures) -> str:
    """One measure in words; what was not measured says so."""
    value = getattr(values, field)
    if value is None:
        return NO_DATA
    if field.startswith("top"):
        return numbers.percent(value)
    return f"{value:,}" if isinstance(value, int) else str(value)
