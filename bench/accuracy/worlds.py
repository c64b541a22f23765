"""The labelled worlds of the bench: which scenarios, in which variants, on which platforms."""

from collections.abc import Collection, Sequence
from itertools import combinations

from msgspec import Struct

from bench.accuracy.outcome import Case
from reporter.simulator.faults import Faults
from reporter.simulator.launch import funded_launch, hot_launch
from reporter.simulator.truth import Launch

PLATFORMS = ("pumpfun", "bonk", "cpmm", "meteora")


class World(Struct, frozen=True):
    """A finished launch and what is true of it, in the terms of the bench."""

    launch: Launch
    faults: Faults | None = None

    def same(self, a: str, b: str) -> bool | None:
        """Whether one controller has both; None where nobody could know."""
        people = self.launch.truth.people
        if a not in people or b not in people:
            return None
        return people[a].controller == people[b].controller

    def strangers(self, buyers: Sequence[str]) -> list[str]:
        """Buyers whose controller has no other buyer."""
        paired = {wallet for pair in combinations(buyers, 2) if self.same(*pair) for wallet in pair}
        return [wallet for wallet in buyers if wallet not in paired]

    def linked_supply(self) -> float:
        """Share of circulating supply held by controllers of two wallets or more that hold or bought."""
        truth = self.launch.truth
        return truth.share(tuple(wallet for group in self._groups() for wallet in group))

    def _groups(self) -> list[Collection[str]]:
        truth = self.launch.truth
        mine = {*truth.early_buyers, *truth.holdings}
        return [g for g in ([w for w in wallets if w in mine] for wallets in truth.controllers().values()) if len(g) > 1]


def cases(first: int, per: int) -> list[Case]:
    """The worlds of a set that begins at seed `first`."""
    return [Case(name, "standard", "pumpfun", first + n) for name in ("funded", "hot") for n in range(per)]


def build(case: Case) -> World:
    """Play one world to its end."""
    return World(funded_launch(case.seed) if case.scenario == "funded" else hot_launch(case.seed))
