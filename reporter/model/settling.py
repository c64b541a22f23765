"""Makes the records of the program ready for use by several threads.

msgspec works out how a Struct is decoded when it is first asked to, and keeps that on the class before it is complete: two
threads that decode a class for the first time at the same moment can crash the process (seen with 0.22.0). So whoever starts
threads has it worked out for every class before.
"""

import contextlib
from collections.abc import Iterator

import msgspec
from msgspec import Struct


def settle(package: str = "reporter") -> int:
    """Work out how every loaded Struct of `package` is decoded. Returns how many there are. Cheap when done before."""
    known = [kind for kind in _kinds(Struct) if kind.__module__.partition(".")[0] == package]
    for kind in known:
        with contextlib.suppress(TypeError, NameError):  # never decoded: it holds functions, or names that are not loaded
            msgspec.json.Decoder(kind)
    return len(known)


def _kinds(base: type[Struct]) -> Iterator[type[Struct]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)
