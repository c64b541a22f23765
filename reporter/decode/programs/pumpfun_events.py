"""Layouts of pump.fun's events, oldest to newest in one: fields were only ever appended.

Source: pump-sdk 2.0.0 interface, checked against recorded transactions of 2024-07 to 2026-10. A field that an older event
lacks is None. `unread` counts bytes after the last field named here (16 in trades and 1 in creations of 2026-10, see
docs/decisions/0001-pumpfun-bytes.md). Every function returns None for data too short to hold what the first version had.
Offsets and lengths below leave out the eight bytes of the discriminator.
"""

from msgspec import Struct

from reporter.decode.borsh import Reader
from reporter.model.ids import Address, Mint, Program, Raw, Wallet

_SHAREHOLDER = 34  # pubkey and u16


class TradeEvent(Struct, frozen=True, gc=False):
    """A buy or a sale on the curve. `sol_amount` leaves fees out; it is 0 for other quotes, which `quote_amount` tells."""

    mint: Mint
    sol_amount: Raw
    token_amount: Raw
    is_buy: bool
    user: Wallet
    fee: Raw | None
    creator_fee: Raw | None
    cashback: Raw | None
    quote_mint: Mint | None
    quote_amount: Raw | None
    unread: int


def trade(data: bytes) -> TradeEvent | None:
    """TradeEvent: 121 bytes in 2024, about 400 in 2026."""
    r = Reader(data)
    mint, sol_amount, token_amount, is_buy, user = r.address(), r.u64(), r.u64(), r.flag(), r.address()
    r.skip(40)  # timestamp and four reserves
    if r.torn or mint is None or sol_amount is None or token_amount is None or is_buy is None or user is None:
        return None
    if r.at < 121:
        return None
    r.skip(40)  # fee recipient, fee basis points
    fee = r.u64()
    r.skip(40)  # creator, basis points
    creator_fee = r.u64()
    r.skip(33)  # volume tracking
    r.text()  # name of the instruction
    r.skip(9)  # mayhem mode, cashback basis points
    cashback = r.u64()
    r.skip(16)  # buyback, a part of `fee`
    r.vector(lambda: r.raw(_SHAREHOLDER), _SHAREHOLDER)
    quote_mint, quote_amount = r.address(), r.u64()
    r.skip(16)  # quote reserves
    r.skip(16)  # holder rewards, which name the creator fee again
    if quote_mint is not None and quote_amount is None:
        return None
    return TradeEvent(
        mint, sol_amount, token_amount, is_buy, user, fee, creator_fee, cashback, quote_mint, quote_amount, r.rest
    )


class CreateEvent(Struct, frozen=True, gc=False):
    """A new token. For holder-reward tokens `creator` is a program address that collects the fees for the holders."""

    name: str
    symbol: str
    uri: str
    mint: Mint
    curve: Address
    user: Wallet
    creator: Wallet | None
    supply: Raw | None
    token_program: Program | None
    mayhem: bool
    quote_mint: Mint | None
    unread: int


def create(data: bytes) -> CreateEvent | None:
    """CreateEvent: three strings and three keys in 2024, thirteen more fields since."""
    r = Reader(data)
    name, symbol, uri, mint, curve, user = r.text(), r.text(), r.text(), r.address(), r.address(), r.address()
    if r.torn or name is None or symbol is None or uri is None or mint is None or curve is None or user is None:
        return None
    creator = r.address()
    r.skip(8)  # timestamp
    r.skip(24)  # starting reserves
    supply = r.u64()
    token_program = r.address()
    mayhem = r.flag()
    r.flag()  # cashback
    quote_mint = r.address()
    r.skip(16)  # quote reserves, creator fee
    r.flag()  # holder rewards
    return CreateEvent(
        name, symbol, uri, mint, curve, user, creator, supply, token_program, mayhem or False, quote_mint, r.rest
    )


class CompleteEvent(Struct, frozen=True, gc=False):
    """The last token of the curve was sold to `user`."""

    user: Wallet
    mint: Mint
    curve: Address
    quote_mint: Mint | None


def complete(data: bytes) -> CompleteEvent | None:
    """CompleteEvent: user, mint, curve, timestamp; since 2026-05 the quote mint."""
    r = Reader(data)
    user, mint, curve = r.address(), r.address(), r.address()
    r.skip(8)
    if user is None or mint is None or curve is None:
        return None
    return CompleteEvent(user, mint, curve, r.address())


class MigrationEvent(Struct, frozen=True, gc=False):
    """The curve's tokens and quote went into a PumpSwap pool."""

    user: Wallet
    mint: Mint
    token_amount: Raw
    quote_amount: Raw
    fee: Raw
    curve: Address
    pool: Address
    quote_mint: Mint | None


def migration(data: bytes) -> MigrationEvent | None:
    """CompletePumpAmmMigrationEvent."""
    r = Reader(data)
    user, mint, tokens, quote, fee, curve = r.address(), r.address(), r.u64(), r.u64(), r.u64(), r.address()
    r.skip(8)
    pool = r.address()
    if user is None or mint is None or tokens is None or quote is None or fee is None or curve is None or pool is None:
        return None
    return MigrationEvent(user, mint, tokens, quote, fee, curve, pool, r.address())


class CreatorEvent(Struct, frozen=True, gc=False):
    """The fee creator of a token was set."""

    mint: Mint
    curve: Address
    old: Wallet | None
    new: Wallet


def set_creator(data: bytes) -> CreatorEvent | None:
    """SetCreatorEvent: timestamp, mint, curve, creator."""
    return _creator(data, before_mint=8, has_old=False, between=0)


def set_metaplex_creator(data: bytes) -> CreatorEvent | None:
    """SetMetaplexCreatorEvent: timestamp, mint, curve, metadata, creator."""
    return _creator(data, before_mint=8, has_old=False, between=32)


def migrate_creator(data: bytes) -> CreatorEvent | None:
    """MigrateBondingCurveCreatorEvent: timestamp, mint, curve, sharing config, old creator, new creator."""
    return _creator(data, before_mint=8, has_old=True, between=32)


def admin_set_creator(data: bytes) -> CreatorEvent | None:
    """AdminSetCreatorEvent and AdminCtoEvent: timestamp, authority, mint, curve, old creator, new creator."""
    return _creator(data, before_mint=40, has_old=True, between=0)


def _creator(data: bytes, *, before_mint: int, has_old: bool, between: int) -> CreatorEvent | None:
    r = Reader(data)
    r.skip(before_mint)
    mint, curve = r.address(), r.address()
    r.skip(between)
    old = r.address() if has_old else None
    new = r.address()
    if mint is None or curve is None or new is None:
        return None
    return CreatorEvent(mint, curve, old, new)


class PaidEvent(Struct, frozen=True, gc=False):
    """Money paid to wallets; `mint` is the token it was paid for, None where the payment is for all of a wallet's tokens."""

    mint: Mint | None
    quote_mint: Mint | None
    paid: tuple[tuple[Wallet | None, Raw], ...]


def collected_creator_fee(data: bytes) -> PaidEvent | None:
    """CollectCreatorFeeEvent: timestamp, creator, amount, since 2026-05 the quote mint."""
    r = Reader(data)
    r.skip(8)
    creator, amount = r.address(), r.u64()
    if creator is None or amount is None:
        return None
    return PaidEvent(None, r.address(), ((creator, amount),))


def distributed_creator_fees(data: bytes) -> PaidEvent | None:
    """DistributeCreatorFeesEvent: each shareholder gets its basis points of the sum, rounded down."""
    r = Reader(data)
    r.skip(8)
    mint = r.address()
    r.skip(96)  # curve, sharing config, admin
    shares = r.vector(lambda: (r.address(), r.u16()), _SHAREHOLDER)
    total = r.u64()
    if mint is None or shares is None or total is None:
        return None
    return PaidEvent(mint, r.address(), tuple((who, total * (bps or 0) // 10_000) for who, bps in shares))


def distributed_to_holders(data: bytes) -> PaidEvent | None:
    """DistributeFeeToHoldersEvent: tells the sum only; who got what stands in the instruction."""
    r = Reader(data)
    r.skip(8)
    mint, quote = r.address(), r.address()
    r.skip(8)
    total = r.u64()
    if mint is None or total is None:
        return None
    return PaidEvent(mint, quote, ((None, total),))


def claimed_cashback(data: bytes) -> PaidEvent | None:
    """ClaimCashbackEvent: user, amount, timestamp, two totals. The quote mint is in the instruction only."""
    r = Reader(data)
    user, amount = r.address(), r.u64()
    return None if user is None or amount is None else PaidEvent(None, None, ((user, amount),))


def claimed_incentive(data: bytes) -> PaidEvent | None:
    """ClaimTokenIncentivesEvent: user, mint, amount of that mint."""
    r = Reader(data)
    user, mint, amount = r.address(), r.address(), r.u64()
    return None if user is None or mint is None or amount is None else PaidEvent(mint, mint, ((user, amount),))


def claimed_social_fee(data: bytes) -> PaidEvent | None:
    """SocialFeePdaClaimed (fee program): a fee share kept for a social account, paid to a wallet."""
    r = Reader(data)
    r.skip(8)
    r.text()
    r.skip(33)  # platform, address of the share
    recipient = r.address()
    r.skip(32)
    amount = r.u64()
    r.skip(32)  # claimable before, lifetime sum, recipient's balances
    return None if recipient is None or amount is None else PaidEvent(None, r.address(), ((recipient, amount),))
