"""`reporter decode`: recorded answers to events and flows, one JSON line for each transaction."""

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import zstandard

from reporter.cli.failure import say, system
from reporter.cli.output import emit
from reporter.decode import describe, read_recorded
from reporter.errors import DecodeError, InputError

STDIN: Final = Path("-")
LARGEST: Final = 1 << 30  # bytes a compressed recording may unpack to


def run(files: Sequence[Path]) -> int:
    """Print what can be read of all files; 2 when something could not, with a line of its own for each such thing."""
    failures = [_decode(file) for file in files]
    return InputError.exit_code if any(failures) else 0


def recordings(value: Any) -> Iterator[tuple[str, Any]]:
    """What may be a transaction in a parsed file, with its place for messages.

    Takes a getTransaction answer in any wrapping, an array of such, and a getBlock answer with full transactions. A block's
    answer does not name its slot, so those transactions have none unless the recording adds it.
    """
    block = _block_in(value)
    if block is not None:
        known = {name: block[name] for name in ("slot", "blockTime") if name in block}
        for index, entry in enumerate(block["transactions"]):
            yield f", transaction {index}", {**known, "index": index, **entry} if isinstance(entry, dict) else entry
    elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        for number, entry in enumerate(value, 1):
            for place, inside in recordings(entry):
                yield f", item {number}{place}", inside
    else:
        yield "", value


def _block_in(value: Any) -> dict[str, Any] | None:
    """The getBlock answer in `value`, bare or under `result`."""
    if isinstance(value, dict) and isinstance(value.get("result"), dict):
        value = value["result"]
    return value if isinstance(value, dict) and isinstance(value.get("transactions"), list) else None


def _decode(file: Path) -> int:
    """Print one file's transactions; how many things in it could not be read."""
    name = "standard input" if file == STDIN else str(file)
    try:
        value = msgspec.json.decode(_unpacked(sys.stdin.buffer.read() if file == STDIN else file.read_bytes()))
    except OSError as error:
        say(system(error))
        return 1
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, zstandard.ZstdError):
        say(f"{name}: not a JSON document")
        return 1
    failures = 0
    for place, recorded in recordings(value):
        try:
            emit(describe(read_recorded(recorded)) + b"\n")
        except DecodeError as error:
            say(f"{name}{place}: {error}")
            failures += 1
    return failures


def _unpacked(content: bytes) -> bytes:
    """The content of a recording, which may be compressed by zstd; cut where it would unpack to more than LARGEST."""
    if not content.startswith(zstandard.MAGIC_NUMBER.to_bytes(4, "little")):
        return content
    with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(content)) as reader:
        return reader.read(LARGEST)
