"""Whether the command line takes a command, without running it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from reporter.cli.app import app

REPOSITORY = Path(__file__).resolve().parents[2]


def accepted(words: Sequence[str]) -> bool:
    """True when `reporter …` parses as a command with its arguments and options."""
    program, *rest = words
    command: Any = typer.main.get_command(app)
    context = command.make_context(program, [], resilient_parsing=True)
    if Path(program).name != "reporter":
        return False
    while hasattr(command, "commands"):
        if not rest or rest[0] not in command.commands:
            return False
        command, rest = command.commands[rest[0]], rest[1:]
    try:
        command.make_context(command.name, list(rest), parent=context)
    except Exception:  # noqa: BLE001 — whatever the parser refuses with
        return False
    return True
