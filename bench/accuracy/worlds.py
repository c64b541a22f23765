"""The labelled worlds of the bench: which scenarios, in which variants, on which platforms."""

from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct

from bench.accuracy.outcome import Case
from reporter.simulator.platforms import Platform
from reporter.simulator.scenarios.table import SCENARIOS
from reporter.simulator.scenarios.table import build as play
from reporter.simulator.truth import Launch

PLATFORMS: tuple[Platform, ...] = ("pumpfun", "bonk", "meteora", "pumpfun")
VARIANTS = {
    "positive": ("standard", "evasive"),
    "unknown": ("ambiguous",),
    "ambiguous": ("ambiguous",),
    "clear": ("clear",),
    "two operators": ("clear", "clear, evasive"),
    "framing": ("framing", "framing, evasive"),
}


class World(Struct, frozen=True):
    """A finished launch and what is true of it, in the terms of the bench."""

    launch: Launch

    def same(self, a: str, b: str) -> bool | None:
        """Whether one controller has both; None where nobody could know."""
        return self.launch.truth.same_controller(a, b)

    def strangers(self, buyers: Sequence[str]) -> list[str]:
        """Buyers whose controller certainly has no other buyer."""
        paired = {wallet for pair in combinations(buyers, 2) if self.same(*pair) is not False for wallet in pair}
        return [wallet for wallet in buyers if wallet not in paired]


def cases(first: int, per: int) -> list[Case]:
    """The worlds of a set that begins at seed `first`: `per` of every scenario and variant, on changing platforms."""
    found: list[Case] = []
    for place, (name, module) in enumerate(sorted(SCENARIOS.items())):
        for variant in VARIANTS[module.KIND]:
            rows = ((PLATFORMS[number % len(PLATFORMS)], first + 20 * place + number) for number in range(per))
            found.extend(Case(name, variant, platform, seed) for platform, seed in rows)
    return found


def build(case: Case) -> World:
    """Play one world to its end."""
    evasive = case.variant.endswith("evasive")
    platform: Platform = case.platform  # type: ignore[assignment]  # one of PLATFORMS
    return World(play(case.scenario, case.seed, evasive=evasive, platform=platform))
