"""Groups of wallets against the truth: pairs, adjusted Rand index, strangers. Pure.

Pairwise counts and the adjusted Rand index (Hubert and Arabie 1985) are the usual measures for a partition; B-cubed is not
used, because where three quarters of the wallets are singletons even the worst rule scores well on it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations
from math import comb
from typing import TypeAlias

from msgspec import Struct

Groups: TypeAlias = Sequence[frozenset[str]]
Same: TypeAlias = Callable[[str, str], bool | None]


class Tally(Struct, frozen=True):
    """Counts of one world. `right`, `wrong`, `undecidable`: pairs inside published groups; `found` of `true`: pairs of buyers
    that one controller has; `placed` of `strangers`: buyers who control no other buyer, and how many of them a group holds."""

    right: int = 0
    wrong: int = 0
    undecidable: int = 0
    found: int = 0
    true: int = 0
    strangers: int = 0
    placed: int = 0
    ari: float | None = None

    @property
    def precision(self) -> float | None:
        """Share of published pairs that are true; None where nothing was published."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of true pairs that were published; None where there are none."""
        return self.found / self.true if self.true else None


def tally(groups: Groups, buyers: Collection[str], same: Same, strangers: Collection[str]) -> Tally:
    """Compare published `groups` with the truth about `buyers`; `same` answers for a pair, None where nobody could know."""
    verdicts = [same(a, b) for group in groups for a, b in combinations(sorted(group), 2)]
    people = sorted(buyers)
    true = {(a, b) for a, b in combinations(people, 2) if same(a, b)}
    inside = {(a, b) for group in groups for a, b in combinations(sorted(group), 2)}
    placed = {wallet for group in groups for wallet in group if len(group) > 1}
    return Tally(
        right=sum(verdict is True for verdict in verdicts),
        wrong=sum(verdict is False for verdict in verdicts),
        undecidable=sum(verdict is None for verdict in verdicts),
        found=len(true & inside),
        true=len(true),
        strangers=len(strangers),
        placed=len(placed & set(strangers)),
        ari=adjusted_rand(_labels(groups, people), _labels(components(people, true), people)) if people else None,
    )


def components(items: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Connected components, single items included."""
    parent = {item: item for item in items}

    def root(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for a, b in pairs:
        if a in parent and b in parent:
            parent[root(a)] = root(b)
    found: dict[str, set[str]] = {}
    for item in parent:
        found.setdefault(root(item), set()).add(item)
    return [frozenset(group) for group in found.values()]


def adjusted_rand(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Adjusted Rand index of two labellings of the same items: 1 for equal partitions, about 0 for unrelated ones."""
    cells: dict[tuple[str, str], int] = {}
    for pair in zip(ours, theirs, strict=True):
        cells[pair] = cells.get(pair, 0) + 1
    both = sum(comb(number, 2) for number in cells.values())
    rows = sum(comb(ours.count(label), 2) for label in set(ours))
    columns = sum(comb(theirs.count(label), 2) for label in set(theirs))
    pairs = comb(len(ours), 2)
    expected = rows * columns / pairs if pairs else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _labels(groups: Iterable[frozenset[str]], people: Sequence[str]) -> list[str]:
    home = {wallet: min(group) for group in groups for wallet in group}
    return [home.get(wallet, wallet) for wallet in people]
