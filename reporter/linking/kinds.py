"""The table of evidence kinds. Adding one is a function in `linking.evidence` and a line here."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from reporter.linking.evidence import (
    bundle_adjacency,
    co_signature,
    common_ancestor,
    common_funder,
    creator_path,
    fan_out,
    fee_sponsor,
    rent_sponsor,
)
from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence

FAMILIES: Final = ("control", "provenance", "funding_shape", "launch_timing", "client", "lifetime", "exit", "counter")
GATE_FAMILIES: Final = frozenset({"control", "provenance", "exit"})  # one of them must speak before anything is published
_PARTS: Final = ("Why it matters:", "How it can mislead:")


class Kind(Struct, frozen=True):
    """One kind of evidence: its name, its family, how it is found, and the explanation readers see.

    Refuses to exist without the three parts of an explanation: what was seen, why it matters, how it can mislead.
    """

    name: str
    family: str
    find: Callable[[Facts], list[Evidence]]

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            raise ValueError(f"{self.name}: no such family {self.family}")
        if any(part not in self.explanation for part in _PARTS):
            raise ValueError(f"{self.name}: the docstring of its function must say {' and '.join(_PARTS)}")

    @property
    def explanation(self) -> str:
        """What a reader is told about this kind, one paragraph per part."""
        lines = [line.strip() for line in (self.find.__doc__ or "").strip().splitlines()]
        text = " ".join(lines)
        for part in _PARTS:
            text = text.replace(f" {part}", f"\n{part}")
        return text


KINDS: Final = (
    Kind("co_signature", "control", co_signature.find),
    Kind("fee_sponsor", "control", fee_sponsor.find),
    Kind("rent_sponsor", "control", rent_sponsor.find),
    Kind("common_funder", "provenance", common_funder.find),
    Kind("common_ancestor", "provenance", common_ancestor.find),
    Kind("fan_out", "provenance", fan_out.find),
    Kind("creator_path", "provenance", creator_path.find),
    Kind("bundle_adjacency", "launch_timing", bundle_adjacency.find),
)


def find_all(facts: Facts) -> list[Evidence]:
    """All evidence of a launch, in the table's order."""
    return [item for kind in KINDS for item in kind.find(facts)]
