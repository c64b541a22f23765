"""SOL and dollars in one unit, roughly: enough to tell what is too little to matter, never to say how much was paid."""

from typing import Final

from reporter.funding.inflow import SOL
from reporter.model.ids import QUOTES, WRAPPED_SOL, Lamports, Raw
from reporter.model.rules import Limits

DOLLARS: Final = QUOTES - {WRAPPED_SOL}
_DOLLAR: Final = 10**6  # base units; every coin of DOLLARS has six decimals


def in_lamports(asset: str, amount: Raw, limits: Limits) -> Lamports:
    """The amount at the rule set's coarse rate; 0 for what is neither SOL nor dollars."""
    if asset == SOL:
        return amount
    return amount * limits.dollar_lamports // _DOLLAR if asset in DOLLARS else 0


def dust(asset: str, limits: Limits) -> Raw:
    """What is dust of `asset` whatever it is compared with, in its base units; 0 where no rate is known."""
    if asset == SOL:
        return limits.dust_lamports
    return limits.dust_lamports * _DOLLAR // limits.dollar_lamports if asset in DOLLARS else 0
