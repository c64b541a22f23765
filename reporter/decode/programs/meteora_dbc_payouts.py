"""Money that leaves a DBC curve without a trade: fees of creator, partner and protocol, surplus, leftovers.

Each is proven by its event. The receiver is the owner of the token account that was paid, where the transaction tells it, else
the signer. Source: dynamic-bonding-curve-sdk 1.5.12 (interface 0.2.1); no recorded bytes were at hand.
"""

from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct

from reporter.decode.context import Context
from reporter.decode.programs import meteora_layouts as layout
from reporter.decode.programs.anchor import event_tag, instruction_tag
from reporter.decode.programs.pool_moves import Side
from reporter.decode.programs.pool_trades import payouts
from reporter.decode.programs.self_calls import Telling
from reporter.model.events import AnyEvent, Payout
from reporter.model.ids import WRAPPED_SOL, Address, Wallet
from reporter.model.transaction import Instruction

_PLATFORM: Final = "meteora"


class Places(Struct, frozen=True, gc=False):
    """Account indexes of a claim: the first account paid, the mints in the event's order, the signer."""

    what: str
    account: int
    mints: tuple[int, ...]
    signer: int


_CREATOR: Final = Places("creator_fees", 2, (6, 7), 8)
_PARTNER: Final = Places("partner_fees", 3, (7, 8), 9)
_PLACES: Final[dict[bytes, Places]] = {
    instruction_tag("claim_creator_trading_fee"): _CREATOR,
    instruction_tag("claim_creator_trading_fee2"): _CREATOR,
    instruction_tag("claim_trading_fee"): _PARTNER,
    instruction_tag("claim_trading_fee2"): _PARTNER,
    instruction_tag("withdraw_migration_fee"): Places("migration_fees", 3, (5,), 6),
    instruction_tag("creator_withdraw_surplus"): Places("surplus", 3, (5,), 6),
    instruction_tag("partner_withdraw_surplus"): Places("surplus", 3, (5,), 6),
    instruction_tag("withdraw_leftover"): Places("leftover", 3, (5,), 6),
}
CLAIMS: Final = frozenset(_PLACES) | layout.tags(
    instruction_tag, "claim_protocol_fee2", "claim_protocol_pool_creation_fee", "claim_partner_pool_creation_fee"
)


def _claimed(event: layout.PoolAmounts, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    places, a = _PLACES.get(at.data[:8]), at.accounts
    if places is None or len(a) <= max(*places.mints, places.signer) or event.pool not in a:
        return None
    sides = [Side(a[mint], amount) for mint, amount in zip(places.mints, (event.first, event.second), strict=False)]
    return payouts(_PLATFORM, places.what, _owner(a[places.account], a[places.signer], ctx), sides, at.path)


def _owner(account: Address, otherwise: Wallet, ctx: Context) -> Wallet:
    owner = ctx.owner(account)
    return otherwise if owner == account else owner


def _protocol(event: layout.PoolAmounts, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    if event.key is None or event.mint is None:
        return None
    return payouts(_PLATFORM, "protocol_fees", ctx.owner(event.key), [Side(event.mint, event.first)], at.path)


def _creation_fee(event: layout.PoolAmounts, at: Instruction, _ctx: Context) -> Sequence[AnyEvent] | None:
    """Lamports; no mint is named, so that `mint` is the asset paid."""
    if event.key is None:
        return None
    return (
        Payout(
            platform=_PLATFORM,
            mint=WRAPPED_SOL,
            wallet=event.key,
            quote_mint=WRAPPED_SOL,
            quote_amount=event.first,
            what="pool_creation_fees",
            path=at.path,
        ),
    )


TELLING: Final[dict[bytes, Telling[Any]]] = {
    event_tag("EvtClaimCreatorTradingFee"): Telling(layout.pool_two, _claimed),
    event_tag("EvtClaimTradingFee"): Telling(layout.pool_two, _claimed),
    event_tag("EvtWithdrawMigrationFee"): Telling(layout.pool_one, _claimed),
    event_tag("EvtCreatorWithdrawSurplus"): Telling(layout.pool_one, _claimed),
    event_tag("EvtPartnerWithdrawSurplus"): Telling(layout.pool_one, _claimed),
    event_tag("EvtWithdrawLeftover"): Telling(layout.pool_receiver, _claimed),
    event_tag("EvtClaimProtocolFee2"): Telling(layout.pool_receiver_mint, _protocol),
    event_tag("EvtClaimPoolCreationFee"): Telling(layout.pool_receiver, _creation_fee),
    event_tag("EvtPartnerClaimPoolCreationFee"): Telling(layout.pool_partner, _creation_fee),
}
