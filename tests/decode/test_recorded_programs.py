"""What holds of every recorded transaction of a program that trades: whole events, nothing unread, every balance explained."""

import pytest

from reporter.decode import decode
from reporter.decode.programs import launchlab, pumpswap, pumpswap_trades, raydium_cpmm
from tests.decode.platform_bytes import read
from tests.decode.reconcile import check, events, expected
from tests.decode.recordings import transaction

PROGRAMS = {
    "launchlab": (launchlab.PROGRAM, launchlab.PLATFORM),
    "pumpswap": (pumpswap.PROGRAM, pumpswap_trades.PLATFORM),
    "raydium_cpmm": (raydium_cpmm.PROGRAM, raydium_cpmm.PLATFORM),
}
EXPECTED = {program: expected(program) for program in PROGRAMS}
RECORDED = [pytest.param(program, s, id=f"{program}-{s[:8]}") for program, rows in EXPECTED.items() for s in rows]
TRADED = [
    pytest.param(program, s, id=f"{program}-{s[:8]}") for program, rows in EXPECTED.items() for s in rows if "beside" in rows[s]
]


@pytest.mark.shared
@pytest.mark.parametrize(("program", "signature"), RECORDED)
def test_a_recorded_transaction_gives_exactly_these_events(program: str, signature: str) -> None:
    assert list(decode(transaction(signature)).events) == events(EXPECTED[program][signature])


@pytest.mark.shared
@pytest.mark.parametrize(("program", "signature"), RECORDED)
def test_no_recorded_instruction_of_the_program_is_unread(program: str, signature: str) -> None:
    decoder, platform = PROGRAMS[program]
    told = [event for event in events(EXPECTED[program][signature]) if event.platform == platform]
    assert read(decoder, transaction(signature)) == (told, 0)


@pytest.mark.shared
@pytest.mark.parametrize(("program", "signature"), TRADED)
def test_amounts_reconcile_with_the_traders_balances_to_the_unit(program: str, signature: str) -> None:
    """`check` asserts: each trader's change of tokens, quote and lamports is the trades and what `beside` lists, no more."""
    check(transaction(signature), EXPECTED[program][signature])
