"""PumpSwap, the pool program pump.fun's tokens migrate to.

What happened is read from the events the program sends to itself, below any instruction of it, known or not. A pool's creation
is liquidity put in: whether it is a token's first market is for others to say.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from reporter.decode.addresses import PUMPSWAP
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs import pumpswap_events as layout
from reporter.decode.programs import pumpswap_layouts as names
from reporter.decode.programs.anchor import SELF_CALL, event_tag
from reporter.decode.programs.pool_moves import Side, account_at, liquidity, out_of, total, transfers_below
from reporter.decode.programs.pumpswap_trades import PLATFORM, traded
from reporter.decode.programs.self_calls import Telling, Told
from reporter.model.events import AnyEvent, Authority, Liquidity, Payout
from reporter.model.ids import WRAPPED_SOL, Mint, Raw, Wallet
from reporter.model.transaction import Instruction

_Moved: TypeAlias = Callable[[layout.LiquidityEvent, Instruction, Context], Sequence[AnyEvent] | None]
_Paid: TypeAlias = Callable[[layout.PaidEvent, Instruction, Context], Sequence[AnyEvent] | None]


def _liquidity(sign: int) -> _Moved:
    def build(event: layout.LiquidityEvent, at: Instruction, _: Context) -> Sequence[AnyEvent] | None:
        base, quote = event.base_mint, event.quote_mint
        if at.data[:8] in names.SHARES:
            base, quote = account_at(at, 3), account_at(at, 4)
        if base is None or quote is None:
            return None
        sides = (Side(base, sign * event.base), Side(quote, sign * event.quote))
        return liquidity(PLATFORM, event.pool, event.user, sides, at.path, declared=True)

    return build


def _boosted(event: layout.BoostEvent, at: Instruction, _: Context) -> Sequence[AnyEvent]:
    """Quote for the pool without a trader. The burned tokens are told by the token program's own Burn below, once."""
    return (
        Liquidity(
            platform=PLATFORM,
            mint=event.mint,
            wallet=event.authority,
            quote_mint=account_at(at, 4),
            quote_amount=event.quote,
            market=event.pool,
            path=at.path,
        ),
    )


def _boost_filled(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Quote set aside from the pool for later purchases."""
    a = at.accounts
    if len(a) < 9:
        return None
    moved = total(out_of(a[6], transfers_below(at, ctx)))
    if not moved:
        return ()
    return (
        Liquidity(platform=PLATFORM, mint=a[3], wallet=a[2], quote_mint=a[4], quote_amount=-moved, market=a[0], path=at.path),
    )


def _fees_moved(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Creator fees that changed from this program's vault to the curve's: paid to the vault there, to no wallet yet."""
    first = 5 if at.data[:8] == names.TRANSFER_FEES_V2 else 4
    quote = account_at(at, 1 if first == 5 else 0)
    source, target = account_at(at, first + 2), account_at(at, first + 3)
    if quote is None or source is None or target is None:
        return None
    amount = total(out_of(source, transfers_below(at, ctx))) or _lost(source, ctx)
    return _payout(quote, target, amount, "creator_fees_moved", at) if amount else ()


def _lost(account: str, ctx: Context) -> Raw:
    """What an account closed to its new owner held, where no transfer emptied it."""
    token = ctx.token(account)
    return max(0, token.pre - token.post) if token is not None else 0


def _payout(quote: Mint, wallet: Wallet, amount: Raw, what: str, at: Instruction) -> Sequence[AnyEvent]:
    """A payment for all tokens of a wallet: `mint` is the asset paid."""
    return (
        Payout(platform=PLATFORM, mint=quote, wallet=wallet, quote_mint=quote, quote_amount=amount, what=what, path=at.path),
    )


def _collected(event: layout.PaidEvent, at: Instruction, _: Context) -> Sequence[AnyEvent] | None:
    if at.data[:8] in {names.TRANSFER_FEES, names.TRANSFER_FEES_V2}:
        return ()  # told by `_fees_moved`
    quote = account_at(at, 0) if at.data[:8] == names.COLLECT_FEE else None
    return None if quote is None else _payout(quote, event.wallet, event.amount, "creator_fees", at)


def _cashback(event: layout.PaidEvent, at: Instruction, _: Context) -> Sequence[AnyEvent]:
    quote = account_at(at, 2) if at.data[:8] == names.CLAIM_CASHBACK else None
    return _payout(quote or WRAPPED_SOL, event.wallet, event.amount, "cashback", at)


def _incentive(event: layout.PaidEvent, at: Instruction, _: Context) -> Sequence[AnyEvent]:
    if event.mint is None:
        return ()
    return (
        Payout(
            platform=PLATFORM,
            mint=event.mint,
            wallet=event.wallet,
            token_amount=event.amount,
            what="incentives",
            path=at.path,
        ),
    )


def _creator_set(event: layout.CreatorEvent, at: Instruction, _: Context) -> Sequence[AnyEvent]:
    return (
        Authority(
            platform=PLATFORM,
            mint=event.mint,
            wallet=event.old,
            what="creator",
            account=event.pool,
            to=event.new,
            path=at.path,
        ),
    )


def _paying(build: _Paid) -> _Paid:
    """Nothing paid is no payout."""

    def paid(event: layout.PaidEvent, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
        return build(event, at, ctx) if event.amount else ()

    return paid


_TOLD: Final = Told(
    PUMPSWAP,
    {
        event_tag("BuyEvent"): Telling(layout.buy, traded),
        event_tag("SellEvent"): Telling(layout.sell, traded),
        event_tag("CreatePoolEvent"): Telling(layout.create_pool, _liquidity(1)),
        event_tag("DepositEvent"): Telling(layout.liquidity, _liquidity(1)),
        event_tag("WithdrawEvent"): Telling(layout.liquidity, _liquidity(-1)),
        event_tag("BoostBuyAndBurnEvent"): Telling(layout.boost, _boosted),
        event_tag("CollectCoinCreatorFeeEvent"): Telling(layout.collected_creator_fee, _paying(_collected)),
        event_tag("ClaimCashbackEvent"): Telling(layout.claimed_cashback, _paying(_cashback)),
        event_tag("ClaimTokenIncentivesEvent"): Telling(layout.claimed_incentive, _paying(_incentive)),
        event_tag("SetBondingCurveCoinCreatorEvent"): Telling(layout.set_creator, _creator_set),
        event_tag("SetMetaplexCoinCreatorEvent"): Telling(layout.set_creator, _creator_set),
        event_tag("MigratePoolCoinCreatorEvent"): Telling(layout.migrate_creator, _creator_set),
        event_tag("AdminSetCoinCreatorEvent"): Telling(layout.admin_set_creator, _creator_set),
        event_tag("AdminCtoPoolEvent"): Telling(layout.admin_cto, _creator_set),
    },
    quiet=names.QUIET_EVENTS | {event_tag("InitBoostEvent")},
)


def read(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Events of one instruction; () where it did nothing, None where it is unknown."""
    tag = instruction.data[:8]
    if tag == SELF_CALL:
        return _TOLD.carrier(instruction)
    if not ctx.transaction.ok:
        return () if tag in names.KNOWN else None
    if tag == names.INIT_BOOST:
        return _boost_filled(instruction, ctx)
    if tag in {names.TRANSFER_FEES, names.TRANSFER_FEES_V2}:
        return _fees_moved(instruction, ctx)
    told = _TOLD.below(instruction, ctx)
    return told if told or tag in names.KNOWN else None


PROGRAM: Final = ProgramDecoder(program=PUMPSWAP, name="PumpSwap", read=read, platform=PLATFORM, venue=True)
