"""What a pool's account says about its liquidity: the mint of its LP tokens, how many it issued, what it locks itself.

Pools count the LP tokens they issued and took back; tokens burned by their holder stay in that count, so the difference to the
mint's supply is what was burned. A small part is counted and never minted: 100 units on CPMM (recorded transaction 3EAWtyqZ),
taken to be the same on PumpSwap, whose creation event names a `minimum_liquidity`, and one whole LP token on AMM v4 (as
Raydium's frontend subtracts it).

Layouts: pump-swap-sdk 1.20.0, raydium-idl 61231043 (cp_swap, amm_v4) and cp-amm-sdk 1.5.0 interfaces. Accounts are told apart
by owner program; readers return None for data that is not of their kind.
"""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from reporter.decode.accounts import pumpswap_pool
from reporter.decode.addresses import CPMM, PUMPSWAP
from reporter.decode.borsh import Reader
from reporter.decode.meteora_accounts import DAMM_V2
from reporter.model.ids import Mint, Program, Raw

AMM_V4: Final = "675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8"

_CPMM_POOL: Final = bytes.fromhex("f7ede3f5d7c3de46")
_CPMM_SIZE: Final = 637
_AMM_V4_SIZE: Final = 752
_DAMM_V2_POOL: Final = bytes.fromhex("f19a6d0411b16dbc")
_DAMM_V2_SIZE: Final = 1112


class LpPool(Struct, frozen=True, gc=False):
    """Liquidity of a pool. `issued` and `permanent` are LP units, or liquidity units where there is no LP mint (positions).

    `unminted` of the issued never existed as tokens; None: one whole LP token. `permanent` is locked by the pool itself.
    """

    mints: tuple[Mint, Mint]
    lp_mint: Mint | None
    issued: Raw
    unminted: Raw | None = 0
    permanent: Raw = 0


def _pumpswap(data: bytes) -> LpPool | None:
    state = pumpswap_pool(data)
    return None if state is None else LpPool((state.base_mint, state.quote_mint), state.lp_mint, state.lp_supply, 100)


def _cpmm(data: bytes) -> LpPool | None:
    if data[:8] != _CPMM_POOL or len(data) != _CPMM_SIZE:
        return None
    r = Reader(data, 136)
    lp, first, second = (r.address() or "" for _ in range(3))
    return LpPool((first, second), lp, Reader(data, 333).u64() or 0, 100)


def _amm_v4(data: bytes) -> LpPool | None:
    if len(data) != _AMM_V4_SIZE:
        return None
    r = Reader(data, 400)
    first, second, lp = (r.address() or "" for _ in range(3))
    return LpPool((first, second), lp, Reader(data, 720).u64() or 0, None)


def _damm_v2(data: bytes) -> LpPool | None:
    if data[:8] != _DAMM_V2_POOL or len(data) != _DAMM_V2_SIZE:
        return None
    r = Reader(data, 168)
    first, second = (r.address() or "" for _ in range(2))
    liquidity, permanent = Reader(data, 360).u128() or 0, Reader(data, 552).u128() or 0
    return LpPool((first, second), None, liquidity, 0, min(liquidity, permanent))


_READERS: Final[Mapping[Program, Callable[[bytes], LpPool | None]]] = {
    PUMPSWAP: _pumpswap,
    CPMM: _cpmm,
    AMM_V4: _amm_v4,
    DAMM_V2: _damm_v2,
}


def lp_pool(program: Program, data: bytes) -> LpPool | None:
    """The liquidity of a pool of `program`; None for programs whose pools do not tell it."""
    reader = _READERS.get(program)
    return None if reader is None else reader(data)
