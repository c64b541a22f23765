"""Tables of a report as data frames, pure. Figures stay numbers, so that a reader can sort by them."""

import pandas as pd

from reporter.model.report import Measures, Report
from reporter.report import numbers
from reporter.web import measures
from reporter.web.links import Explorer


def entity_names(report: Report) -> dict[str, str]:
    """What the pages call an entity: its place in the report, from 1."""
    return {entity.id: f"Entity {place}" for place, entity in enumerate(report.entities, 1)}


def holders(report: Report, explorer: Explorer) -> pd.DataFrame:
    """One row per holder in the report's order: Wallet, Share (percent), Amount (tokens), Kind, Entity, Why, Link.

    Shares of infrastructure are of the total supply, all others of the circulating supply.
    """
    names = entity_names(report)
    return pd.DataFrame(
        {
            "Wallet": [holder.wallet for holder in report.holders],
            "Share": [float(holder.share) * 100 for holder in report.holders],
            "Amount": [int(holder.amount) / 10**report.token.decimals for holder in report.holders],
            "Kind": [_kind(holder.class_, holder.subclass) for holder in report.holders],
            "Entity": [names.get(holder.entity or "", "") for holder in report.holders],
            "Why": [holder.reason for holder in report.holders],
            "Link": [explorer.account(holder.wallet) for holder in report.holders],
        }
    )


def _kind(name: str, subclass: str | None) -> str:
    return f"{name}: {subclass}" if subclass and subclass != name else name


def measure_table(report: Report) -> pd.DataFrame:
    """Every measure over wallets and over entities at least, expected and at most. All text."""
    columns = {
        "Wallets": report.metrics.wallets,
        "Entities, at least": report.metrics.entities.at_least,
        "expected": report.metrics.entities.expected,
        "at most": report.metrics.entities.at_most,
    }
    rows = measures.TABLE
    frame = {"Measure": [row.label for row in rows]}
    frame |= {name: [_figure(row.field, values) for row in rows] for name, values in columns.items()}
    return pd.DataFrame(frame)


def _figure(field: str, values: Measures) -> str:
    value = getattr(values, field)
    if value is None:
        return "no data"
    if field.startswith("top"):
        return numbers.percent(value)
    return f"{value:,}" if isinstance(value, int) else str(value)
