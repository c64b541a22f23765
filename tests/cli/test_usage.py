"""Help, version and usage errors."""

import pytest

from reporter import __version__
from tests.cli.samples import MINT


@pytest.mark.parametrize(
    "arguments", [["--help"], ["report", "--help"], ["verify", "--help"], ["rpc-check", "--help"], ["decode", "--help"]]
)
def test_help_goes_to_standard_output(run, arguments):
    ran = run(*arguments)
    assert ran.code == 0
    assert "Usage: reporter" in ran.out
    assert ran.err == ""


def test_the_version_is_one_line(run):
    ran = run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"reporter {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "reporter: missing command; see reporter --help\n"),
        (["nonsense"], "reporter: no such command; there are report, verify, rpc-check, decode; see reporter --help\n"),
        (["report"], "reporter: missing argument 'MINT'; see reporter report --help\n"),
        (
            ["report", MINT, "--bugdet", "5"],
            "reporter: no such option: --bugdet (Possible options: --budget); see reporter report --help\n",
        ),
        (["report", MINT, "extra"], "reporter: unexpected extra arguments; see reporter report --help\n"),
        (["decode"], "reporter: missing argument 'FILE...'; see reporter decode --help\n"),
    ],
)
def test_a_usage_error_is_one_line_and_exit_code_2(run, arguments, line):
    ran = run(*arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", line)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--budget", "many"),
        ("--budget", "0"),
        ("--budget", "8001"),
        ("--window", "0"),
        ("--max-rps", "0"),
        ("--format", "pdf-format"),
    ],
)
def test_an_impossible_value_names_its_option_and_is_not_repeated(run, option, value):
    ran = run("report", MINT, option, value)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert option in ran.err
    assert f"'{value}'" not in ran.err


def test_help_comes_at_once_because_no_room_is_loaded_for_it(program):
    ran = program("--help", PYTHONPROFILEIMPORTTIME="1")
    assert ran.code == 0
    loaded = {line.rpartition("|")[2].strip() for line in ran.err.splitlines()}
    assert "reporter.cli.app" in loaded
    heavy = {"httpx", "pandas", "networkx", "scipy", "numpy", "plotly", "streamlit", "pydantic", "rich", "reporter.collect"}
    assert loaded & heavy == set()
