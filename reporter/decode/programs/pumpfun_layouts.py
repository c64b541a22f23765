"""Names of the pump.fun family's instructions and events, and where accounts stand in them.

Source: pump-sdk 1.33.0 and 2.0.0 interfaces. `buy_v3`, `buy_exact_quote_in_v3` and the callee of `multi_hop_swap` are in no
interface: their account order is read from recorded transactions 2uR6R3N1, tjnQBBDi and g1fC9wYK (see
docs/decisions/0001-pumpfun-bytes.md).
"""

from typing import Final

from msgspec import Struct

from reporter.decode.programs.anchor import event_tag, instruction_tag


class Places(Struct, frozen=True, gc=False):
    """Account indexes of an instruction; -1 where it has no such account."""

    mint: int
    curve: int
    user: int
    fee_recipient: int = -1
    token_program: int = -1


CREATE: Final = instruction_tag("create")
CREATE_V2: Final = instruction_tag("create_v2")
WITHDRAW: Final = instruction_tag("withdraw")  # until 2025-05: hands a sold-out curve to the operator of the Raydium migration
DISTRIBUTE_TO_HOLDERS: Final = instruction_tag("distribute_fee_to_holders")
CLAIM_CASHBACK_V2: Final = instruction_tag("claim_cashback_v2")
MULTI_HOP_CALLEE: Final = bytes.fromhex("e19a7516d756f667")  # called by PumpSwap's multi_hop_swap; the hashed name is not known

_OLD: Final = Places(mint=2, curve=3, user=6, fee_recipient=1)
_V2: Final = Places(mint=1, curve=10, user=13, fee_recipient=6)
_V3: Final = Places(mint=1, curve=5, user=8)

PLACES: Final[dict[bytes, Places]] = {
    CREATE: Places(mint=0, curve=2, user=7, token_program=9),
    CREATE_V2: Places(mint=0, curve=2, user=5, token_program=7),
    instruction_tag("buy"): _OLD,
    instruction_tag("sell"): _OLD,
    instruction_tag("buy_exact_sol_in"): _OLD,
    instruction_tag("buy_v2"): _V2,
    instruction_tag("buy_exact_quote_in_v2"): _V2,
    instruction_tag("sell_v2"): _V2,
    instruction_tag("buy_v3"): _V3,
    instruction_tag("buy_exact_quote_in_v3"): _V3,
    MULTI_HOP_CALLEE: Places(mint=13, curve=15, user=3),
    WITHDRAW: Places(mint=2, curve=3, user=6),
}

KNOWN: Final[frozenset[bytes]] = frozenset(PLACES) | {
    instruction_tag(name)
    for name in (
        *("add_quote_control_mint", "add_quote_mint", "admin_cto", "admin_set_creator", "admin_set_idl_authority"),
        *("admin_update_token_incentives", "claim_cashback", "claim_cashback_v2", "claim_token_incentives"),
        *("close_user_volume_accumulator", "collect_creator_fee", "collect_creator_fee_v2", "distribute_creator_fees"),
        *("distribute_creator_fees_v2", "distribute_fee_to_holders", "extend_account", "get_minimum_distributable_fee"),
        *("init_user_volume_accumulator", "initialize", "initialize_quote_control", "migrate", "migrate_bonding_curve_creator"),
        *("migrate_v2", "remove_quote_control_mint", "remove_quote_mint", "set_creator", "set_mayhem_virtual_params"),
        *("set_metaplex_creator", "set_params", "set_quote_control_admin", "set_reserved_fee_recipients"),
        *("set_virtual_quote_reserves", "sync_user_volume_accumulator", "toggle_cashback_enabled", "toggle_create_v2"),
        *("toggle_mayhem_mode", "update_buyback_config", "update_creator_fee_config", "update_global_authority"),
        "update_holder_reward_config",
    )
}

QUIET_EVENTS: Final[frozenset[bytes]] = frozenset(
    event_tag(name)
    for name in (
        *("AddQuoteControlMintEvent", "AdminSetIdlAuthorityEvent", "AdminUpdateTokenIncentivesEvent"),
        *("CloseUserVolumeAccumulatorEvent", "ExtendAccountEvent", "InitUserVolumeAccumulatorEvent"),
        *("MinimumDistributableFeeEvent", "RemoveQuoteControlMintEvent", "ReservedFeeRecipientsEvent", "SetParamsEvent"),
        *("SetQuoteControlAdminEvent", "SyncUserVolumeAccumulatorEvent", "UpdateCreatorFeeConfigEvent"),
        *("UpdateGlobalAuthorityEvent", "UpdateMayhemVirtualParamsEvent"),
    )
)
"""Events that say nothing about tokens or wallets of a launch."""

FEES_KNOWN: Final[frozenset[bytes]] = frozenset(
    instruction_tag(name)
    for name in (
        *("admin_cto_sharing_config", "claim_social_fee_pda", "claim_social_fee_pda_v2", "crank_donation_fee_pda"),
        *("create_donation_fee_pda", "create_fee_sharing_config", "create_social_fee_pda", "extend_fee_config", "get_fees"),
        *("get_fees_with_quote_mint", "initialize_buyback", "initialize_fee_config", "initialize_fee_program_global"),
        *("revoke_fee_sharing_authority", "set_authority", "set_claim_rate_limit", "set_disable_flags"),
        *("set_exotic_flat_fees", "set_social_claim_authority", "sweep_buyback", "transfer_fee_sharing_authority"),
        *("update_admin", "update_buyback_authority", "update_buyback_claim_rate_limit", "update_fee_config"),
        *("update_fee_shares", "update_fee_shares_v2", "update_stable_fee_config", "upsert_fee_tiers"),
        "upsert_stable_fee_tiers",
    )
)

FEES_QUIET_EVENTS: Final[frozenset[bytes]] = frozenset(
    event_tag(name)
    for name in (
        *("CreateFeeSharingConfigEvent", "DonationFeePdaCranked", "DonationFeePdaCreated", "ExtendFeeConfigEvent"),
        *("InitializeFeeConfigEvent", "InitializeFeeProgramGlobalEvent", "ResetFeeSharingConfigEvent", "SetAuthorityEvent"),
        *("SetClaimRateLimitEvent", "SetDisableFlagsEvent", "SetExoticFlatFeesEvent", "SetSocialClaimAuthorityEvent"),
        *("SocialFeePdaCreated", "SweepBuybackEvent", "UpdateAdminEvent", "UpdateFeeConfigEvent", "UpdateFeeSharesEvent"),
        *("UpdateStableFeeConfigEvent", "UpsertFeeTiersEvent", "UpsertStableFeeTiersEvent"),
    )
)

MAYHEM_KNOWN: Final[frozenset[bytes]] = frozenset(
    instruction_tag(name) for name in ("initialize_mayhem_state", "buy", "sell", "buy_v2", "sell_v2")
)
"""`initialize_mayhem_state` and `buy_v2` are recorded (3x3nv3Ri, 2m5nWLnD); the rest is named after the calls wrapped."""

MAYHEM_EVENTS: Final[frozenset[bytes]] = frozenset({bytes.fromhex("31487b2d6e40b085")})
"""The event that follows a trade of the agent; what it repeats is in the curve's own event."""
