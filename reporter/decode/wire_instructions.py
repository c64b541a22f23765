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
    written = iter(decode_all([wire.data for wire in wires if wire.parsed is msgspec.UNSET]))
    for path, wire in zip(paths, wires, strict=True):
        program = wire.program_id
        if program is None:
            raise DecodeError("a jsonParsed instruction without its program")
        if wire.parsed is msgspec.UNSET:
            accounts, data = tuple(wire.accounts), next(written)
        else:
            accounts, data = encode_parsed(program, wire.parsed)
        built.append(Instruction(path, program, accounts, data))  # type: ignore[arg-type]
    return built


def in_order(top: list[WireInstruction], inner: list[Inner] | None, build: Build) -> tuple[Instruction, ...]:
    """Execution order: each top-level instruction, then what it called."""
    groups = _groups(inner, len(top))
    paths: list[Path] = []
    wires: list[WireInstruction] = []
    for place, instruction in enumerate(top):
        paths.append((place,))
        wires.append(instruction)
        if place in groups:
            called = groups[place]
            paths += paths_below(place, tuple([wire.stack_height for wire in called]))
            wires += called
    return tuple(build(paths, wires))


def with_inner(top: list[Instruction], inner: list[Inner] | None, build: Build) -> tuple[Instruction, ...]:
    """The same order where the top-level instructions are built already."""
    groups = _groups(inner, len(top))
    if not groups:
        return tuple(top)
    paths: list[Path] = []
    wires: list[WireInstruction] = []
    for place in sorted(groups):
        called = groups[place]
        paths += paths_below(place, tuple([wire.stack_height for wire in called]))
        wires += called
    below = build(paths, wires)
    ordered: list[Instruction] = []
    start = 0
    for place, instruction in enumerate(top):
        ordered.append(instruction)
        if place in groups:
            end = start + len(groups[place])
            ordered += below[start:end]
            start = end
    return tuple(ordered)


def _groups(inner: list[Inner] | None, top: int) -> dict[int, list[WireInstruction]]:
    """What each top-level instruction called. Raises DecodeError where there is none at that place, or two groups of one."""
    if not inner:
        return {}
    groups = {group.index: group.instructions for group in inner}
    if len(groups) != len(inner) or max(groups) >= top:
        if not any(group.instructions for group in inner):
            return {}
        raise DecodeError("inner instructions of an instruction that is not there, or twice of the same")
    return groups


@lru_cache(maxsize=1 << 12)
def paths_below(place: int, heights: tuple[int | None, ...]) -> tuple[Path, ...]:
    """The place of each instruction called below the top-level one at `place`, from their stack heights.

    Those without a height (before 2022-12) are direct children. A height that skips a level, which no node answers, counts as
    one level down. The same programs call in the same pattern over and over, so the last patterns are kept. Raises DecodeError.
    """
    path = [place]
    paths = []
    for stated in heights:
        height = stated or 2
        if height > len(path):
            path.append(0)
        elif height > 1:
            del path[height:]
            path[-1] += 1
        else:
            raise DecodeError("an inner instruction at the top level")
        paths.append(tuple(path))
    return tuple(paths)
