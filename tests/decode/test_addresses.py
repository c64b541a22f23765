"""Derived addresses against addresses found in recorded transactions and vendors' documentation."""

import pytest

from reporter.decode import addresses as at
from reporter.model.ids import SPL_TOKEN, TOKEN_2022, WRAPPED_SOL

MINT = "CWiTGbCiDd8BKtNYNE2boT9fJGFG2MU53Uf6HQk4pump"  # recorded transaction 2RoRJxat
CURVE = "3jJ83NDorkbFkF1JKbEfFWGeX16aXUiwby9RwJm9kat3"
LAUNCHLAB_MINT = "AqFe2tk1BRx6czUuRPGUZ8mtvcBGDZYsG6oPvELwzray"
BOSS = "72YZRDi6Fwa7L7sWxZixSQ19ia2BMtL78vnMBeAYpump"  # mayhem creation, recorded transaction 3x3nv3Ri
LUNA = "FG2x9vQuYR9cFmyKu666LgLsSkKMX2VMLEZfnJTxpump"  # holder rewards, recorded transaction 2ydaZvMn
FATHER = "5FzK3auCZ88ggHidFRjMt77L7gt9Ccq9cqMtw7YDpump"  # stock as quote, recorded transaction 4A2UJ139
PEAR = "DnLM31nU9K4kczFoAfhbU4hrK7XaAxSJfkieUqnPpump"  # recorded transaction 3ZFJMigh

DUJS = "DujsxgQH8EgD25XLqUbcZt48uX4jd9UWtGFUS9hkHHmP"  # migration to CPMM, recorded transaction 3EAWtyqZ
SQQQ = "SQQQAa3gUxgnqcEsdjPA4RQNQBgB97TnG2hJhk2WaGE"
DUJS_POOL = "3RijcrgwGkV9TpzNgreKmZhEvQYwtA9Rzh1MHaDCqje2"
CPMM_CONFIG = "CRRS5ieQmBrZjWhcj99JuGrT5tyuWDaGAXLXLFjbAtjQ"


@pytest.mark.parametrize(
    ("derived", "found"),
    [
        (at.bonding_curve(MINT), CURVE),
        (at.associated_token(CURVE, MINT, TOKEN_2022), "Cd4iC3Jndc2WVud6rAs1cwx8SkUQhCN5TxXbfRtbHLCF"),
        (at.creator_vault("5htGpHK2oV9g2BcDqLdRBqjCLdy8mc3fsESfR5DU73eM"), "AFqUN4G2XKAiZHn2g4WQvfc5h5V6F44RwJbc4xo8mwq7"),
        (at.canonical_pool("npB9cxTzwUiGt7jk2dXZa52xZve8SgVD6Et9Bpipump"), "Ef7wUrbarRXHNMMgBs8cstSkzRttnstjMsniaq7zMp6j"),
        (at.launchlab_pool(LAUNCHLAB_MINT), "7SUXJsAtzPEY7Aq7e8tRjPJR7VrxUkZ6erKGuprnitNa"),
        (at.mayhem_vault(BOSS), "7vXBpuC4uo5do6e1LeM4NkQMwLCZyP66vTFuhi7Jx4M5"),
        (at.mayhem_state(BOSS), "3n9vTrmTc9W2wrLM6BSMeoivgpSoFTtvJyqHHXA68NM6"),
        (at.holder_rewards(LUNA), "5Y8NEwxTsQeoBY4DtwS9WZ47nzZzx2EZbb5o4WX2gMBi"),
        (at.creator_vault(at.holder_rewards(LUNA)), "AGNvrKtrRdGEtqJdGrWVJ4iquSutR5kc7Md3xLAkBZJf"),
        (at.user_volume("4LrwE8Rs4w8atz3feYjjXNv54dyama1akJdTBv6Yxp1G"), "CnEG34e5tyYhnW6sAyYPEgkpvktCfKERhie8kZT1bQ2x"),
        (at.event_authority(at.PUMP), at.PUMP_EVENTS),
        (at.event_authority(at.PUMP_FEES), at.PUMP_FEES_EVENTS),
        (at.event_authority(at.PUMP_MAYHEM), at.PUMP_MAYHEM_EVENTS),
        (at.event_authority(at.PUMPSWAP), "GS4CU59F31iL7aR2Q8zVS8DRrcRnXX1yjQ66TqNVQnaR"),
        (at.derive(at.PUMP_MAYHEM, b"sol-vault"), at.MAYHEM_SOL_VAULT),
        (at.metadata(PEAR), "45yKCTHKYxHVLeNXmDZUoziQ2wBShQoFmChTpH3hc9dK"),
        (
            at.quote_vault(FATHER, "Xsa62P5mvPszXL1krVUnU5ar38bBSVcWAB6fmPCo5Zu", TOKEN_2022),
            "6PB7HtHK121XBCWUnH1UUWXPPNmz31aPvrQcRxnhPLyy",
        ),
        (at.event_authority(at.PUMPSWAP), at.PUMPSWAP_EVENTS),
        (at.event_authority(at.LAUNCHLAB), at.LAUNCHLAB_EVENTS),
        (at.derive(at.LAUNCHLAB, b"vault_auth_seed"), at.LAUNCHLAB_AUTHORITY),
        (at.derive(at.LAUNCHLAB, b"platform_fee_vault_auth_seed"), at.LAUNCHLAB_PLATFORM_FEES),
        (at.derive(at.LAUNCHLAB, b"creator_fee_vault_auth_seed"), at.LAUNCHLAB_CREATOR_FEES),
        (at.derive(at.CPMM, b"vault_and_lp_mint_auth_seed"), at.CPMM_AUTHORITY),
        (
            at.launchlab_vault(at.launchlab_pool(LAUNCHLAB_MINT), LAUNCHLAB_MINT),
            "72EcyfaNFB7mbwihuQFvqdPKyGJLzeRLtvN3LdBoTpkE",
        ),
        (
            at.launchlab_vault(at.launchlab_pool(LAUNCHLAB_MINT), WRAPPED_SOL),
            "FY85BxnA7VWDTd1yV96a3oU4Um5MguQUdW7seZAV2QzQ",
        ),
        (
            at.launchlab_platform("2P56vRWDrCBGkqYXxgSWAnuZQZrJPySRQGToTJThpmkN"),
            "FfYek5vEz23cMkWsdJwG2oa6EphsvXSHrGpdALN4g6W1",
        ),
        (at.launchlab_pool(DUJS, SQQQ), "A32d9zRBtR6TxRQiYWx9jKya7DaLztP4jox1Gde1oyaR"),
        (at.cpmm_pool(CPMM_CONFIG, DUJS, SQQQ), DUJS_POOL),
        (at.cpmm_pool(CPMM_CONFIG, SQQQ, DUJS), DUJS_POOL),
        (at.cpmm_vault(DUJS_POOL, SQQQ), "77gQKro5FzTcSTy2CvgLN891vuVt3eYYyQDaq4An59Xj"),
        (at.bonding_curve_v2(LUNA), "A4nqQdCcrKhQYk3Z8hP5zYio8NjXzT1YwWDvFuSaCBvm"),
        (at.sharing_config("7VNu5K2Qw82UvdNUogicGHzLtcNQzFGbfXArsjMzpump"), "5XiA2x9jEx16z9VtERzzWKQcMNRBzrvJhFLcXTK616nR"),
    ],
)
def test_a_derived_address_is_the_one_on_the_ledger(derived: str, found: str) -> None:
    assert derived == found


def test_the_canonical_pool_is_the_first_pool_of_the_pool_authority() -> None:
    mint = "npB9cxTzwUiGt7jk2dXZa52xZve8SgVD6Et9Bpipump"
    assert at.canonical_pool(mint) == at.pumpswap_pool(at.pool_authority(mint), mint, WRAPPED_SOL, 0)
    assert at.pumpswap_pool(at.pool_authority(mint), mint, WRAPPED_SOL, 256) != at.canonical_pool(mint)


def test_the_token_program_is_part_of_the_associated_account() -> None:
    assert at.associated_token(CURVE, MINT) == at.associated_token(CURVE, MINT, SPL_TOKEN)
    assert at.associated_token(CURVE, MINT, SPL_TOKEN) != at.associated_token(CURVE, MINT, TOKEN_2022)


def test_wallets_are_on_the_curve_and_program_addresses_off_it() -> None:
    assert at.is_on_curve("5htGpHK2oV9g2BcDqLdRBqjCLdy8mc3fsESfR5DU73eM")
    assert not at.is_on_curve(CURVE)


@pytest.mark.parametrize("text", ["", "0", "not base58 !", MINT + "1" * 20])
def test_text_that_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        at.bonding_curve(text)
