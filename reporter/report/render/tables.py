"""The report as flat tables, one row a thing, for spreadsheets and pandas: the same rows in CSV and in Parquet."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from reporter.model.report import Report
from reporter.report.plain import spreadsheet

CSV_SUFFIX: Final = ".csv.zip"
PARQUET_SUFFIX: Final = ".parquet.zip"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the date of every entry: the same report gives the same bytes

Cell: TypeAlias = str | int | bool | None
Row: TypeAlias = dict[str, Cell]


def holders(report: Report) -> Iterator[Row]:
    """One row for each owner."""
    for row in report.holders:
        yield {
            "wallet": row.wallet,
            "amount": row.amount,
            "share": row.share,
            "class": row.class_,
            "subclass": row.subclass,
            "reason": row.reason,
            "entity": row.entity,
            "tokens_from": row.tokens_from,
        }


def early_buyers(report: Report) -> Iterator[Row]:
    """One row for each early buyer, with where its money came from."""
    for row in report.early_buyers:
        buy, paid = row.first_buy, row.funding
        yield {
            "wallet": row.wallet,
            "signature": buy.signature,
            "slot": buy.slot,
            "time": buy.time,
            "spent": buy.spent,
            "received": buy.received,
            "entity": row.entity,
            "source": paid.source if paid else None,
            "hops": paid.hops if paid else None,
            "amount": paid.amount if paid else None,
            "asset": paid.asset if paid else None,
            "needed": paid.needed if paid else None,
            "stop": paid.stop if paid else None,
            "fee_payer": paid.fee_payer if paid else None,
        }


def entities(report: Report) -> Iterator[Row]:
    """One row for each member of an entity."""
    for group in report.entities:
        for wallet in group.wallets:
            yield {
                "entity": group.id,
                "tier": group.tier,
                "p": group.p,
                "wallet": wallet,
                "families": " ".join(group.families),
                "share_at_launch": group.share_at_launch,
                "share_now": group.share_now,
                "creator_linked": group.creator_linked,
            }


def evidence(report: Report) -> Iterator[Row]:
    """One row for each observation about a pair."""
    for group in report.entities:
        for link in group.links:
            for item in link.evidence:
                yield {
                    "entity": group.id,
                    "a": link.a,
                    "b": link.b,
                    "p": link.p,
                    "kind": item.kind,
                    "family": item.family,
                    "bits": item.bits,
                    "value": item.value,
                    "rarity": item.rarity,
                    "signatures": " ".join(item.signatures),
                }


def timeline(report: Report) -> Iterator[Row]:
    """One row for each event."""
    for row in report.timeline:
        yield {"slot": row.slot, "time": row.time, "kind": row.kind, "text": row.text, "signature": row.signature}


TABLES: Final[Mapping[str, Callable[[Report], Iterator[Row]]]] = {
    "holders": holders,
    "early_buyers": early_buyers,
    "entities": entities,
    "evidence": evidence,
    "timeline": timeline,
}


def csv_tables(report: Report) -> bytes:
    """A ZIP of CSV files (RFC 4180, UTF-8), one a table; no cell can be taken for a formula."""
    return _zip({f"{name}.csv": _csv(list(rows(report))) for name, rows in TABLES.items()})


def parquet_tables(report: Report) -> bytes:
    """A ZIP of Parquet files, one a table; amounts and shares are decimal strings, as in the JSON document."""
    return _zip({f"{name}.parquet": _parquet(list(rows(report))) for name, rows in TABLES.items()})


def _csv(rows: Sequence[Row]) -> bytes:
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: _cell(value) for name, value in row.items()})
    return out.getvalue().encode()


def _cell(value: Cell) -> Cell:
    return spreadsheet(value, 10_000) if isinstance(value, str) else value


def _parquet(rows: Sequence[Row]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), out, compression="zstd")
    return out.getvalue()


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
