"""Coins by platform: how each is made, bought, sold and migrated by wallets."""

from typing import Literal, TypeAlias

from reporter.model.ids import Mint, Program, Wallet
from reporter.simulator.coins import AnyCoin
from reporter.simulator.platforms.bonk import BonkCoin
from reporter.simulator.platforms.heaven import HeavenCoin
from reporter.simulator.platforms.meteora import MeteoraCoin
from reporter.simulator.platforms.pools import CpmmCoin, PooledCoin, PumpSwapCoin, UnknownCoin
from reporter.simulator.platforms.pumpfun import PumpCoin

Platform: TypeAlias = Literal["pumpfun", "bonk", "pumpswap", "cpmm", "meteora", "heaven", "unknown"]
PLATFORMS: tuple[Platform, ...] = ("pumpfun", "bonk", "pumpswap", "cpmm", "meteora", "heaven", "unknown")


def make(
    platform: Platform, mint: Mint, creator: Wallet, token_program: Program, quote: Mint, *, apart: bool = False
) -> AnyCoin:
    """A coin of a platform. Only "bonk" takes another quote than SOL.

    `apart` lets creators who pool a coin themselves make its mint in an earlier transaction. Heaven coins are of Token-2022
    and coins pooled by their creator of the SPL program, whatever is asked.
    """
    if platform == "pumpfun":
        return PumpCoin(mint, creator, token_program)
    kinds: dict[str, type[AnyCoin]] = {
        "bonk": BonkCoin,
        "pumpswap": PumpSwapCoin,
        "cpmm": CpmmCoin,
        "meteora": MeteoraCoin,
        "heaven": HeavenCoin,
        "unknown": UnknownCoin,
    }
    coin = kinds[platform](mint, creator, token_program, quote)
    if isinstance(coin, PooledCoin):
        coin.apart = apart
    return coin
