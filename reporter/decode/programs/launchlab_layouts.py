"""Raydium LaunchLab: names of instructions and events, where accounts stand, and the layouts of events.

Source: raydium_launchpad 0.2.0 interface, checked against recorded transactions of 2026-10 (1DnjawZs, 3a51pehe, Q27PiYUC,
3EAWtyqZ). Lengths below leave out the event's own eight bytes. Unlike others this program put a new field between old ones,
so that the layout of a trade is chosen by its length.
"""

from typing import Final

from msgspec import Struct

from reporter.decode.borsh import Reader
from reporter.decode.programs.anchor import event_tag, instruction_tag
from reporter.model.ids import Address, Raw, Wallet

INITIALIZE: Final = frozenset(instruction_tag(n) for n in ("initialize", "initialize_v2", "initialize_with_token_2022"))
WITH_METAPLEX: Final = frozenset(instruction_tag(n) for n in ("initialize", "initialize_v2"))
TRADES: Final = frozenset(instruction_tag(n) for n in ("buy_exact_in", "buy_exact_out", "sell_exact_in", "sell_exact_out"))
MIGRATE_TO_AMM: Final = instruction_tag("migrate_to_amm")
MIGRATE_TO_CPSWAP: Final = instruction_tag("migrate_to_cpswap")
CLAIM_VESTED: Final = instruction_tag("claim_vested_token")
CREATE_VESTING: Final = instruction_tag("create_vesting_account")


class Migration(Struct, frozen=True, gc=False):
    """Account indexes of a migration. Where the payer stands first, the base mint second and the quote mint third."""

    to: str
    pool: int
    curve: int
    base_vault: int
    quote_vault: int


class Claim(Struct, frozen=True, gc=False):
    """Account indexes of a payment of fees, which the first account asks for; `what` is the payout's kind."""

    what: str
    vault: int
    recipient: int
    quote: int


MIGRATIONS: Final[dict[bytes, Migration]] = {
    MIGRATE_TO_AMM: Migration(to="raydium_amm_v4", pool=13, curve=23, base_vault=25, quote_vault=26),
    MIGRATE_TO_CPSWAP: Migration(to="cpmm", pool=5, curve=17, base_vault=19, quote_vault=20),
}
CLAIMS: Final[dict[bytes, Claim]] = {
    instruction_tag("claim_creator_fee"): Claim(what="creator_fees", vault=2, recipient=3, quote=4),
    instruction_tag("claim_platform_fee"): Claim(what="platform_fees", vault=4, recipient=5, quote=6),
    instruction_tag("claim_platform_fee_from_vault"): Claim(what="platform_fees", vault=3, recipient=4, quote=5),
    instruction_tag("collect_fee"): Claim(what="protocol_fees", vault=4, recipient=6, quote=5),
    instruction_tag("collect_migrate_fee"): Claim(what="migration_fees", vault=4, recipient=6, quote=5),
}
SILENT: Final[frozenset[bytes]] = frozenset(
    instruction_tag(name)
    for name in (
        *("create_config", "create_platform_config", "remove_platform_curve_param", "update_config"),
        *("update_platform_config", "update_platform_curve_param"),
    )
)
EMITTING: Final = INITIALIZE | TRADES | {CLAIM_VESTED, CREATE_VESTING}
KNOWN: Final = EMITTING | SILENT | frozenset(MIGRATIONS) | frozenset(CLAIMS)

TRADE_EVENT: Final = event_tag("TradeEvent")
CREATE_EVENT: Final = event_tag("PoolCreateEvent")
VESTED_EVENT: Final = event_tag("ClaimVestedEvent")
VESTING_EVENT: Final = event_tag("CreateVestingEvent")

_OLD_TRADE: Final = 130  # 2025-06, without the creator's fee
_NEW_TRADE: Final = 139
_SOLD_OUT: Final = 1  # pool status: the curve waits for its migration


class TradeEvent(Struct, frozen=True, gc=False):
    """A trade. A buyer gives `amount_in` with all fees in it, a seller gets `amount_out` after them. Names no mint, no user."""

    pool: Address
    amount_in: Raw
    amount_out: Raw
    fees: Raw
    is_buy: bool
    sold_out: bool
    unread: int


def trade(data: bytes) -> TradeEvent | None:
    """TradeEvent: 130 bytes in 2025-06, 139 since (the creator's fee in the middle, `exact_in` at the end)."""
    if len(data) != _OLD_TRADE and len(data) < _NEW_TRADE:
        return None
    r = Reader(data)
    pool = r.address()
    r.skip(56)  # tokens for sale, virtual and real reserves
    amount_in, amount_out = r.u64(), r.u64()
    parts = [r.u64() for _ in range(3 if len(data) == _OLD_TRADE else 4)]  # protocol, platform, (creator,) referrer
    direction, status = r.u8(), r.u8()
    if len(data) >= _NEW_TRADE:
        r.flag()  # exact in
    if pool is None or amount_in is None or amount_out is None or direction not in {0, 1} or status not in {0, 1, 2}:
        return None
    return TradeEvent(pool, amount_in, amount_out, sum(p or 0 for p in parts), direction == 0, status == _SOLD_OUT, r.rest)


class Parameters(Struct, frozen=True, gc=False):
    """What a creation asks for."""

    name: str
    symbol: str
    uri: str
    supply: Raw


def parameters(r: Reader) -> Parameters | None:
    """Decimals, name, symbol, URI; a curve of three kinds, each with its supply first; vesting."""
    r.skip(1)
    name, symbol, uri, curve, supply = r.text(), r.text(), r.text(), r.u8(), r.u64()
    r.skip(17 if curve == 0 else 9)  # (tokens for sale,) funds to raise, kind of migration
    r.skip(16)  # tokens locked, cliff
    unlock = r.u64()
    if name is None or symbol is None or uri is None or supply is None or curve not in {0, 1, 2} or unlock is None:
        return None
    return Parameters(name, symbol, uri, supply)


class CreateEvent(Struct, frozen=True, gc=False):
    """A new curve. Its mint is only in the instruction."""

    pool: Address
    creator: Wallet
    asked: Parameters


def create(data: bytes) -> CreateEvent | None:
    """PoolCreateEvent: curve, creator, configuration, then the parameters."""
    r = Reader(data)
    pool, creator = r.address(), r.address()
    r.skip(32)
    asked = parameters(r)
    return None if pool is None or creator is None or asked is None else CreateEvent(pool, creator, asked)


class VestingEvent(Struct, frozen=True, gc=False):
    """Tokens promised to a wallet, or claimed by it."""

    pool: Address
    beneficiary: Wallet
    amount: Raw


def vesting(data: bytes) -> VestingEvent | None:
    """CreateVestingEvent and ClaimVestedEvent: curve, wallet, amount."""
    r = Reader(data)
    pool, beneficiary, amount = r.address(), r.address(), r.u64()
    return None if pool is None or beneficiary is None or amount is None else VestingEvent(pool, beneficiary, amount)
