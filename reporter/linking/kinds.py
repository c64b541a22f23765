"""The table of evidence kinds. Adding one is a function in `linking.evidence` and a line here."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from reporter.linking.evidence import (
    amount_template,
    authority,
    bundle_adjacency,
    close_destination,
    co_signature,
    co_timing,
    co_trading,
    common_ancestor,
    common_funder,
    common_sink,
    conservation,
    coordinated_exit,
    creator_path,
    failed_cohort,
    fan_out,
    fee_sponsor,
    fresh_cohort,
    hub_burst,
    known_series,
    life_cycle,
    long_history,
    lookup_table,
    offsetting_trades,
    order_recurrence,
    parallel_chains,
    rare_program,
    rent_sponsor,
    residue,
    return_to_funder,
    shared_blockhash,
    shared_pool,
    spend_all,
    template,
    token_consolidation,
)
from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence

FAMILIES: Final = ("control", "provenance", "funding_shape", "launch_timing", "client", "lifetime", "exit", "counter")
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
    Kind("authority", "control", authority.find),
    Kind("lookup_table", "control", lookup_table.find),
    Kind("common_funder", "provenance", common_funder.find),
    Kind("common_ancestor", "provenance", common_ancestor.find),
    Kind("fan_out", "provenance", fan_out.find),
    Kind("creator_path", "provenance", creator_path.find),
    Kind("close_destination", "provenance", close_destination.find),
    Kind("shared_pool", "provenance", shared_pool.find),
    Kind("amount_template", "funding_shape", amount_template.find),
    Kind("residue", "funding_shape", residue.find),
    Kind("known_series", "funding_shape", known_series.find),
    Kind("parallel_chains", "funding_shape", parallel_chains.find),
    Kind("fresh_cohort", "funding_shape", fresh_cohort.find),
    Kind("conservation", "funding_shape", conservation.find),
    Kind("hub_burst", "funding_shape", hub_burst.find),
    Kind("bundle_adjacency", "launch_timing", bundle_adjacency.find),
    Kind("co_timing", "launch_timing", co_timing.find),
    Kind("shared_blockhash", "launch_timing", shared_blockhash.find),
    Kind("failed_cohort", "launch_timing", failed_cohort.find),
    Kind("template", "client", template.find),
    Kind("spend_all", "client", spend_all.find),
    Kind("rare_program", "client", rare_program.find),
    Kind("co_trading", "lifetime", co_trading.find),
    Kind("life_cycle", "lifetime", life_cycle.find),
    Kind("order_recurrence", "lifetime", order_recurrence.find),
    Kind("common_sink", "exit", common_sink.find),
    Kind("return_to_funder", "exit", return_to_funder.find),
    Kind("token_consolidation", "exit", token_consolidation.find),
    Kind("coordinated_exit", "exit", coordinated_exit.find),
    Kind("offsetting_trades", "exit", offsetting_trades.find),
    Kind("long_history", "counter", long_history.find),
)


def find_all(facts: Facts) -> list[Evidence]:
    """All evidence of a launch, in the table's order."""
    return [item for kind in KINDS for item in kind.find(facts)]
