"""Help, version and usage errors."""

from typing import Any

import pytest
import typer

from reporter import __version__
from reporter.cli.app import app
from reporter.cli.failure import COMMANDS
from tests.cli.samples import MINT


def test_every_command_is_one_that_a_mistyped_one_is_told_of():
    commands: Any = typer.main.get_command(app)
    assert set(COMMANDS) == set(commands.commands)


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)])
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
        (["nonsense"], f"reporter: no such command; there are {', '.join(COMMANDS)}; see reporter --help\n"),
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
