"""The bundled samples are what this program makes of their packs, to the byte, and are marked as simulated."""

import json

import pytest

from reporter.ledger.pack import read_pack
from reporter.ledger.shipped import samples
from reporter.report.analyse import analyse, check_version
from reporter.report.render import json_document, text

SAMPLES = samples()


def test_samples_are_bundled():
    assert len(SAMPLES) >= 3


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_derives_again_to_the_same_bytes(path):
    pack = read_pack(path)
    check_version(pack)
    report = analyse(pack)
    assert json_document.render(report) == path.with_suffix(".json").read_bytes()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_marked_as_simulated_wherever_it_is_shown(path):
    report = json_document.read(path.with_suffix(".json").read_bytes())
    assert report.snapshot.network == "simulated"
    assert "SIMULATED" in text.render(report)
    assert any(finding.id == "simulated_ledger" for finding in report.findings)
    assert json.loads(path.with_suffix(".json").read_bytes())["schema"] == "launch-report/1"
