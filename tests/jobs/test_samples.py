"""A sample is a pack with its report beside it."""

from structlog.testing import capture_logs

from reporter.jobs.samples import with_reports
from reporter.report.render import json_document
from tests.report.factory import simulated_report


def test_a_pack_with_a_report_beside_it_is_a_sample(tmp_path):
    pack = tmp_path / "premix.zip"
    pack.write_bytes(b"PK")
    document = json_document.render(simulated_report())
    pack.with_suffix(".json").write_bytes(document)
    [sample] = with_reports([pack])
    assert sample.name == "premix"
    assert sample.head.network == "simulated"
    assert sample.document() == document
    assert sample.pack == pack


def test_a_pack_without_a_readable_report_is_left_out_and_logged(tmp_path):
    for name in ("alone", "damaged"):
        (tmp_path / f"{name}.zip").write_bytes(b"PK")
    (tmp_path / "damaged.json").write_bytes(b"{")
    with capture_logs() as logs:
        assert with_reports(sorted(tmp_path.glob("*.zip"))) == []
    assert [entry["name"] for entry in logs] == ["alone.zip", "damaged.zip"]


def test_no_packs_are_no_samples():
    assert with_reports([]) == []
