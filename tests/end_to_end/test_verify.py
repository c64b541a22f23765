"""A saved pack gives the same bytes without any ledger, and no byte of it can be changed unseen."""

import hashlib
import re
import subprocess
import sys
from typing import Any

import pytest

from reporter.ledger.shipped import samples
from tests.end_to_end import worlds
from tests.end_to_end.conftest import run_in
from tests.recorded import REPOSITORY


@pytest.fixture(scope="module")
def saved(tmp_path_factory: Any, small: Any) -> Any:
    """A report, and the pack saved beside it."""
    folder = tmp_path_factory.mktemp("saved")
    mint = worlds.launched(13, **worlds.SMALL).truth.mint
    ran = run_in(folder, "report", mint, "--rpc-url", small.url, "--save-pack", "evidence.pack", "--format", "json")
    assert ran.code == 0
    (folder / "report.json").write_text(ran.out)
    return folder, mint, ran.out


def test_a_pack_gives_the_same_report_byte_for_byte(saved):
    folder, mint, report = saved
    again = run_in(folder, "report", mint, "--pack", "evidence.pack", "--format", "json")
    assert (again.code, again.out) == (0, report)


def test_verify_finds_the_report_in_its_pack(saved):
    folder, _, report = saved
    for more in ((), ("--report", "report.json")):
        ran = run_in(folder, "verify", "evidence.pack", *more)
        assert ran.code == 0
        assert ran.out.split()[-1] == hashlib.sha256(report.encode()).hexdigest()


@pytest.mark.parametrize("part", [0.0, 0.02, 0.3, 0.6, 0.9, 0.999])
def test_one_changed_byte_is_rejected(saved, part):
    folder, _, _ = saved
    content = bytearray((folder / "evidence.pack").read_bytes())
    place = min(int(len(content) * part), len(content) - 1)
    content[place] ^= 0x01
    (folder / "altered.pack").write_bytes(bytes(content))
    ran = run_in(folder, "verify", "altered.pack")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)


WITHOUT_NETWORK = """
import sys
def forbid(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(f"no network: {event}")
sys.addaudithook(forbid)
from reporter.cli.app import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("sample", samples(), ids=lambda path: path.stem)
def test_every_sample_verifies_to_the_byte_in_an_empty_environment_without_network(sample, tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK, "verify", str(sample), "--report", str(sample.with_suffix(".json"))],
        env={"PYTHONPATH": str(REPOSITORY)},
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode().split()[-1] == hashlib.sha256(sample.with_suffix(".json").read_bytes()).hexdigest()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("part", [0.1, 0.35, 0.77, 0.98])
def test_one_altered_byte_of_a_sample_is_located(part, tmp_path):
    sample = samples()[0]
    content = bytearray(sample.read_bytes())
    place = int(len(content) * part)
    content[place] ^= 0x10
    (tmp_path / "altered.zip").write_bytes(content)
    ran = run_in(tmp_path, "verify", "altered.zip")
    assert ran.code == 2
    first, last = re.search(r"bytes? ([\d,]+)(?: to ([\d,]+))? of the file$", ran.err.strip()).groups()  # type: ignore[union-attr]
    assert int(first.replace(",", "")) <= place <= int((last or first).replace(",", ""))


def test_a_changed_report_is_told_apart_from_its_pack(saved):
    folder, _, report = saved
    (folder / "other.json").write_text(report.replace('"decimals": 6', '"decimals": 7', 1))
    ran = run_in(folder, "verify", "evidence.pack", "--report", "other.json")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "/token/decimals (was 7, is 6)" in ran.err
