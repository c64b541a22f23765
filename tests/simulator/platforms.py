"""Launches of every platform, each made once per test process, and what is asked of all of them."""

from functools import cache
from typing import Any

from reporter.simulator.launch import funded_launch
from reporter.simulator.platforms import PLATFORMS
from reporter.simulator.truth import Launch

CURVES = ("pumpfun", "bonk", "meteora")
"""Platforms whose coins graduate."""

CASES: tuple[tuple[str, dict[str, Any]], ...] = (
    *((platform, {"standard": "spl", "happenings": True, "deployer": True}) for platform in PLATFORMS),
    *((platform, {"standard": "spl", "happenings": True, "graduates": 4.0}) for platform in CURVES),
    *((platform, {"standard": "2022", "happenings": True, "graduates": 4.0, "exits": "sink"}) for platform in CURVES),
    ("bonk", {"standard": "spl", "quote": "USD1", "happenings": True, "graduates": 4.0}),
    ("pumpswap", {"mint_apart": True, "happenings": True}),
    ("cpmm", {"mint_apart": True, "multi_buy": True}),
    ("bonk", {"quote": "USDC", "multi_buy": True, "sponsor": "funder"}),
)
FEW: dict[str, Any] = {"group": 5, "strangers": 24, "payouts": 6}


def name_of(case: tuple[str, dict[str, Any]]) -> str:
    """A case in words."""
    platform, options = case
    return "-".join([platform, *(f"{key}={value}" for key, value in options.items())])


@cache
def _made(seed: int, platform: str, options: tuple[tuple[str, Any], ...]) -> Launch:
    return funded_launch(seed, platform=platform, **{**FEW, **dict(options)})


def made(case: tuple[str, dict[str, Any]], seed: int = 7) -> Launch:
    """The launch of a case."""
    platform, options = case
    return _made(seed, platform, tuple(sorted(options.items())))
