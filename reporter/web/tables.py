"""Tables of a report as data frames, pure. Figures stay numbers, so that a reader can sort by them."""

from collections.abc import Sequence

import pandas as pd

from reporter.ledger.probe import Capability
from reporter.model.report import Report
from reporter.report import numbers, plain
from reporter.web import measures
from reporter.web.blocks.measured import figure
from reporter.web.links import Explorer
from reporter.web.pictures import names


def holders(report: Report, explorer: Explorer) -> pd.DataFrame:
    """One row per holder in the report's order: Wallet, Share (percent), Amount (tokens), Kind, Entity, Why, Link.

    Shares of infrastructure are of the total supply, all others of the circulating supply.
    """
    called = names.entities(report)
    return pd.DataFrame(
        {
            "Wallet": [holder.wallet for holder in report.holders],
            "Share": [float(holder.share) * 100 for holder in report.holders],
            "Amount": [int(holder.amount) / 10**report.token.decimals for holder in report.holders],
            "Kind": [_kind(holder.class_, holder.subclass) for holder in report.holders],
            "Entity": [called.get(holder.entity or "", "") for holder in report.holders],
            "Why": [holder.reason for holder in report.holders],
            "Link": [explorer.account(holder.wallet) for holder in report.holders],
        }
    )


def _kind(name: str, subclass: str | None) -> str:
    return f"{name}: {subclass}" if subclass and subclass != name else name


def matching(table: pd.DataFrame, text: str, kind: str | None, entity: str | None) -> pd.DataFrame:
    """The rows of `holders` whose wallet holds `text`, of this kind and entity; None is any."""
    kept = table["Wallet"].str.contains(text.strip(), regex=False, case=False)
    if kind is not None:
        kept &= table["Kind"].str.split(":").str[0] == kind
    if entity is not None:
        kept &= table["Entity"] == entity
    return table[kept]


def csv(table: pd.DataFrame) -> bytes:
    """A table as CSV in which no cell is a formula."""
    texts = table.select_dtypes(include=["object", "string"]).columns
    harmless = table.assign(**{name: table[name].fillna("").map(plain.spreadsheet) for name in texts})
    return harmless.to_csv(index=False).encode()


def over_time(report: Report) -> pd.DataFrame:
    """Wallet measures at each moment, one row per moment. All text."""
    rows = [row for row in measures.TABLE if row.field != "controlling"]
    moments = report.concentration_over_time
    frame = {"Moment": [moment.at for moment in moments], "Slot": [f"{moment.slot:,}" for moment in moments]}
    frame |= {row.label: [figure(row.field, moment.metrics) for moment in moments] for row in rows}
    return pd.DataFrame(frame)


def timeline(report: Report, explorer: Explorer) -> pd.DataFrame:
    """One row per line of the timeline, in ledger order."""
    called = {
        wallet: name
        for entity, name in zip(report.entities, names.entities(report).values(), strict=True)
        for wallet in entity.wallets
    }
    return pd.DataFrame(
        {
            "Time": [numbers.utc(moment.time) for moment in report.timeline],
            "Slot": [moment.slot for moment in report.timeline],
            "What": [plain.plain(moment.text, 200) for moment in report.timeline],
            "Entity": [called.get(moment.wallet or "", "") for moment in report.timeline],
            "Link": [explorer.transaction(moment.signature or "") for moment in report.timeline],
        }
    )


def side_by_side(titles: Sequence[str], reports: Sequence[Report]) -> pd.DataFrame:
    """One row per report with its headline and measures. All text."""
    return pd.DataFrame(
        {
            "Report": [f"{number}. {plain.plain(title, 90)}" for number, title in enumerate(titles, 1)],
            "Linked, at least": [numbers.percent(report.metrics.linked_at_least) for report in reports],
            "at most": [numbers.percent(report.metrics.linked_at_most) for report in reports],
            "Largest, linked as one": [numbers.percent(report.metrics.entities.at_least.top1) for report in reports],
            "Ten largest": [numbers.percent(report.metrics.entities.at_least.top10) for report in reports],
            "Entities": [f"{len(report.entities):,}" for report in reports],
            "Early buyers": [f"{len(report.early_buyers):,}" for report in reports],
            "Covered": [numbers.percent(report.coverage.share) for report in reports],
            "Platform": [report.brand or report.platform for report in reports],
        }
    )


def capabilities(found: Sequence[Capability]) -> pd.DataFrame:
    """What an endpoint can do, one row each."""
    words = {True: "yes", False: "no", None: "open"}
    return pd.DataFrame(
        {
            "What": [one.name for one in found],
            "Can": [words[one.ok] for one in found],
            "It said": [plain.plain(one.detail, 160) for one in found],
        }
    )


def calls(report: Report) -> pd.DataFrame:
    """Questions asked, by method, most first."""
    rows = sorted(report.coverage.by_method.items(), key=lambda item: (-item[1], item[0]))
    return pd.DataFrame({"Method": [name for name, _ in rows], "Calls": [number for _, number in rows]})
