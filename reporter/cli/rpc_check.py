"""`reporter rpc-check`: what an endpoint can do for a report, as a table or as JSON."""

import asyncio
from collections.abc import Sequence
from typing import Final

import msgspec

from reporter.cli.output import emit
from reporter.cli.request import Format
from reporter.errors import EndpointUnreachable
from reporter.ledger.probe import Capability, probe

_WORDS: Final = {True: "yes", False: "no", None: "?"}


def run(url: str, shape: Format) -> int:
    """Print the capabilities of the endpoint; 3 when it does not answer. Raises InputError when `url` is none."""
    found = asyncio.run(probe(url))
    emit(msgspec.json.encode({"capabilities": found}) + b"\n" if shape == "json" else table(found).encode())
    return 0 if any(capability.ok for capability in found) else EndpointUnreachable.exit_code


def table(found: Sequence[Capability]) -> str:
    """One capability a line: name, yes, no or ? (left open), and what the endpoint said."""
    width = max(len(capability.name) for capability in found)
    return "".join(f"{one.name:<{width}}  {_WORDS[one.ok]:<3}  {one.detail}".rstrip() + "\n" for one in found)
