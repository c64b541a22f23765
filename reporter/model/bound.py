"""What is bound, as the report prints it: tokens in lockers, and who holds a pool's liquidity."""

from msgspec import Struct

from reporter.model.ids import Address, Mint, Program, Wallet
from reporter.model.measures import Amount


class LockedTokens(Struct, frozen=True):
    """An owner that is a locker's account: `amount` of its `balance` nobody can get before `until`. `state` says why less."""

    wallet: Wallet
    program: Program | None
    balance: Amount
    amount: Amount
    state: str
    until: int | None
    beneficiary: Wallet | None
    creator: Wallet | None


class LiquidityHolder(Struct, frozen=True):
    """One holder of a pool's liquidity; `kind` and `reason` say what it is, `locked` how much it cannot take out."""

    wallet: Wallet
    amount: Amount
    kind: str
    locked: Amount
    until: int | None
    reason: str


class Liquidity(Struct, frozen=True):
    """Who can take the pool's liquidity out, in LP units. None where it was not read."""

    pool: Address
    program: Program
    lp_mint: Mint | None
    issued: Amount
    burned: Amount | None
    locked: Amount
    holders: list[LiquidityHolder]
    whole: bool
