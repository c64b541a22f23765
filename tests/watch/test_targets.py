"""What is listened to is what creations name, and logs spare reading only what creates nothing."""

import json
from pathlib import Path

import pytest

from reporter.decode import decode, read_recorded
from reporter.errors import DecodeError, InputError
from reporter.model.events import Create
from reporter.model.transaction import Transaction
from reporter.simulator.hour import Hour
from reporter.watch.targets import TARGETS, target_of

BONK = TARGETS["bonk"]


def recorded(shared: Path) -> list[Transaction]:
    found = []
    for path in sorted((shared / "transactions").glob("*.json")):
        try:
            found.append(read_recorded(json.loads(path.read_bytes())))
        except DecodeError:
            continue
    return found


@pytest.mark.shared
def test_pump_funs_address_is_named_by_creations_and_by_nothing_else(shared: Path) -> None:
    seen = {True: 0, False: 0}
    for transaction in recorded(shared):
        creates = any(isinstance(e, Create) and e.platform == "pumpfun" for e in decode(transaction).events)
        assert (TARGETS["pumpfun"].address in transaction.accounts) is creates
        seen[creates] += 1
    assert seen[True] == 13
    assert seen[False] > 80


@pytest.mark.shared
def test_recorded_trades_are_not_read_and_anything_else_of_the_program_is(shared: Path) -> None:
    named = {}
    for transaction in recorded(shared):
        if BONK.address in transaction.accounts and transaction.ok:
            trades = [e for e in decode(transaction).events if e.platform == "bonk"]
            named[tuple(sorted({type(e).__name__ for e in trades}))] = BONK.worth_reading(transaction.logs)
    assert named == {("Sell",): False, ("Buy",): False, ("Migrate",): True}


def test_every_simulated_creation_is_worth_reading_and_trades_are_not(played: Hour) -> None:
    created = {made.signature for made in played.launches if made.platform == "bonk"}
    worth = {}
    for landed in played.ledger.history[BONK.address]:
        if landed.error is None:
            worth[landed.signature] = BONK.worth_reading(landed.effects()["logMessages"])
    assert {signature for signature, reads in worth.items() if reads} == created
    assert len(worth) > 2 * len(created)


CALL, END = f"Program {BONK.program} invoke [1]", f"Program {BONK.program} consumed 9 of 10 compute units"
TRADE = [CALL, "Program log: Instruction: BuyExactIn", CALL.replace("[1]", "[2]"), END, END]


@pytest.mark.parametrize(
    ("logs", "worth"),
    [
        (TRADE, False),
        ([*TRADE, "Log truncated"], True),
        ([*TRADE, CALL, "Program log: Instruction: InitializeV2", END], True),
        ([*TRADE, CALL, "Program log: Instruction: SomethingNew", END], True),
        ([CALL, "Program 11111111111111111111111111111111 invoke [2]", END], True),
        (["Program log: Instruction: BuyExactIn"], True),
        ([f"Program log: {CALL}", "Program log: Instruction: BuyExactIn"], True),
        ([CALL], True),
        ([], True),
    ],
)
def test_only_complete_logs_of_nothing_but_trades_spare_the_reading(logs: list[str], worth: bool) -> None:
    assert BONK.worth_reading(logs) is worth


@pytest.mark.parametrize("platform", ["pumpswap", "unknown", "nonsense", ""])
def test_a_platform_without_launches_is_refused_with_those_that_have_some(platform: str) -> None:
    with pytest.raises(InputError, match="pumpfun, bonk, meteora, heaven"):
        target_of(platform)
