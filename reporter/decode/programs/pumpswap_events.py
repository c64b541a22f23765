"""Layouts of PumpSwap's events, oldest to newest in one: fields were only ever appended.

Source: pump-swap-sdk 1.20.0 and pump-sdk 2.0.0 interfaces, checked against recorded transactions of 2026-08 to 2026-10.
Offsets and lengths leave out the eight bytes of the discriminator. Every function returns None for data too short to hold what
the first version had. What a later version appended (volume, cashback, buyback, reserves, holder rewards) is not needed.
"""

from msgspec import Struct

from reporter.decode.borsh import Reader
from reporter.model.ids import Address, Mint, Raw, TokenAccount, Wallet

_FIRST_TRADE = 304  # 2025-03


class TradeEvent(Struct, frozen=True, gc=False):
    """A purchase or a sale of a pool's base.

    `gross` is the quote before fees of a sale and after them of a purchase (the larger one), `net` the other.
    """

    base: Raw
    gross: Raw
    net: Raw
    pool: Address
    user: Wallet
    user_base: TokenAccount
    user_quote: TokenAccount
    is_buy: bool


def buy(data: bytes) -> TradeEvent | None:
    """BuyEvent: 304 bytes in 2025-03, about 500 in 2026.

    The two quote amounts stand the other way round where the user names what it spends: in the exact-quote-in kinds and in
    `multi_hop_swap` the field called `user_quote_amount_in` is the smaller one, without fees (2qgqjVi7, 3KBJWV5M, g1fC9wYK).
    """
    return _trade(data, is_buy=True)


def sell(data: bytes) -> TradeEvent | None:
    """SellEvent: 304 bytes in 2025-03, 441 in 2026-10."""
    return _trade(data, is_buy=False)


def _trade(data: bytes, *, is_buy: bool) -> TradeEvent | None:
    r = Reader(data)
    r.skip(8)  # timestamp
    base = r.u64()
    r.skip(40)  # limit, reserves of user and pool
    quote = r.u64()
    r.skip(40)  # basis points and amounts of liquidity and protocol fee, amount between them
    user_quote, pool, user, user_base, user_account = r.u64(), r.address(), r.address(), r.address(), r.address()
    r.skip(64)  # fee recipient
    if base is None or quote is None or user_quote is None or pool is None or user is None:
        return None
    if user_base is None or user_account is None or r.at < _FIRST_TRADE:
        return None
    return TradeEvent(base, max(quote, user_quote), min(quote, user_quote), pool, user, user_base, user_account, is_buy)


class LiquidityEvent(Struct, frozen=True, gc=False):
    """Base and quote put into a pool or taken out. The mints are None where only the instruction names them."""

    pool: Address
    user: Wallet
    base: Raw
    quote: Raw
    base_mint: Mint | None = None
    quote_mint: Mint | None = None


def create_pool(data: bytes) -> LiquidityEvent | None:
    """CreatePoolEvent: 293 bytes in 2025-03, 336 in 2026."""
    r = Reader(data)
    r.skip(10)  # timestamp, index
    creator, base_mint, quote_mint = r.address(), r.address(), r.address()
    r.skip(2)  # decimals
    base, quote = r.u64(), r.u64()
    r.skip(41)  # pool and LP amounts, bump
    pool = r.address()
    r.skip(96)  # LP mint, user's accounts
    if creator is None or base_mint is None or quote_mint is None or base is None or quote is None or pool is None:
        return None
    return LiquidityEvent(pool, creator, base, quote, base_mint, quote_mint) if r.at >= 293 else None


def liquidity(data: bytes) -> LiquidityEvent | None:
    """DepositEvent and WithdrawEvent, 248 bytes both."""
    r = Reader(data)
    r.skip(64)  # timestamp, LP amount, limits, reserves
    base, quote = r.u64(), r.u64()
    r.skip(8)  # LP supply
    pool, user = r.address(), r.address()
    r.skip(96)
    if base is None or quote is None or pool is None or user is None or r.at < 248:
        return None
    return LiquidityEvent(pool, user, base, quote)


class BoostEvent(Struct, frozen=True, gc=False):
    """Quote from the pool's boost vault went into the pool, and tokens of the pool were burned for it."""

    mint: Mint
    pool: Address
    authority: Wallet
    quote: Raw
    burned: Raw


def boost(data: bytes) -> BoostEvent | None:
    """BoostBuyAndBurnEvent."""
    r = Reader(data)
    r.skip(8)
    mint = r.address()
    r.skip(32)  # curve
    pool, authority = r.address(), r.address()
    r.skip(8)  # requested
    quote, burned = r.u64(), r.u64()
    if mint is None or pool is None or authority is None or quote is None or burned is None:
        return None
    return BoostEvent(mint, pool, authority, quote, burned)


class PaidEvent(Struct, frozen=True, gc=False):
    """Money for a wallet; `mint` where tokens were paid."""

    wallet: Wallet
    amount: Raw
    mint: Mint | None = None


def collected_creator_fee(data: bytes) -> PaidEvent | None:
    """CollectCoinCreatorFeeEvent: timestamp, creator, amount."""
    r = Reader(data)
    r.skip(8)
    creator, amount = r.address(), r.u64()
    return None if creator is None or amount is None else PaidEvent(creator, amount)


def claimed_cashback(data: bytes) -> PaidEvent | None:
    """ClaimCashbackEvent: user, amount."""
    r = Reader(data)
    user, amount = r.address(), r.u64()
    return None if user is None or amount is None else PaidEvent(user, amount)


def claimed_incentive(data: bytes) -> PaidEvent | None:
    """ClaimTokenIncentivesEvent: user, mint, amount."""
    r = Reader(data)
    user, mint, amount = r.address(), r.address(), r.u64()
    return None if user is None or mint is None or amount is None else PaidEvent(user, amount, mint)


class CreatorEvent(Struct, frozen=True, gc=False):
    """Who collects a pool's creator fee was set."""

    mint: Mint
    pool: Address
    old: Wallet | None
    new: Wallet


def set_creator(data: bytes) -> CreatorEvent | None:
    """SetBondingCurveCoinCreatorEvent and SetMetaplexCoinCreatorEvent: timestamp, mint, pool, source, creator."""
    return _creator(data, before=8, between=32, has_old=False)


def migrate_creator(data: bytes) -> CreatorEvent | None:
    """MigratePoolCoinCreatorEvent: timestamp, mint, pool, sharing configuration, old and new creator."""
    return _creator(data, before=8, between=32, has_old=True)


def admin_set_creator(data: bytes) -> CreatorEvent | None:
    """AdminSetCoinCreatorEvent: timestamp, authority, mint, pool, old and new creator."""
    return _creator(data, before=40, between=0, has_old=True)


def admin_cto(data: bytes) -> CreatorEvent | None:
    """AdminCtoPoolEvent: timestamp, mint, pool, old and new creator."""
    return _creator(data, before=8, between=0, has_old=True)


def _creator(data: bytes, *, before: int, between: int, has_old: bool) -> CreatorEvent | None:
    r = Reader(data)
    r.skip(before)
    mint, pool = r.address(), r.address()
    r.skip(between)
    old = r.address() if has_old else None
    new = r.address()
    return None if mint is None or pool is None or new is None else CreatorEvent(mint, pool, old, new)
