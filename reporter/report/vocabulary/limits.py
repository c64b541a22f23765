"""What every report says about its own limits."""

from fractions import Fraction
from typing import Final

from reporter.concentration.rounding import fixed

METHOD: Final = (
    "Links are inferred from the public ledger: signatures, fees, money and order of transactions. "
    "The ledger shows wallets, not people."
)
NOT_ILLEGAL: Final = "Coordination is not illegal in itself; market makers, teams and friends coordinate too."
NO_PROOF: Final = "No finding is not proof of independence."
UNCALIBRATED: Final = (
    "Probabilities come from stated weights and are not calibrated on real launches; they rank, they do not measure."
)
BLIND_SPOTS: Final = (
    "Not visible: a separate exchange or bridge withdrawal for each wallet, days of idle time before a buy, "
    "agreements off the chain."
)
SNAPSHOT: Final = "Holdings are those of the snapshot; every later trade changes them."
NO_ADVICE: Final = "This report is no trading advice and says nothing about anybody's intent."
GINI: Final = "Gini depends on where small holders are cut off, and merging wallets can move it either way."

STANDING: Final = (METHOD, NOT_ILLEGAL, NO_PROOF, BLIND_SPOTS, SNAPSHOT, NO_ADVICE)


def prior(early: float, other: float) -> str:
    """The odds taken before any evidence, from the rule set's prior bits."""
    return (
        f"Before any evidence, two early buyers are taken to act together with odds of 1 to {_odds(early)}, "
        f"any other two wallets with odds of 1 to {_odds(other)}."
    )


def limits(prior_early: float, prior_other: float, *, calibrated: bool) -> list[str]:
    """The limits every report prints, in order. The priors are bits of log-odds, as in the rule set."""
    return [METHOD, prior(prior_early, prior_other), *(() if calibrated else (UNCALIBRATED,)), *STANDING[1:], GINI]


def _odds(bits: float) -> str:
    """2 to the -bits, as it is said: "64", "1,024", "1.41"."""
    value = Fraction(2.0**-bits)
    return f"{value.numerator:,}" if value.denominator == 1 else fixed(value, 2)
