"""Words for probabilities: the scale of the US intelligence community's directive ICD 203."""

from fractions import Fraction
from typing import Final

from reporter.model.report import Probability

_SCALE: Final = (
    (Fraction(5, 100), "almost no chance"),
    (Fraction(20, 100), "very unlikely"),
    (Fraction(45, 100), "unlikely"),
    (Fraction(55, 100), "roughly even chance"),
    (Fraction(80, 100), "likely"),
    (Fraction(95, 100), "very likely"),
)


def likelihood(p: Probability, *, calibrated: bool = False) -> str:
    """ICD 203's word for a probability, said to be uncalibrated unless measured on real launches.

    A boundary belongs to the upper word. It is a likelihood, never mixed in one sentence with confidence in the data.
    """
    value = Fraction(p)
    word = next((word for below, word in _SCALE if value < below), "almost certain")
    return word if calibrated else f"{word} (uncalibrated)"
