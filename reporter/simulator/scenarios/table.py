"""The table of scenarios: a new one is a file and a line here."""

from types import ModuleType
from typing import Final

from reporter.simulator.platforms import Platform
from reporter.simulator.scenarios import (
    f01_gift,
    f02_mimic,
    f03_named,
    f04_unsigned,
    n01_one_exchange,
    n02_airdrop,
    n03_one_terminal,
    n04_market_maker,
    n05_followers,
    n06_infrastructure,
    n07_own_deposits,
    n08_friends,
    n10_payouts,
    n11_shared_pool,
    n12_hot,
    n13_relayer,
    n14_two_own,
    n15_robbed,
    n16_treasury,
    n17_creator_only,
    n18_lost,
    n19_seller,
    n20_decoys,
    n21_bumps,
    n22_one_blockhash,
    p01_chains,
    p02_prefunded,
    p03_pool,
    p04_one_by_one,
    p05_split,
    p06_warmed,
    p07_foreign_token,
    p08_again,
    p09_equal,
    p10_table,
    p11_rent,
    p12_staged,
    p13_bridge,
    p14_ring,
    p15_atomic,
    p16_pair,
    p18_retries,
    p19_crowded,
    p20_deposit,
)
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.truth import Launch

SCENARIOS: Final[dict[str, ModuleType]] = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        f01_gift,
        f02_mimic,
        f03_named,
        f04_unsigned,
        n01_one_exchange,
        n02_airdrop,
        n03_one_terminal,
        n04_market_maker,
        n05_followers,
        n06_infrastructure,
        n07_own_deposits,
        n08_friends,
        n10_payouts,
        n11_shared_pool,
        n12_hot,
        n13_relayer,
        n14_two_own,
        n15_robbed,
        n16_treasury,
        n17_creator_only,
        n18_lost,
        n19_seller,
        n20_decoys,
        n21_bumps,
        n22_one_blockhash,
        p01_chains,
        p02_prefunded,
        p03_pool,
        p04_one_by_one,
        p05_split,
        p06_warmed,
        p07_foreign_token,
        p08_again,
        p09_equal,
        p10_table,
        p11_rent,
        p12_staged,
        p13_bridge,
        p14_ring,
        p15_atomic,
        p16_pair,
        p18_retries,
        p19_crowded,
        p20_deposit,
    )
}


def build(name: str, seed: int, *, evasive: bool = False, platform: Platform = "pumpfun") -> Launch:
    """Play a scenario to its end. Raises KeyError on a name that is none."""
    module = SCENARIOS[name]
    stage = Stage(seed, name, platform, evasive=evasive)
    module.play(stage)
    return stage.finish(module.MINUTES)
