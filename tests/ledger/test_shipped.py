"""The data files that travel with the program are whole, sourced and free of contradictions."""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from reporter.errors import ReporterError
from reporter.ledger import shipped
from reporter.ledger.pack import read_pack
from reporter.model.ids import INCINERATOR, is_address
from reporter.model.rules import RuleSet
from tests.recorded import REPOSITORY

LABELS = REPOSITORY / "data" / "labels"


def rows() -> list[dict[str, str]]:
    found = []
    for path in sorted(LABELS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file))
    return found


def test_every_label_is_an_address_with_category_source_date_and_licence() -> None:
    assert len(rows()) > 150
    for row in rows():
        assert list(row) == ["address", "name", "category", "source", "date", "licence"]
        assert all(value and value == value.strip() for value in row.values()), row
        assert is_address(row["address"]), row
        assert row["category"] in shipped.CATEGORIES, row
        assert dt.date.fromisoformat(row["date"]) <= dt.date(2026, 11, 22), row


def test_no_address_is_labelled_twice() -> None:
    assert [address for address, count in Counter(row["address"] for row in rows()).items() if count > 1] == []


def test_every_row_of_the_reserve_and_tip_lists_was_carried_over(shared: Path) -> None:
    labels = shipped.load_labels()
    with (shared / "labels" / "known_addresses.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            label = labels.get(row["address"])
            assert label is not None
            assert (label.category, label.source) == (row["category"], row["source"])
            assert label.date == row["date"] or not row["date"]


def test_labels_load_as_one_named_set() -> None:
    labels = shipped.load_labels()
    assert len(labels.rows) == len(rows())
    assert labels.version == "2026-11-22"
    assert len(labels.sha256) == 64
    incinerator = labels.get(INCINERATOR)
    assert incinerator is not None
    assert incinerator.category == "burn"
    assert sum(labels.is_service(address) for address in labels.rows) > 130


def test_platform_fee_recipients_come_in_three_sets_of_eight() -> None:
    names = Counter(row["name"] for row in rows() if row["name"].startswith("pump.fun") and row["category"] == "fee")
    assert set(names.values()) == {8}
    assert len(names) == 3


def test_rules_have_every_family_and_are_in_proportion() -> None:
    rules = shipped.load_rules()
    families = {"control", "provenance", "funding_shape", "launch_timing", "client", "lifetime", "exit", "counter"}
    assert set(rules.scoring.family_caps) == families
    weights, caps = rules.weights, rules.scoring.family_caps
    assert rules.scoring.control_bits <= min(weights.co_signature, weights.fee_sponsor) <= caps["control"]
    assert weights.rent_sponsor < rules.scoring.control_bits  # rent alone never joins two wallets
    assert max(weights.fan_out, weights.creator_path) <= caps["provenance"]
    assert max(weights.bundle_with_create, weights.bundle, weights.bundle_two) <= caps["launch_timing"]
    assert rules.scoring.prior_other < rules.scoring.prior_early < 0 < rules.scoring.possible_p < rules.scoring.strict_p < 1
    assert rules.limits.hub_lamports == 1000 * 10**9


def test_background_says_that_it_is_not_calibrated_and_what_it_is_from() -> None:
    background = shipped.load_background()
    assert not background.calibrated
    assert "creators" in background.sample
    assert all(0 < share < 1 for share in background.funder_share.values())
    names = {row["name"] for row in rows()}
    assert set(background.funder_share) <= names  # a share counts through a label's name


def test_samples_are_packs_that_read(subtests: pytest.Subtests) -> None:
    for path in shipped.samples():
        with subtests.test(path.name):
            assert len(read_pack(path).answers) > 0


BAD_FILES = {
    "columns": ("address,name\n", "columns"),
    "no address": ("address,name,category,source,date,licence\nxyz,a,fee,s,2026-01-01,l\n", "no sourced label"),
    "no source": (f"address,name,category,source,date,licence\n{INCINERATOR},a,burn,,2026-01-01,l\n", "no sourced label"),
    "category": (f"address,name,category,source,date,licence\n{INCINERATOR},a,evil,s,2026-01-01,l\n", "no sourced label"),
    "too short": (f"address,name,category,source,date,licence\n{INCINERATOR},a\n", "too few or too many"),
    "too long": (f"address,name,category,source,date,licence\n{INCINERATOR},a,burn,s,2026-01-01,l,x\n", "too few or too many"),
    "contradiction": (
        f"address,name,category,source,date,licence\n{INCINERATOR},a,burn,s,2026-01-01,l\n{INCINERATOR},a,fee,s,2026-01-01,l\n",
        "contradict",
    ),
    "empty": ("address,name,category,source,date,licence\n", "missing"),
}


@pytest.mark.parametrize(("content", "told"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_broken_label_file_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, told: str
) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "a.csv").write_text(content)
    monkeypatch.setattr(shipped, "_PLACES", (tmp_path,))
    with pytest.raises(ReporterError, match=told):
        shipped.load_labels()


def test_an_installation_without_its_data_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "_PLACES", (tmp_path / "absent",))
    with pytest.raises(ReporterError, match="install it again"):
        shipped.load_rules()
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "2026.json").write_text("{}")
    monkeypatch.setattr(shipped, "_PLACES", (tmp_path,))
    with pytest.raises(ReporterError, match=r"2026\.json cannot be read"):
        shipped.load_rules()
    with pytest.raises(ReporterError, match="install it again"):
        shipped.load_background()


def test_rules_from_before_an_addition_keep_their_bytes() -> None:
    """A pack's hash covers its rules: a field that older ones lack must not appear when they are written again."""
    written = msgspec.json.decode(msgspec.json.encode(shipped.load_rules()))
    older = {room: dict(fields) if isinstance(fields, dict) else fields for room, fields in written.items() if room != "series"}
    for room, name in (("weights", "known_series"), ("limits", "series_lamports"), ("tracing", "lives"), ("tracing", "life")):
        del older[room][name]
    assert msgspec.json.decode(msgspec.json.encode(msgspec.convert(older, RuleSet))) == older
