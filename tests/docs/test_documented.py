"""The documents name every command, option, setting and room, and nothing that does not exist."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from reporter import errors
from reporter.cli.app import CLOSED_PIPE, app
from reporter.cli.report import PARTIAL
from reporter.errors import ReporterError
from reporter.settings import PREFIX, Settings

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = [*sorted(REPOSITORY.glob("*.md")), *sorted((REPOSITORY / "docs").rglob("*.md")), REPOSITORY / "data" / "README.md"]
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group, as it has commands


def _parameters(command: Any) -> list[Any]:
    """Those of a command, or of all the commands in a group."""
    return [*command.params, *(parameter for inner in getattr(command, "commands", {}).values() for parameter in inner.params)]


OPTIONS = {
    name: {option for parameter in _parameters(command) for option in parameter.opts if option.startswith("--")} | {"--help"}
    for name, command in COMMANDS.items()
}
PAIRS = [(name, option) for name, options in OPTIONS.items() for option in sorted(options - {"--help"})]


def _read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    """The parts of docs/cli.md by the command in their heading."""
    parts = re.split(r"^## reporter (\S+).*$", text, flags=re.MULTILINE)
    return {
        name: re.split(r"^## ", body, maxsplit=1, flags=re.MULTILINE)[0]
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def _shell_lines() -> list[tuple[str, list[str]]]:
    found = []
    for path in DOCUMENTS:
        for block in re.findall(r"^```sh\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            for line in block.replace("\\\n", " ").splitlines():
                words = shlex.split(line, comments=True)
                while words and "=" in words[0]:
                    words.pop(0)
                if words:
                    found.append((path.name, words))
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_a_section_and_a_place_in_the_readme(command):
    assert COMMANDS[command].help
    assert command in _sections(_read("docs/cli.md"))
    assert f"reporter {command}" in _read("README.md")


@pytest.mark.parametrize(("command", "option"), PAIRS)
def test_every_option_has_help_and_a_row_in_its_section(command, option):
    parameter = next(p for p in _parameters(COMMANDS[command]) if option in p.opts)
    assert parameter.help
    assert re.search(rf"^\| `{option}[ `]", _sections(_read("docs/cli.md"))[command], re.MULTILINE)


def test_no_option_is_documented_that_does_not_exist():
    for command, text in _sections(_read("docs/cli.md")).items():
        documented = set(re.findall(r"^\| `(--[a-z-]+)", text, re.MULTILINE))
        assert documented <= OPTIONS.get(command, set()), command


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_its_row_with_default_and_meaning_and_a_line_to_copy(name):
    field = Settings.model_fields[name]
    row = re.search(rf"^\| `{PREFIX}{name.upper()}` \| (.*) \| (.*) \|$", _read("docs/settings.md"), re.MULTILINE)
    assert row, f"docs/settings.md has no row for {name}"
    assert row[2] == field.description
    if isinstance(field.default, str | int) and not isinstance(field.default, bool):
        assert row[1] == f"`{field.default}`"
    assert re.search(rf"^# {PREFIX}{name.upper()}=", _read(".env.example"), re.MULTILINE)


def test_no_setting_is_documented_that_does_not_exist():
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for document in ("docs/settings.md", ".env.example", "README.md", "docs/cli.md"):
        assert set(re.findall(rf"{PREFIX}[A-Z_]+", _read(document))) <= known, document


def test_every_exit_code_is_documented():
    codes = {cls.exit_code for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, ReporterError)}
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", _read("docs/cli.md"), re.MULTILINE)}
    assert documented == codes | {0, PARTIAL}
    assert str(CLOSED_PIPE) in _read("docs/cli.md")


@pytest.mark.parametrize(
    ("document", "words"), _shell_lines(), ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_every_example_is_a_command_that_exists(document, words):
    if words[0].endswith("reporter") and len(words) > 1 and not words[1].startswith("-"):
        options = {word.partition("=")[0] for word in words[2:] if word.startswith("--")}
        assert options <= OPTIONS[words[1]]
    elif words[0] == "make":
        assert re.search(rf"^{words[1]}:", _read("Makefile"), re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_every_link_to_a_file_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_every_room_is_explained(document):
    rooms = {path.parent.name for path in (REPOSITORY / "reporter").glob("*/__init__.py")}
    assert [room for room in rooms if not re.search(rf"`(reporter/)?{room}`", _read(document))] == []


def test_the_makefile_explains_every_target():
    targets = set(re.findall(r"^([a-z-]+):", _read("Makefile"), re.MULTILINE))
    explained = set(re.findall(r"^([a-z-]+):.*##", _read("Makefile"), re.MULTILINE))
    assert targets == explained
