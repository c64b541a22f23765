"""The guard against skipped tests fails what would be skipped, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
WHOLE_MODULE = "import pytest\npytest.skip('a whole module', allow_module_level=True)\n"
ONE_TEST = "import pytest\ndef test_one():\n    pytest.skip('one test')\ndef test_two():\n    pass\n"
EXPECTED = "import pytest\n@pytest.mark.xfail\ndef test_known():\n    raise AssertionError\n"


def _run(folder: Path, source: str, no_skips: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_sample.py").write_text(source)
    (folder / "pytest.ini").write_text("[pytest]\n")
    environment = os.environ | {"NO_SKIPS": no_skips, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "pytest", "-p", "tests.no_skips", "-p", "no:cacheprovider", "-q", str(folder)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("source", [WHOLE_MODULE, ONE_TEST], ids=["module", "test"])
def test_a_skip_fails_the_run_and_says_why(tmp_path, source):
    done = _run(tmp_path, source, "1")
    assert done.returncode not in {0, 5}
    assert "NO_SKIPS=1, but this was skipped" in done.stdout


@pytest.mark.parametrize(("source", "no_skips"), [(ONE_TEST, ""), (EXPECTED, "1")], ids=["without the guard", "xfail"])
def test_other_runs_pass(tmp_path, source, no_skips):
    done = _run(tmp_path, source, no_skips)
    assert done.returncode == 0, done.stdout
