"""Money that pump.fun pays to wallets: creator fees, holder rewards, cashback. Income from the platform, not from a wallet.

A payment that is for all of a wallet's tokens names no mint; its `mint` is then the asset paid, as its `quote_mint` is.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from reporter.decode.borsh import Reader
from reporter.decode.context import Context
from reporter.decode.programs import pumpfun_layouts as names
from reporter.decode.programs.pumpfun_events import PaidEvent
from reporter.decode.programs.pumpfun_trades import PLATFORM, account_at, quote_of
from reporter.model.events import AnyEvent, Payout
from reporter.model.ids import Mint, Raw, Wallet
from reporter.model.transaction import Instruction

_FIRST_HOLDER = 11  # distribute_fee_to_holders: then owner and token account in turn
_CASHBACK_QUOTE = 2  # claim_cashback_v2

Builder: TypeAlias = Callable[[PaidEvent, Instruction, Context], Sequence[AnyEvent]]


def payouts(what: str) -> Builder:
    """Builds one Payout for each receiver; `what` is its kind."""

    def build(event: PaidEvent, at: Instruction, _ctx: Context) -> Sequence[AnyEvent]:
        quote = quote_of(event.quote_mint or _quote_of_instruction(at))
        token = event.mint is not None and event.mint == event.quote_mint
        return tuple(
            Payout(
                platform=PLATFORM,
                mint=event.mint or quote,
                wallet=wallet,
                quote_mint=None if token else quote,
                quote_amount=None if token else amount,
                token_amount=amount if token else None,
                what=what,
                path=at.path,
            )
            for wallet, amount in _receivers(event, at)
            if amount
        )

    return build


def _quote_of_instruction(at: Instruction) -> Mint | None:
    return account_at(at, _CASHBACK_QUOTE) if at.data[:8] == names.CLAIM_CASHBACK_V2 else None


def _receivers(event: PaidEvent, at: Instruction) -> Sequence[tuple[Wallet | None, Raw]]:
    """Who got how much. Holders' shares are in the arguments, the holders among the accounts behind the fixed ones."""
    if at.data[:8] != names.DISTRIBUTE_TO_HOLDERS:
        return event.paid
    r = Reader(at.data, 8)
    amounts = r.vector(r.u64, 8)
    owners = at.accounts[_FIRST_HOLDER::2]
    if amounts is None or len(amounts) > len(owners):
        return event.paid
    return tuple(zip(owners, amounts, strict=False))
