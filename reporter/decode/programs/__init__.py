"""One module per program, and the table that finds it."""

from collections.abc import Mapping
from typing import Final

from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs import (
    associated_token,
    boop,
    compute_budget,
    heaven,
    launchlab,
    memo,
    meteora_damm,
    meteora_dbc,
    moonit,
    native,
    pumpfun,
    pumpswap,
    raydium_amm_v4,
    raydium_cpmm,
    spl_token,
    system,
    venues,
)
from reporter.model.ids import Program

TABLE: Final[Mapping[Program, ProgramDecoder]] = {
    decoder.program: decoder
    for decoder in (
        *venues.PROGRAMS,  # a program with a decoder of its own stands below and replaces its line here
        *pumpfun.PROGRAMS,
        launchlab.PROGRAM,
        pumpswap.PROGRAM,
        raydium_cpmm.PROGRAM,
        raydium_amm_v4.PROGRAM,
        meteora_dbc.PROGRAM,
        *meteora_damm.PROGRAMS,
        heaven.PROGRAM,
        moonit.PROGRAM,
        boop.PROGRAM,
        system.PROGRAM,
        *spl_token.PROGRAMS,
        associated_token.PROGRAM,
        compute_budget.PROGRAM,
        *memo.PROGRAMS,
        *native.PROGRAMS,
    )
}
