"""Each measure in words: what it means, and how it can mislead."""

from typing import Final

from msgspec import Struct


class Measure(Struct, frozen=True):
    """One row of the table of measures; `field` is its name in the report."""

    field: str
    label: str
    meaning: str
    misleads: str

    @property
    def help(self) -> str:
        """Both sentences, as the text beside a number."""
        return f"{self.meaning} {self.misleads}"


LINKED: Final = Measure(
    "linked",
    "Linked supply",
    "Share of the circulating supply held by wallets that the ledger shows to act together. At least: proven and strong links."
    " At most: possible links too.",
    "It says nothing about intent: market makers and teams hold linked wallets as well. Wallets linked only off the chain"
    " are missing, so it can be too low.",
)
COVERED: Final = Measure(
    "covered",
    "Early buyers covered",
    "Part of the early buying, by amount, whose every planned question the ledger answered or whose trace ended at a"
    " stated stop.",
    "Full coverage means that the questions were answered, not that every link was found.",
)
SNAPSHOT: Final = Measure(
    "snapshot",
    "Snapshot",
    "The moment at which balances were read. Slots are the ledger's own clock.",
    "Balances change with every trade: an old snapshot says little about now.",
)
HIDDEN: Final = Measure(
    "hidden",
    "Hidden by splitting",
    "Top 10 with linked wallets counted as one, minus the top 10 of single wallets: how much a plain holder list understates"
    " the largest holders.",
    "Near zero can also mean that the links were not found.",
)
LARGEST: Final = Measure(
    "top1",
    "Largest holder",
    "Share of the circulating supply of the largest holder, proven and strongly linked wallets counted as one.",
    "It may be an exchange, which holds for many people.",
)
TEN: Final = Measure(
    "top10",
    "Ten largest",
    "Share of the ten largest holders together, proven and strongly linked wallets counted as one.",
    "Exchanges hold for many people, and links that were not found make it too low.",
)

LARGEST_WALLET: Final = Measure(
    "top1",
    "Largest wallet",
    "Share of the circulating supply of the largest single wallet; curve, pools and burned tokens are left out.",
    "It may be an exchange, and one holder can have many wallets.",
)
TEN_WALLETS: Final = Measure(
    "top10",
    "Ten largest wallets",
    "Share of the ten largest single wallets together.",
    "Low when a holding is split over many wallets; only links can show that.",
)
BUNDLED: Final = Measure(
    "bundled",
    "Bought in bundles",
    "Share of the total supply in first buys that stand side by side in a block or share a transaction.",
    "Traders who are fast land side by side too; it links nobody by itself.",
)

TABLE: Final = (
    Measure(
        "units",
        "Holders counted",
        "How many units the other measures are taken over.",
        "Dust wallets cost little and inflate it.",
    ),
    Measure("top1", "Largest", "Share of the circulating supply of the largest holder.", "It may be an exchange's wallet."),
    Measure("top5", "Top 5", "Share of the five largest together.", "Exchanges hold for many people."),
    Measure("top10", "Top 10", "Share of the ten largest together.", "Low for wallets yet high for entities means splitting."),
    Measure("top20", "Top 20", "Share of the twenty largest together.", "A small token may have few more holders than that."),
    Measure("top50", "Top 50", "Share of the fifty largest together.", "A small token may have few more holders than that."),
    Measure(
        "hhi",
        "HHI (0 to 10,000)",
        "Herfindahl-Hirschman index, the sum of squared shares in percent: 10,000 is one holder.",
        "A few large holders decide it; the tail hardly shows.",
    ),
    Measure(
        "effective",
        "Effective holders",
        "10,000 divided by the HHI: so many equal holders would give the same concentration.",
        "It is a comparison, not a count of people.",
    ),
    Measure(
        "gini",
        "Gini",
        "Inequality among holders above the dust cut: 0 is all equal, 1 is one holder of everything.",
        "It rises with every small holder that joins, although nobody got more.",
    ),
    Measure(
        "entropy",
        "Entropy (bits)",
        "Spread of the supply: each further bit stands for twice as many equal holders.",
        "Splitting one holding over many wallets raises it.",
    ),
    Measure(
        "nakamoto33",
        "Fewest for a third",
        "Fewest holders that together have more than 33 % of the circulating supply.",
        "Unfound links make it too high.",
    ),
    Measure(
        "nakamoto50",
        "Fewest for half",
        "Fewest holders that together have more than half of the circulating supply.",
        "Unfound links make it too high.",
    ),
    Measure(
        "controlling",
        "Fewest to halve the price",
        "Fewest holders whose sale into the live pool would halve its price.",
        "Computed for the pool as it was at the snapshot; buyers and other pools would soften it.",
    ),
)
