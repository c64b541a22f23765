"""Numbers as reports write them: fixed-decimal strings for the document, readable ones for people."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Final

from reporter.concentration.rounding import fixed
from reporter.model.ids import USD1, USDC, USDT, Address, Lamports
from reporter.model.report import Amount, Bits, Probability, Share

NOT_MEASURED: Final = "not measured"
NO_TIME: Final = "time not recorded"
_END_OF_CALENDAR: Final = 253_402_300_800  # year 10000, UTC seconds: block times are 64 bits wide and hostile
_LAMPORTS_DECIMALS: Final = 9
_DOLLAR_DECIMALS: Final = 6
_COINS: Final = {USDC: "USDC", USDT: "USDT", USD1: "USD1"}


def share(numerator: int, denominator: int) -> Share:
    """`numerator` of `denominator` with 6 decimals, half to even, kept between 0 and 1.

    More than the whole is the whole: amounts read at different slots can overlap. Raises ValueError without a denominator.
    """
    if denominator <= 0:
        raise ValueError("a share of nothing")
    return fixed(Fraction(min(max(numerator, 0), denominator), denominator), 6)


def probability(p: float) -> Probability:
    """A probability with 4 decimals. Raises ValueError outside 0 to 1."""
    if not 0.0 <= p <= 1.0:
        raise ValueError("a probability outside 0 to 1")
    return fixed(Fraction(p), 4)


def bits(weight: float) -> Bits:
    """A weight of evidence in bits with 2 decimals. Raises ValueError unless finite."""
    try:
        return fixed(Fraction(weight), 2)
    except OverflowError:
        raise ValueError("infinite evidence") from None


def amount(raw: int | Amount, decimals: int) -> str:
    """Base units as a number for people, exact: amount(1234500000, 6) is "1,234.5"."""
    units = int(raw)
    whole, rest = divmod(abs(units), 10**decimals)
    tail = f".{rest:0{decimals}d}".rstrip("0") if rest else ""
    return f"{'-' if units < 0 else ''}{whole:,}{tail}"


def sol(lamports: int | Lamports) -> str:
    """Lamports in SOL: "1.5 SOL"."""
    return f"{amount(lamports, _LAMPORTS_DECIMALS)} SOL"


def money(raw: int | Amount, asset: str) -> str:
    """Base units of SOL, a dollar coin or another mint: "1.5 SOL", "90 USDC", "7 base units of 9zA…q2"."""
    if asset == "SOL":
        return sol(int(raw))
    coin = _COINS.get(asset)
    return f"{amount(raw, _DOLLAR_DECIMALS)} {coin}" if coin else f"{amount(raw, 0)} base units of {short(asset)}"


def percent(part: Share | None) -> str:
    """A share for people, one decimal: "12.3 %". Never rounds something to nothing, nor almost all to all."""
    if part is None:
        return NOT_MEASURED
    value = 100 * Fraction(part)
    text = fixed(value, 1)
    if value and text == "0.0":
        return "< 0.1 %"
    if value < 100 and text == "100.0":
        return "> 99.9 %"
    return f"{text} %"


def utc(time: int | None) -> str:
    """Block time as UTC for people: "2026-09-21 14:13:20 UTC"."""
    if time is None or not 0 <= time < _END_OF_CALENDAR:
        return NO_TIME
    return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M:%S} UTC"


def short(address: Address) -> str:
    """The ends of an address, for sentences; the full one stands in a list beside them: "5htG…73eM"."""
    return address if len(address) <= 12 else f"{address[:4]}…{address[-4:]}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 wallet", "1,204 wallets"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def odds(chance: float) -> str:
    """A probability for people, rounded to one digit: "1 in 40", "less than 1 in 1,000,000"."""
    if chance >= 0.5:
        return "even or better"
    if chance < 1e-6:
        return "less than 1 in 1,000,000"
    times = int(1 / chance)
    step = 10 ** (len(str(times)) - 1)
    return f"1 in {times // step * step:,}"


def spell(seconds: int) -> str:
    """A time for people in its largest whole unit: "3 days", "40 minutes", "1 second"."""
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * size:
            return count(seconds // size, unit)
    return count(max(seconds, 0), "second")
