"""`reporter background`: packs in, the file that weighs evidence out."""

import msgspec
import pytest
from msgspec.structs import replace

from reporter.ledger.pack import read_pack, write_pack
from reporter.ledger.shipped import samples
from reporter.model.pack import Parameters
from reporter.model.rules import Background
from tests.cli.samples import a_pack

ORGANIC = next(path for path in samples() if path.name == "no-operator.zip")


def test_packs_of_simulated_ledgers_give_rates_that_say_so(run):
    ran = run("background", str(ORGANIC), "--id", "2026-12-24")
    assert (ran.code, ran.err) == (0, "")
    found = msgspec.json.decode(ran.out, type=Background)
    assert (found.id, found.calibrated) == ("2026-12-24", False)
    assert {rates.origin for rates in found.kinds.values()} == {"simulated"}
    assert found.kinds["template"].of > 100


def test_the_same_packs_give_the_same_bytes(run):
    first, second = (run("background", str(ORGANIC), "--id", "d").out for _ in range(2))
    assert first == second


def test_a_quick_pack_did_not_look_at_the_money_and_is_refused(run, tmp_path):
    quick = tmp_path / "quick.zip"
    write_pack(quick, replace(read_pack(ORGANIC), parameters=Parameters(a_pack().parameters.mint, quick=True)))
    ran = run("background", str(quick), "--id", "d")
    assert ran.code == 2
    assert "quick report" in ran.err


@pytest.mark.parametrize("arguments", [(), ("--id", "d")])
def test_packs_and_a_name_are_needed(run, arguments):
    assert run("background", *arguments).code == 2
