"""PumpSwap: names of instructions and events, and where accounts stand.

Source: pump-swap-sdk 1.20.0 and pump-sdk 2.0.0 interfaces. `buy_v2`, `sell_v2` and `multi_hop_swap` are in no interface: their
names are the hashes' and their account order is read from recorded transactions 42HczUe3, 3dfNgmZp, Acuhf8Xx and g1fC9wYK
(docs/decisions/0002-platform-bytes.md).
"""

from typing import Final

from reporter.decode.programs.anchor import event_tag, instruction_tag

MULTI_HOP: Final = instruction_tag("multi_hop_swap")
CREATE_POOL: Final = instruction_tag("create_pool")
COLLECT_FEE: Final = instruction_tag("collect_coin_creator_fee")
INIT_BOOST: Final = instruction_tag("init_boost")
CLAIM_CASHBACK: Final = instruction_tag("claim_cashback")
TRANSFER_FEES: Final = instruction_tag("transfer_creator_fees_to_pump")
TRANSFER_FEES_V2: Final = instruction_tag("transfer_creator_fees_to_pump_v2")

SHARES: Final = frozenset(instruction_tag(n) for n in ("deposit", "withdraw"))
"""Pool 0, user 2, mints 3 and 4."""
TRADES: Final[frozenset[bytes]] = frozenset(
    instruction_tag(n) for n in ("buy", "sell", "buy_exact_quote_in", "buy_v2", "sell_v2", "buy_exact_quote_in_v2")
)
"""Pool 0, user 1, mints 3 and 4, user's accounts 5 and 6, vaults 7 and 8. `buy_exact_quote_in_v2` is named by analogy only."""

KNOWN: Final[frozenset[bytes]] = (
    TRADES
    | SHARES
    | {MULTI_HOP, CREATE_POOL, COLLECT_FEE, INIT_BOOST, CLAIM_CASHBACK, TRANSFER_FEES, TRANSFER_FEES_V2}
    | frozenset(
        instruction_tag(name)
        for name in (
            *("admin_cto_pool", "admin_set_coin_creator", "admin_set_coin_creator_fee_editable"),
            *("admin_update_token_incentives", "boost_buy_and_burn", "claim_token_incentives"),
            *("close_user_volume_accumulator", "create_config", "disable", "extend_account"),
            *("init_user_volume_accumulator", "migrate_pool_coin_creator", "set_boost_authority", "set_coin_creator"),
            *("set_coin_creator_fee_bps", "set_reserved_fee_recipients", "sync_user_volume_accumulator", "toggle_boost"),
            *("toggle_cashback_enabled", "toggle_mayhem_mode", "update_admin", "update_buyback_config"),
            *("update_creator_fee_config", "update_fee_config"),
        )
    )
)

QUIET_EVENTS: Final[frozenset[bytes]] = frozenset(
    event_tag(name)
    for name in (
        *("AdminSetCoinCreatorFeeEditableEvent", "AdminUpdateTokenIncentivesEvent", "CloseUserVolumeAccumulatorEvent"),
        *("CreateConfigEvent", "DisableEvent", "ExtendAccountEvent", "InitUserVolumeAccumulatorEvent"),
        *("ReservedFeeRecipientsEvent", "SetBoostAuthorityEvent", "SetCoinCreatorFeeBpsEvent"),
        *("SyncUserVolumeAccumulatorEvent", "UpdateAdminEvent", "UpdateCreatorFeeConfigEvent", "UpdateFeeConfigEvent"),
    )
)
"""Events that say nothing about tokens or wallets."""
