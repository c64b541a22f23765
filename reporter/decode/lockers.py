"""Contracts that hold tokens back for somebody: Jupiter Lock and Streamflow, and the keepers of locked liquidity.

Who owns the token account of a locked amount:

* Jupiter Lock: the contract itself, an account of the program; the tokens lie in its associated token account.
* Streamflow: the token account owns itself. Its address is derived from the contract's, so that the contract cannot be found
  from it; a transaction that names both can.
* Raydium's burn-and-earn: one address keeps the LP tokens of everybody, for ever (recorded transaction 3EAWtyqZ).

Sources: jup-lock program 0.4.0 (source and change log; modes of cancelling since 0.3.0, zero before), streamflow-sdk 0.14 and
@streamflow/stream (offsets and derivations as published; the program's source is closed), raydium liquidity locking interface
(seeds). No account of either contract was recorded: layouts are the interfaces', unconfirmed on bytes.
Accounts are told apart by owner program first; readers return None for data that is not of their kind.
"""

from functools import lru_cache
from typing import Final

from msgspec import Struct
from solders.pubkey import Pubkey

from reporter.decode.addresses import derive
from reporter.decode.borsh import Reader
from reporter.decode.meteora_accounts import LOCKER
from reporter.model.ids import Address, Mint, Program, Raw, TokenAccount, Wallet

JUPITER_LOCK: Final = LOCKER
STREAMFLOW: Final = "strmRqUCoQUgGUan5YhzUZa6KqdzwX5L6FpUxfmKg5m"
RAYDIUM_LOCK: Final = "LockrWmn6K5twhz3y9w1dQERbmgSaRkfnTeTKbpofwE"
RAYDIUM_CPMM_KEEPER: Final = "3f7GcQFG397GAaEnv51zR6tsTVihYRydnydDD1cXekxH"  # derived from "lock_cp_authority_seed"

_ESCROW: Final = bytes.fromhex("f477b704497487c3")
_ESCROW_SIZE: Final = 296
_CREATOR: Final = 1
_RECIPIENT: Final = 2
_STREAM_CLOSED: Final = 671
_STREAM_RATES: Final = 688
_STREAM_SIZE: Final = 704


class Lock(Struct, frozen=True, gc=False, kw_only=True):
    """A contract that releases tokens over time. Times are UTC seconds, amounts base units.

    Nothing is released before `cliff`; then `cliff_amount`, and `per_period` after every `period` seconds from `since` on;
    everything at `end`. `cancellable_by` may end it and send back what is not released yet, `changeable_by` may change the
    rate: what either can take is not locked. `stopped` says it was cancelled or closed. `escrow` is the token account the
    contract names, None where it follows from the contract's own address.
    """

    program: Program
    mint: Mint
    creator: Wallet
    beneficiary: Wallet
    escrow: TokenAccount | None
    total: Raw
    claimed: Raw
    cliff: int
    cliff_amount: Raw
    since: int
    period: int
    per_period: Raw
    end: int
    cancellable_by: tuple[Wallet, ...]
    changeable_by: Wallet | None
    stopped: bool

    def released(self, at: int) -> Raw:
        """The most that can have been released at the time `at`; pauses of a stream would only make it less."""
        if at < self.cliff:
            return 0
        if self.stopped or at >= self.end or self.period == 0:
            return self.total
        periods = max(0, at - self.since) // self.period
        return min(self.total, self.cliff_amount + periods * self.per_period)

    def held_back(self, at: int) -> Raw:
        """What nobody can have got at the time `at`, while nobody cancels or changes the contract."""
        return 0 if self.stopped else self.total - self.released(at)


def jupiter_lock(data: bytes) -> Lock | None:
    """Jupiter Lock VestingEscrow, 296 bytes."""
    if data[:8] != _ESCROW or len(data) != _ESCROW_SIZE:
        return None
    r = Reader(data, 8)
    recipient, mint, creator, _base = (r.address() or "" for _ in range(4))
    r.skip(2)  # bump, who may name another recipient
    may_cancel = r.u8() or 0
    r.skip(5)  # token program, padding
    cliff, period, cliff_amount, per_period, periods, claimed = (r.u64() or 0 for _ in range(6))
    r.skip(8)  # start as told to the user; the schedule counts from the cliff
    cancelled = r.u64() or 0
    runs = period > 0 and per_period > 0
    named = ((_CREATOR, creator), (_RECIPIENT, recipient))
    return Lock(
        program=JUPITER_LOCK,
        mint=mint,
        creator=creator,
        beneficiary=recipient,
        escrow=None,
        total=cliff_amount + periods * per_period,
        claimed=claimed,
        cliff=cliff,
        cliff_amount=cliff_amount,
        since=cliff,
        period=period,
        per_period=per_period,
        end=cliff + periods * period if runs else cliff,
        cancellable_by=tuple(wallet for bit, wallet in named if may_cancel & bit),
        changeable_by=None,
        stopped=cancelled > 0,
    )


def streamflow(data: bytes) -> Lock | None:
    """Streamflow contract, 1,104 bytes without a discriminator: the owner program is all that tells it.

    `end` is where the program counts everything as released. A contract bound to a price is one whose sender, a program,
    changes the rate: it has a `changeable_by` and no date to rely on.
    """
    if len(data) < _STREAM_SIZE:
        return None
    r = Reader(data, 17)
    claimed, cancelled, end = r.u64() or 0, r.u64() or 0, r.u64() or 0
    r.skip(8)
    sender, _sender_tokens, recipient, _recipient_tokens, mint, escrow = (r.address() or "" for _ in range(6))
    r = Reader(data, 409)
    start, total, period, per_period, cliff, cliff_amount = (r.u64() or 0 for _ in range(6))
    by_sender, by_recipient = r.flag(), r.flag()
    named = ((by_sender, sender), (by_recipient, recipient))
    rates = Reader(data, _STREAM_RATES)
    changed, released_then = rates.u64() or 0, rates.u64() or 0
    begin = cliff or start
    return Lock(
        program=STREAMFLOW,
        mint=mint,
        creator=sender,
        beneficiary=recipient,
        escrow=escrow,
        total=total,
        claimed=claimed,
        cliff=begin,
        cliff_amount=released_then if changed else cliff_amount,
        since=changed or begin,
        period=period,
        per_period=per_period,
        end=max(begin, end),
        cancellable_by=tuple(wallet for may, wallet in named if may),
        changeable_by=sender if data[540] else None,
        stopped=cancelled > 0 or data[_STREAM_CLOSED] != 0,
    )


@lru_cache(maxsize=4096)
def jupiter_escrow(base: Address) -> Address:
    """Jupiter Lock: the contract of the key `base`; for a Meteora DBC curve that is its base locker."""
    return derive(JUPITER_LOCK, b"escrow", bytes(Pubkey.from_string(base)))


@lru_cache(maxsize=4096)
def streamflow_escrow(contract: Address) -> TokenAccount:
    """Streamflow: the token account of a contract, which owns itself."""
    return derive(STREAMFLOW, b"strm", bytes(Pubkey.from_string(contract)))
