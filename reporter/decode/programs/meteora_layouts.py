"""Instructions and events of Meteora's dynamic bonding curve (DBC) and DAMM v2: names, account places, event fields.

Sources: dynamic-bonding-curve-sdk 1.5.12 (interface 0.2.1), cp-amm-sdk 1.5.0 (interface 0.2.5). No recorded bytes of either
program were at hand. Several tags are the same in both programs: every table here belongs to one program. Event functions get
the bytes behind the discriminator and return None for data too short.
"""

from collections.abc import Callable

from msgspec import Struct

from reporter.decode.borsh import Reader
from reporter.model.ids import Address, Mint, Raw, Wallet


class Swapped(Struct, frozen=True, gc=False):
    """EvtSwap, EvtSwap2: `forward` is the interface's direction 0, base to quote or mint A to mint B. Fees by the side they
    were taken from."""

    pool: Address
    forward: bool
    paid: Raw
    got: Raw
    fees_in: Raw
    fees_out: Raw


def _swapped(pool: Address, direction: int, amounts: tuple[Raw, Raw, Raw], taken: tuple[Raw | None, ...]) -> Swapped | None:
    """`amounts`: with fees in, without fees in, out. What the fees were taken from shows in the first two."""
    paid, without, got = amounts
    if any(fee is None for fee in taken) or direction > 1:
        return None
    fees_in = max(0, paid - without)
    return Swapped(pool, direction == 0, paid, got, fees_in, 0 if fees_in else sum(fee or 0 for fee in taken))


def dbc_swap(data: bytes) -> Swapped | None:
    """DBC EvtSwap, told beside EvtSwap2 since 0.1.6 and alone before."""
    r = Reader(data)
    pool = r.address()
    r.skip(32)
    direction = r.u8()
    r.skip(17)  # referral, arguments
    without, got = r.u64(), r.u64()
    r.skip(16)
    fees = (r.u64(), r.u64(), r.u64())
    paid = r.u64()
    if pool is None or direction is None or without is None or got is None or paid is None:
        return None
    return _swapped(pool, direction, (paid, without, got), fees)


def dbc_swap2(data: bytes) -> Swapped | None:
    """DBC EvtSwap2 and EvtSwap2WithTransferHook."""
    r = Reader(data)
    pool = r.address()
    r.skip(32)
    direction = r.u8()
    r.skip(18)  # referral, arguments
    paid, without = r.u64(), r.u64()
    r.skip(8)  # what a partial fill left
    got = r.u64()
    r.skip(16)
    fees = (r.u64(), r.u64(), r.u64())
    if pool is None or direction is None or paid is None or without is None or got is None:
        return None
    return _swapped(pool, direction, (paid, without, got), fees)


def damm_swap2(data: bytes) -> Swapped | None:
    """DAMM v2 EvtSwap2. Another layout than DBC's event of the same tag."""
    r = Reader(data)
    pool, direction = r.address(), r.u8()
    r.skip(19)  # fee mode, referral, arguments
    paid, without = r.u64(), r.u64()
    r.skip(8)
    got = r.u64()
    r.skip(16)
    fees = (r.u64(), r.u64(), r.u64(), r.u64())
    if pool is None or direction is None or paid is None or without is None or got is None:
        return None
    return _swapped(pool, direction, (paid, without, got), fees)


class Launched(Struct, frozen=True, gc=False):
    """DBC EvtInitializePool."""

    pool: Address
    creator: Wallet
    mint: Mint


def dbc_launch(data: bytes) -> Launched | None:
    """EvtInitializePool, EvtInitializePoolWithTransferHook: pool, config, creator, base mint, kind of token, start."""
    r = Reader(data)
    pool = r.address()
    r.skip(32)
    creator, mint = r.address(), r.address()
    if pool is None or creator is None or mint is None:
        return None
    return Launched(pool, creator, mint)


class Opened(Struct, frozen=True, gc=False):
    """DAMM v2 EvtInitializePool. `creator` is DBC's pool authority for a migrated curve."""

    pool: Address
    mint_a: Mint
    mint_b: Mint
    creator: Wallet
    payer: Wallet
    amount_a: Raw
    amount_b: Raw


def damm_open(data: bytes) -> Opened | None:
    """EvtInitializePool: six keys, fees of variable length, prices, then what was put in."""
    r = Reader(data)
    pool, a, b, creator, payer = r.address(), r.address(), r.address(), r.address(), r.address()
    r.skip(62)  # alpha vault, fees
    r.option(lambda: r.raw(32))
    r.skip(32)  # price range
    r.skip(44)  # modes, liquidity, price, start, kinds of token
    amount_a, amount_b = r.u64(), r.u64()
    if pool is None or a is None or b is None or creator is None or payer is None or amount_a is None or amount_b is None:
        return None
    return Opened(pool, a, b, creator, payer, amount_a, amount_b)


class PoolAmounts(Struct, frozen=True, gc=False):
    """Events of a pool, maybe a second key, and one or two amounts."""

    pool: Address
    key: Address | None
    mint: Mint | None
    first: Raw
    second: Raw


def _amounts(data: bytes, *, key: bool = False, mint: bool = False, skip: int = 0, two: bool = False) -> PoolAmounts | None:
    r = Reader(data)
    pool = r.address()
    r.skip(skip)
    named = r.address() if key else None
    asset = r.address() if mint else None
    first = r.u64()
    second = r.u64() if two else 0
    if pool is None or first is None or second is None:
        return None
    return PoolAmounts(pool, named, asset, first, second)


def pool_two(data: bytes) -> PoolAmounts | None:
    """Pool, base amount, quote amount."""
    return _amounts(data, two=True)


def pool_one(data: bytes) -> PoolAmounts | None:
    """Pool, amount."""
    return _amounts(data)


def pool_receiver(data: bytes) -> PoolAmounts | None:
    """Pool, receiver, amount."""
    return _amounts(data, key=True)


def pool_receiver_mint(data: bytes) -> PoolAmounts | None:
    """Pool, receiver's token account, mint, amount."""
    return _amounts(data, key=True, mint=True)


def position_two(data: bytes) -> PoolAmounts | None:
    """Pool, position, owner, amounts of both mints (DAMM v2 EvtClaimPositionFee, EvtLiquidityChange)."""
    return _amounts(data, skip=32, key=True, two=True)


def position_reward(data: bytes) -> PoolAmounts | None:
    """Pool, position, owner, mint, index, amount (DAMM v2 EvtClaimReward)."""
    r = Reader(data)
    pool = r.address()
    r.skip(32)
    owner, mint = r.address(), r.address()
    r.skip(1)
    amount = r.u64()
    return (
        None if pool is None or owner is None or mint is None or amount is None else PoolAmounts(pool, owner, mint, amount, 0)
    )


class CreatorMoved(Struct, frozen=True, gc=False):
    """DBC EvtUpdatePoolCreator."""

    pool: Address
    old: Wallet
    new: Wallet


def creator_moved(data: bytes) -> CreatorMoved | None:
    """Pool, creator, new creator."""
    r = Reader(data)
    pool, old, new = r.address(), r.address(), r.address()
    return None if pool is None or old is None or new is None else CreatorMoved(pool, old, new)


class Completed(Struct, frozen=True, gc=False):
    """DBC EvtCurveComplete."""

    pool: Address


def curve_complete(data: bytes) -> Completed | None:
    """Pool, config, both reserves."""
    r = Reader(data)
    pool = r.address()
    r.skip(48)
    return None if pool is None or r.torn or r.at < 80 else Completed(pool)


def pool_partner(data: bytes) -> PoolAmounts | None:
    """Pool, partner, amount, receiver (DBC EvtPartnerClaimPoolCreationFee); `key` is the receiver."""
    r = Reader(data)
    pool = r.address()
    r.skip(32)
    amount, receiver = r.u64(), r.address()
    return None if pool is None or amount is None or receiver is None else PoolAmounts(pool, receiver, None, amount, 0)


def tags(kind: Callable[[str], bytes], *names: str) -> frozenset[bytes]:
    """Discriminators of several names."""
    return frozenset(kind(name) for name in names)
