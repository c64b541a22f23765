"""Every recorded transaction of the pump.fun family: the whole list of events, checked a second way against the balances.

`expected/pumpfun.json` holds the events and, under `beside`, everything else each trader's lamports did in the transaction
(rent, tips, funding), by counterparty. The amounts are not taken on trust from the decoder: a trader's balance change must equal
trades + beside + network fee to the lamport, its token balance the tokens traded, the curve's gain the price without fees, and
a creation's supply the sum of all balances of the new mint. Round sums a user chose (1, 1.4, 3 SOL) come out exactly.
"""

import struct

import msgspec
import pytest

from reporter.decode import decode, is_vote, read_block, read_recorded
from reporter.decode.addresses import PUMP, PUMP_FEES, PUMP_MAYHEM, bonding_curve
from reporter.decode.context import Context
from reporter.model.events import Buy, Create, Sell
from reporter.model.ids import SYSTEM, TOKEN_PROGRAMS, WRAPPED_SOL
from reporter.model.transaction import Transaction
from tests.decode.pumpfun_bytes import read
from tests.decode.reconcile import events, expected
from tests.decode.recordings import transaction
from tests.recorded import shared_folder

EXPECTED = expected("pumpfun")
EVENTS = {signature: events(row) for signature, row in EXPECTED.items()}
TRADED = [s for s, told in EVENTS.items() if any(isinstance(e, Buy | Sell) for e in told)]
KEPT_IN_CURVE = {"2uR6R3N1": 4_116_001 + 6_517_001}  # buy_v3: the creator's fee and the protocol's half do not leave the curve


def name(signature: str) -> str:
    return signature[:8]


def trades(signature: str) -> list[Buy | Sell]:
    return [event for event in EVENTS[signature] if isinstance(event, Buy | Sell)]


def lamports(made: Transaction, account: str) -> int:
    return sum(change.post - change.pre for change in made.sol if change.account == account)


def tokens(made: Transaction, owner: str, mint: str) -> int:
    rows = [change for change in made.tokens if change.mint == mint]
    return sum((c.post if c.owner == owner else 0) - (c.pre if c.owner_pre == owner else 0) for c in rows)


@pytest.mark.shared
@pytest.mark.parametrize("signature", EXPECTED, ids=name)
def test_a_recorded_transaction_gives_exactly_these_events_and_nothing_unread(signature: str) -> None:
    assert read(transaction(signature)) == (EVENTS[signature], 0)


@pytest.mark.shared
@pytest.mark.parametrize("signature", EXPECTED, ids=name)
def test_the_whole_decoder_tells_the_same_about_the_platform(signature: str) -> None:
    decoded = decode(transaction(signature))
    assert [event for event in decoded.events if event.platform == "pumpfun"] == EVENTS[signature]
    assert not {PUMP, PUMP_FEES, PUMP_MAYHEM} & {unknown.program for unknown in decoded.unknown}


@pytest.mark.shared
def test_no_recording_that_names_the_family_is_left_out() -> None:
    family = {PUMP, PUMP_FEES, PUMP_MAYHEM}
    names = set()
    for path in (shared_folder() / "transactions").glob("*.json"):
        if family & set(read_recorded(msgspec.json.decode(path.read_bytes())).accounts):
            names.add(path.stem)
    assert names == set(EXPECTED)


@pytest.mark.shared
@pytest.mark.parametrize("signature", TRADED, ids=name)
def test_token_amounts_equal_the_change_of_the_traders_balance(signature: str) -> None:
    made = transaction(signature)
    for wallet, mint in {(trade.wallet, trade.mint) for trade in trades(signature)}:
        assert wallet is not None
        mine = [trade for trade in trades(signature) if (trade.wallet, trade.mint) == (wallet, mint)]
        assert sum((t.token_amount or 0) * (1 if isinstance(t, Buy) else -1) for t in mine) == tokens(made, wallet, mint)


@pytest.mark.shared
@pytest.mark.parametrize("signature", [s for s in TRADED if "beside" in EXPECTED[s]], ids=name)
def test_sol_amounts_reconcile_with_the_traders_lamports_to_the_unit(signature: str) -> None:
    made = transaction(signature)
    for wallet, beside in EXPECTED[signature]["beside"].items():
        mine = [trade for trade in trades(signature) if trade.wallet == wallet]
        paid = sum((t.quote_amount or 0) * (-1 if isinstance(t, Buy) else 1) for t in mine)
        network = made.fee if wallet == made.fee_payer else 0
        assert lamports(made, wallet) == paid + sum(beside.values()) - network


@pytest.mark.shared
@pytest.mark.parametrize("signature", [s for s in TRADED if "beside" in EXPECTED[s]], ids=name)
def test_the_curve_gains_what_the_trades_say_without_their_fees(signature: str) -> None:
    made = transaction(signature)
    for curve in {trade.market for trade in trades(signature)}:
        assert curve is not None
        mine = [trade for trade in trades(signature) if trade.market == curve]
        price = sum(
            (t.quote_amount or 0) - (t.fees or 0) if isinstance(t, Buy) else -(t.quote_amount or 0) - (t.fees or 0)
            for t in mine
        )
        rent = sum(-row.get(curve, 0) for row in EXPECTED[signature]["beside"].values())
        assert lamports(made, curve) == price + rent + KEPT_IN_CURVE.get(name(signature), 0)


@pytest.mark.shared
@pytest.mark.parametrize("signature", [s for s in TRADED if "beside" not in EXPECTED[s]], ids=name)
def test_amounts_in_other_quotes_equal_the_transfers_of_that_quote(signature: str) -> None:
    context = Context(transaction(signature))
    for trade in trades(signature):
        assert trade.quote_mint != WRAPPED_SOL
        received = paid = 0
        for called in context.children(trade.path):
            if called.program in TOKEN_PROGRAMS and called.data[0] == 12 and called.accounts[1] == trade.quote_mint:
                amount = struct.unpack_from("<Q", called.data, 1)[0]
                paid += amount if context.owner(called.accounts[0]) != trade.market else 0
                received += amount if context.owner(called.accounts[2]) == trade.wallet else 0
        assert trade.quote_amount == (paid if isinstance(trade, Buy) else received)


@pytest.mark.shared
@pytest.mark.parametrize("signature", [s for s in EVENTS if any(isinstance(e, Create) for e in EVENTS[s])], ids=name)
def test_a_creation_names_its_curve_and_the_supply_that_all_balances_add_up_to(signature: str) -> None:
    made = transaction(signature)
    (created,) = [event for event in EVENTS[signature] if isinstance(event, Create)]
    assert created.market == bonding_curve(created.mint)
    assert created.supply == sum(change.post for change in made.tokens if change.mint == created.mint)
    assert {change.program for change in made.tokens if change.mint == created.mint} == {created.token_program}
    assert created.wallet in made.signers


@pytest.mark.shared
def test_the_whole_recorded_block_holds_the_same_trades_and_no_others() -> None:
    body = (shared_folder() / "blocks" / "block_326027759.json").read_bytes()
    found = {}
    for made in read_block(body, 326_027_759, votes=False):
        told, unread = read(made)
        assert not unread
        assert not (told and is_vote(made))
        if told:
            found[made.signature] = told
    assert found == {s: told for s, told in EVENTS.items() if told and transaction(s).slot == 326_027_759}
    assert len(found) == 11


@pytest.mark.shared
def test_fee_transfers_of_the_oldest_buys_are_what_the_buyer_sent_to_the_fee_recipient() -> None:
    made = transaction(next(s for s in EXPECTED if s.startswith("3eNYyuFz")))
    (buy,) = [event for event in read(made)[0] if isinstance(event, Buy)]
    sent = [i for i in Context(made).children(buy.path) if i.program == SYSTEM]
    assert [struct.unpack_from("<Q", i.data, 4)[0] for i in sent] == [279_965, 2_799]
    assert buy.quote_amount == 279_965 + 2_799
