"""The instructions of an answer, whichever way they are written, into one tree in execution order."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias

import msgspec

from reporter.decode.wire import Inner, WireInstruction
from reporter.decode.wire_base58 import decode_all
from reporter.decode.wire_parsed import encode_parsed
from reporter.errors import DecodeError
from reporter.model import base58
from reporter.model.transaction import Instruction, Path

Build: TypeAlias = Callable[[Sequence[Path], list[WireInstruction]], list[Instruction]]


def pick(keys: tuple[str, ...], indexes: Sequence[int]) -> tuple[str, ...]:
    """The accounts at these places. Raises IndexError and TypeError."""
    if len(indexes) > 1:
        picked: tuple[str, ...] = itemgetter(*indexes)(keys)
        return picked
    return (keys[indexes[0]],) if indexes else ()


def compiled(keys: tuple[str, ...], paths: Sequence[Path], wires: list[WireInstruction]) -> list[Instruction]:
    """Instructions whose accounts are indexes; an address in place of one raises TypeError."""
    return [
        Instruction(path, keys[wire.program_id_index], pick(keys, wire.accounts), data)  # type: ignore[index, arg-type]
        for path, wire, data in zip(paths, wires, decode_all([wire.data for wire in wires]), strict=True)
    ]


def parsed(paths: Sequence[Path], wires: list[WireInstruction]) -> list[Instruction]:
    """Instructions as jsonParsed gives them, addresses in place."""
    built = []
    for path, wire in zip(paths, wires, strict=True):
        program = wire.program_id
        if program is None:
            raise DecodeError("a jsonParsed instruction without its program")
        if wire.parsed is msgspec.UNSET:
            accounts, data = tuple(wire.accounts), base58.decode(wire.data)
        else:
            accounts, data = encode_parsed(program, wire.parsed)
        built.append(Instruction(path, program, accounts, data))  # type: ignore[arg-type]
    return built


def with_inner(top: list[Instruction], inner: list[Inner], build: Build) -> tuple[Instruction, ...]:
    """Execution order: each top-level instruction, then what it called."""
    paths: list[Path] = []
    wires: list[WireInstruction] = []
    ends: dict[int, tuple[int, int]] = {}
    for group in inner:
        start = len(wires)
        paths += paths_below(group.index, tuple([called.stack_height for called in group.instructions]))
        wires += group.instructions
        ends[group.index] = (start, len(wires))
    if not wires:
        return tuple(top)
    if len(ends) != len(inner) or max(ends) >= len(top):
        raise DecodeError("inner instructions of an instruction that is not there, or twice of the same")
    below = build(paths, wires)
    ordered: list[Instruction] = []
    for place, instruction in enumerate(top):
        ordered.append(instruction)
        if place in ends:
            start, end = ends[place]
            ordered += below[start:end]
    return tuple(ordered)


@lru_cache(maxsize=1 << 12)
def paths_below(place: int, heights: tuple[int | None, ...]) -> tuple[Path, ...]:
    """The place of each instruction called below the top-level one at `place`, from their stack heights.

    Those without a height (before 2022-12) are direct children. A height that skips a level, which no node answers, counts as
    one level down. The same programs call in the same pattern over and over, so the last patterns are kept. Raises DecodeError.
    """
    path: Path = (place,)
    paths = []
    for stated in heights:
        height = stated or 2
        path = (*path, 0) if height > len(path) else (*path[: height - 1], path[height - 1] + 1)
        if len(path) < 2:
            raise DecodeError("an inner instruction at the top level")
        paths.append(path)
    return tuple(paths)
