"""How a failure becomes one clear line on standard error that repeats no URL, no key and nothing from the command line."""

import os
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

from typer.exceptions import TyperException

from reporter.errors import LooksLikeSecret
from reporter.model.ids import looks_like_secret
from reporter.report.plain import plain

DEBUG: Final = "REPORTER_DEBUG"
LONGEST: Final = 500  # characters of one line
COMMANDS: Final = (
    "report",
    "verify",
    "diff",
    "keys",
    "verify-badge",
    "dispute",
    "background",
    "rpc-check",
    "decode",
    "worker",
    "watch",
    "serve",
    "api",
    "api-keys",
)

_LINK: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
_PLAIN_OPTION: Final = re.compile(r"--?[a-z][a-z-]{0,20}")
_HARMLESS: Final = re.compile(r"-?[\d.]{1,9}|.{0,3}")


def say(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"reporter: {one_line(text)}\n")
    sys.stderr.flush()


def one_line(text: str) -> str:
    """`text` without links, line breaks, terminal control and bidirectional characters, and not without end."""
    return plain(without_links(text), LONGEST)


def without_links(text: str) -> str:
    """`text` with every URL removed: endpoint URLs carry keys."""
    return _LINK.sub("(link removed)", text)


def refuse_secrets(arguments: Sequence[str]) -> None:
    """Raise LooksLikeSecret when the command line holds key material, before anything may read or repeat it.

    Endpoint URLs may hold long keys of their own, and recordings are files named by a signature: neither is refused.
    """
    without_urls = [argument for argument in arguments if "://" not in argument]
    values = [part for argument in without_urls for part in (argument, argument.partition("=")[2]) if part]
    unknown = [value for value in values if not is_file(value)]
    split_by_the_shell = " ".join(value for value in unknown if not value.startswith("-") and value not in COMMANDS)
    if any(looks_like_secret(value) for value in (*unknown, split_by_the_shell)):
        raise LooksLikeSecret("an argument looks like a private key or seed phrase; it was not read, stored or sent")


def is_file(name: str) -> bool:
    """True when a file of this name exists."""
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def usage(error: TyperException, arguments: Sequence[str]) -> str:
    """What is wrong with the command line, without repeating it: a key may stand in a place nobody expects."""
    context = getattr(error, "ctx", None)
    hint = f"see {context.command_path if context else 'reporter'} --help"
    option = getattr(error, "option_name", None)
    if option is not None and not _PLAIN_OPTION.fullmatch(option):
        return f"no such option; {hint}"
    text = error.format_message()
    if text.startswith("No such command"):
        return f"no such command; there are {', '.join(COMMANDS)}; {hint}"
    if "unexpected extra argument" in text:
        return f"unexpected extra arguments; {hint}"
    parts = {part for argument in arguments for part in (argument, argument.partition("=")[2])}
    if any(part in text for part in parts if not (_HARMLESS.fullmatch(part) or _PLAIN_OPTION.fullmatch(part))):
        param = getattr(error, "param", None)
        return f"invalid value for {param.get_error_hint()}; {hint}" if param else f"the command line cannot be read; {hint}"
    return f"{text[:1].lower()}{text[1:].rstrip('.')}; {hint}"


def system(error: OSError) -> str:
    """What the operating system refused. A name that looks like a key is not repeated."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else ""
    reason = error.strerror or type(error).__name__
    return f"{name}: {reason}" if name and not looks_like_secret(name) else reason


def forget_output() -> None:
    """Send the rest of standard output nowhere: its reader is gone, and flushing at exit would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def internal(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The exception hook: a fault of the program, told without its text, which may quote anything."""
    if os.environ.get(DEBUG) in {"1", "true"}:
        sys.stderr.write(without_links("".join(traceback.format_exception(kind, error, trace))))
        return
    frames = traceback.extract_tb(trace)
    place = f" in {frames[-1].name}, {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    say(f"internal error ({kind.__name__}{place}); set {DEBUG}=1 to see where it came from")
