"""What one world came to: the reporter and the baselines against its truth."""

from msgspec import Struct

from bench.accuracy.partition import Tally


class Case(Struct, frozen=True, order=True):
    """One world of the bench. `variant` is standard, evasive, clear (a hard negative with nothing to find), ambiguous or
    framing."""

    scenario: str
    variant: str
    platform: str
    seed: int


class Bin(Struct, frozen=True):
    """Scored pairs whose probability fell into one bin: how many, the sum of their probabilities, how many are true."""

    pairs: int = 0
    said: float = 0.0
    true: int = 0

    def __add__(self, other: "Bin") -> "Bin":
        return Bin(self.pairs + other.pairs, self.said + other.said, self.true + other.true)


class Supply(Struct, frozen=True):
    """Linked supply: the share of circulating supply that wallets of one controller hold together, and what was published."""

    true: float
    at_least: float | None
    expected: float | None
    at_most: float | None


class Outcome(Struct, frozen=True):
    """`ours` counts the headline, `loose` the headline with possible members; `ablated` the headline without one kind of
    evidence; `bins` the pairs by probability, in tenths of EDGES."""

    case: Case
    mint: str
    buyers: int
    calls: int
    coverage: float
    seconds: float
    ours: Tally
    loose: Tally
    baselines: dict[str, Tally]
    ablated: dict[str, Tally]
    kinds: dict[str, int]
    bins: tuple[Bin, ...]
    unscored: Bin
    supply: Supply
    false: tuple[tuple[str, ...], ...]  # published groups that hold wallets of different controllers


EDGES = (0.01, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95, 0.99, 0.999)
"""Upper edges of all bins but the last: those of the ICD 203 words, finer at the top where it matters."""
