"""The instruction versions of buying and selling: discriminator, account order, names.

From pump.fun's published interface and recorded transactions 2ydaZvMn (buy_exact_sol_in), 2eVpZNvQ (buy_v2),
2uR6R3N1 (buy_v3), tjnQBBDi (buy_exact_quote_in_v3).
"""

import struct
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, WRAPPED_SOL, Address, Wallet
from reporter.simulator.addresses import PUMP, PUMP_FEES
from reporter.simulator.programs.pump.coin import EVENT_AUTHORITY, FEE_CONFIG, GLOBAL, GLOBAL_VOLUME, Coin, volume_of
from reporter.simulator.runtime import Call, Meta

Route: TypeAlias = Literal[
    "buy",
    "buy_exact_sol_in",
    "buy_v2",
    "buy_exact_quote_in_v2",
    "buy_v3",
    "buy_exact_quote_in_v3",
    "sell",
    "sell_v2",
]


class Shape(Struct, frozen=True):
    """One version. `exact_in`: the first argument is what to spend, the second the fewest tokens; else tokens and most cost."""

    code: bytes
    log: str
    event: str
    is_buy: bool
    exact_in: bool
    units: int
    places: Mapping[str, int]
    names: tuple[str, ...]
    tail: bytes = b""
    buyback_first: bool = False


_WRITABLE: Final = frozenset(
    (
        "fee_recipient",
        "fee_wrapped",
        "buyback",
        "buyback_wrapped",
        "curve",
        "vault",
        "curve_wrapped",
        "user",
        "tokens",
        "user_wrapped",
        "creator_vault",
        "creator_wrapped",
        "volume",
        "volume_wrapped",
    )
)
_OLD_BUY: Final = (
    "global fee_recipient mint curve vault tokens user system program creator_vault event pump "
    "global_volume volume fee_config fees curve_v2 buyback"
)
_OLD_SELL: Final = (
    "global fee_recipient mint curve vault tokens user system creator_vault program event pump fee_config fees curve_v2 buyback"
)
_V2_HEAD: Final = (
    "global mint quote program quote_program associated fee_recipient fee_wrapped buyback buyback_wrapped curve vault "
    "curve_wrapped user tokens user_wrapped creator_vault creator_wrapped sharing"
)
_V2_BUY: Final = f"{_V2_HEAD} global_volume volume volume_wrapped fee_config fees system event pump"
_V2_SELL: Final = f"{_V2_HEAD} volume volume_wrapped fee_config fees system event pump"
_V3_BUY: Final = (
    "global mint quote program quote_program curve vault curve_wrapped user tokens user_wrapped volume fee_config buyback "
    "system event pump"
)


def _shape(code: str, log: str, event: str, order: str, units: int, tail: bytes = b"", *, buyback_first: bool = False) -> Shape:
    names = tuple(order.split())
    places = MappingProxyType({name: index for index, name in enumerate(names)})
    is_buy = log.startswith("Buy")
    return Shape(bytes.fromhex(code), log, event, is_buy, "Exact" in log, units, places, names, tail, buyback_first)


ROUTES: Final[Mapping[Route, Shape]] = MappingProxyType(
    {
        "buy": _shape("66063d1201daebea", "Buy", "buy", _OLD_BUY, 60_000, buyback_first=True),
        "buy_exact_sol_in": _shape(
            "38fc74089edfcd5f", "BuyExactSolIn", "buy_exact_sol_in", _OLD_BUY, 60_000, b"\0", buyback_first=True
        ),
        "buy_v2": _shape("b817ee6167c5d33d", "BuyV2", "buy", _V2_BUY, 80_000),
        "buy_exact_quote_in_v2": _shape("c2ab1c46684d5b2f", "BuyExactQuoteInV2", "buy_exact_quote_in", _V2_BUY, 80_000),
        "buy_v3": _shape("07051dc4f5176550", "BuyV3", "buy", _V3_BUY, 45_000, b"\0"),
        "buy_exact_quote_in_v3": _shape(
            "e1f7501ed5b38488", "BuyExactQuoteInV3", "buy_exact_quote_in", _V3_BUY, 45_000, b"\x01"
        ),
        "sell": _shape("33e685a4017f83ad", "Sell", "sell", _OLD_SELL, 60_000),
        "sell_v2": _shape("5df6823ce7e940b2", "SellV2", "sell", _V2_SELL, 80_000),
    }
)
SHAPES: Final[Mapping[bytes, Shape]] = MappingProxyType({shape.code: shape for shape in ROUTES.values()})


def order(route: Route, coin: Coin, user: Wallet, amounts: tuple[int, int], recipients: tuple[Address, Address]) -> Call:
    """The instruction of one trade. `amounts` as the route takes them; `recipients` are those of fee and buyback."""
    shape = ROUTES[route]
    known = _addresses(coin, user, *recipients)
    accounts = tuple(Meta(known[name], signer=name == "user", writable=name in _WRITABLE) for name in shape.names)
    return Call(PUMP, accounts, shape.code + struct.pack("<QQ", *amounts) + shape.tail)


def _addresses(coin: Coin, user: Wallet, fee: Address, buyback: Address) -> dict[str, Address]:
    volume = volume_of(user)
    return {
        "global": GLOBAL,
        "fee_recipient": fee,
        "fee_wrapped": coin.wrapped(fee),
        "buyback": buyback,
        "buyback_wrapped": coin.wrapped(buyback),
        "mint": coin.mint,
        "quote": WRAPPED_SOL,
        "program": coin.token_program,
        "quote_program": SPL_TOKEN,
        "associated": ASSOCIATED_TOKEN,
        "curve": coin.curve,
        "curve_v2": coin.curve_v2,
        "curve_wrapped": coin.wrapped(coin.curve),
        "vault": coin.vault,
        "user": user,
        "tokens": coin.held_by(user),
        "user_wrapped": coin.wrapped(user),
        "creator_vault": coin.creator_vault,
        "creator_wrapped": coin.wrapped(coin.creator_vault),
        "sharing": coin.sharing_config,
        "global_volume": GLOBAL_VOLUME,
        "volume": volume,
        "volume_wrapped": coin.wrapped(volume),
        "fee_config": FEE_CONFIG,
        "fees": PUMP_FEES,
        "system": SYSTEM,
        "event": EVENT_AUTHORITY,
        "pump": PUMP,
    }
