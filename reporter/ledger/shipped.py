"""The data that travels with the program: rules, labels, background rates, sample packs.

It lies in `reporter/_data` of an installed wheel and in `data/` of the repository.
"""

import csv
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from reporter.errors import ReporterError
from reporter.model.ids import Address, is_address
from reporter.model.labels import Label, Labels
from reporter.model.rules import Background, RuleSet
from reporter.report.fingerprint import labels_sha256

CATEGORIES: Final = frozenset(
    {"exchange", "bridge", "terminal", "relayer", "fee", "tip", "burn", "locker", "authority", "vault"}
)
_PACKAGE: Final = Path(__file__).resolve().parent.parent
_PLACES: Final = (_PACKAGE / "_data", _PACKAGE.parent / "data")

T = TypeVar("T")


def load_rules() -> RuleSet:
    """The newest rule set. Raises ReporterError when the installation lacks it."""
    return _newest("rules", RuleSet)


def load_background() -> Background:
    """The newest background rates. Raises ReporterError when the installation lacks them."""
    return _newest("background", Background)


def load_labels() -> Labels:
    """All label files as one set, named by its newest date and its hash.

    Raises ReporterError on a row that is no sourced label, and on two rows that contradict each other.
    """
    rows: dict[Address, Label] = {}
    for path in sorted((_root() / "labels").glob("*.csv")):
        for row in _read_labels(path):
            known = rows.setdefault(row.address, row)
            if known.category != row.category:
                raise ReporterError(f"labels contradict each other: {row.address} is {known.category} and {row.category}")
    if not rows:
        raise ReporterError(_missing("labels"))
    return Labels(version=max(row.date for row in rows.values()), sha256=labels_sha256(rows.values()), rows=rows)


def samples() -> list[Path]:
    """The sample evidence packs, by name."""
    return sorted((_root() / "samples").glob("*.zip"))


def _read_labels(path: Path) -> list[Label]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != Label.__struct_fields__:
            raise ReporterError(f"label file {path.name} does not have the columns {', '.join(Label.__struct_fields__)}")
        return [_label(path, row) for row in reader]


def _label(path: Path, row: dict[str, Any]) -> Label:
    try:
        label = msgspec.convert(row, Label)
    except msgspec.ValidationError:
        raise ReporterError(f"label file {path.name} has a row with too few or too many columns") from None
    whole = is_address(label.address) and label.category in CATEGORIES and label.name and label.source
    if not (whole and label.date and label.licence):
        raise ReporterError(f"label file {path.name} has a row that is no sourced label: {label.address}")
    return label


def _newest(folder: str, kind: type[T]) -> T:
    files = sorted((_root() / folder).glob("*.json"))
    if not files:
        raise ReporterError(_missing(folder))
    try:
        return msgspec.json.decode(files[-1].read_bytes(), type=kind)
    except msgspec.DecodeError as error:
        raise ReporterError(f"the program's data file {files[-1].name} cannot be read: {error}") from None


def _root() -> Path:
    for place in _PLACES:
        if place.is_dir():
            return place
    raise ReporterError(_missing("data"))


def _missing(what: str) -> str:
    return f"the program's own {what} files are missing; install it again"
