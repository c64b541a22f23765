"""Flows: recorded ones as whole lists, and every form of movement no recording has, made up."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import decode
from reporter.decode.context import Context
from reporter.decode.flows import flows
from reporter.model import base58
from reporter.model.events import Flow
from reporter.model.ids import SPL_TOKEN, TOKEN_2022, WRAPPED_SOL
from reporter.model.transaction import Instruction, SolChange, Transaction
from tests.decode.made import A_SOL, A_TOK, B_SOL, B_TOK, MINT, A, B, C, batch, held, key, made, system, token, u64
from tests.decode.properties import check_flows_add_up

LAMPORTS = 2_039_280


def told(transaction: Transaction) -> list[tuple[object, ...]]:
    """The flows without who paid and signed, which all of them share."""
    found = flows(Context(transaction))
    assert all(flow.fee_payer == transaction.fee_payer and flow.signers == transaction.signers for flow in found)
    check_flows_add_up(transaction)
    return [(flow.source, flow.target, flow.asset, flow.amount, flow.how, flow.path) for flow in found]


def test_closing_an_account_gives_rent_and_wrapped_sol_to_a_third_party():
    """The destination need not be the owner; the amount stands in no instruction."""
    transaction = made(
        token(9, [A_SOL, C, A]),
        sol={A_SOL: (LAMPORTS + 500, 0), C: (0, LAMPORTS + 500)},
        tokens=[held(A_SOL, A, 500, 0, WRAPPED_SOL)],
    )
    assert told(transaction) == [(A, C, "SOL", LAMPORTS + 500, "close_account", (0,))]


def test_wrapped_sent_and_unwrapped_sol_is_a_flow_between_the_wallets():
    """Wrap, send, close: no system transfer goes from A to B."""
    transaction = made(
        system(2, [A, A_SOL], u64(700), place=0),
        token(17, [A_SOL], place=1),
        token(3, [A_SOL, B_SOL, A], u64(700), place=2),
        token(9, [B_SOL, B, B], place=3),
        sol={A: (10_000, 4_300), B_SOL: (LAMPORTS, 0), B: (0, LAMPORTS + 700)},
        tokens=[held(A_SOL, A, 0, 0, WRAPPED_SOL), held(B_SOL, B, 0, 0, WRAPPED_SOL)],
        signers=(A, B),
    )
    assert told(transaction) == [(A, B, "SOL", 700, "token_transfer", (2,))]


def test_an_account_opened_and_closed_in_one_transaction_belongs_to_its_wallet():
    """It is in no balance list; only its initialising tells whose it is."""
    temporary = key(70)
    transaction = made(
        system(0, [A, temporary], u64(LAMPORTS) + u64(165) + base58.decode(SPL_TOKEN), place=0),
        token(18, [temporary, WRAPPED_SOL], base58.decode(A), place=1),
        token(12, [B_SOL, WRAPPED_SOL, temporary, B], u64(300) + b"\x09", place=2),
        token(9, [temporary, C, A], place=3),
        sol={A: (10_000_000, 9_995_000 - LAMPORTS), B_SOL: (LAMPORTS + 300, LAMPORTS), C: (0, LAMPORTS + 300)},
        tokens=[held(B_SOL, B, 300, 0, WRAPPED_SOL)],
        signers=(A, B),
    )
    assert told(transaction) == [
        (B, A, "SOL", 300, "token_transfer", (2,)),
        (A, C, "SOL", LAMPORTS + 300, "close_account", (3,)),
    ]


def test_unwrapping_without_closing():
    """Synthetic: no recording has UnwrapLamports. A stated part, or all of it."""
    tokens = [held(A_SOL, A, 500, 400, WRAPPED_SOL)]
    part = made(token(45, [A_SOL, B, A], b"\x01" + u64(100)), sol={A_SOL: (2_500, 2_400), B: (0, 100)}, tokens=tokens)
    assert told(part) == [(A, B, "SOL", 100, "unwrap", (0,))]
    for data in (b"", b"\x00"):
        whole = made(token(45, [A_SOL, B, A], data), sol={A_SOL: (2_500, 2_000), B: (0, 500)}, tokens=tokens)
        assert told(whole) == [(A, B, "SOL", 500, "unwrap", (0,))]


def test_excess_lamports_are_what_the_account_had_above_its_end():
    """Synthetic: no recording has WithdrawExcessLamports."""
    transaction = made(
        token(38, [A_TOK, C, A]), sol={A_TOK: (LAMPORTS + 900, LAMPORTS), C: (0, 900)}, tokens=[held(A_TOK, A, 5, 5)]
    )
    assert told(transaction) == [(A, C, "SOL", 900, "withdraw_excess", (0,))]


def test_every_part_of_a_batch_is_a_flow():
    """Synthetic: no recording has a Batch."""
    parts = [token(3, [A_TOK, B_TOK, A], u64(40)), token(9, [A_SOL, B, A]), token(17, [B_SOL])]
    transaction = made(
        batch(parts),
        sol={A_SOL: (LAMPORTS, 0), B: (0, LAMPORTS)},
        tokens=[held(A_TOK, A, 40, 0), held(B_TOK, B, 0, 40), held(A_SOL, A, 0, 0, WRAPPED_SOL)],
    )
    assert told(transaction) == [
        (A, B, MINT, 40, "token_transfer", (0,)),
        (A, B, "SOL", LAMPORTS, "close_account", (0,)),
    ]


def test_an_account_that_changes_its_owner_moves_what_it_holds():
    """No transfer names the tokens; money sent to it afterwards is the new owner's."""
    transaction = made(
        token(6, [A_TOK, A], b"\x02\x01" + base58.decode(B), place=0),
        system(2, [A, A_TOK], u64(10), place=1),
        sol={A: (10_000, 4_990), A_TOK: (LAMPORTS, LAMPORTS + 10)},
        tokens=[held(A_TOK, B, 100, 100, owner_pre=A)],
    )
    assert told(transaction) == [
        (A, B, "SOL", LAMPORTS, "set_authority", (0,)),
        (A, B, MINT, 100, "set_authority", (0,)),
        (A, B, "SOL", 10, "transfer", (1,)),
    ]


def test_tokens_that_arrive_before_an_account_changes_its_owner_go_with_it():
    transaction = made(
        token(3, [B_TOK, A_TOK, B], u64(30), place=0),
        token(6, [A_TOK, A], b"\x02\x01" + base58.decode(C), place=1),
        tokens=[held(B_TOK, B, 30, 0), held(A_TOK, C, 100, 130, owner_pre=A)],
    )
    assert told(transaction) == [
        (B, A, MINT, 30, "token_transfer", (0,)),
        (A, C, MINT, 130, "set_authority", (1,)),
    ]


def test_tokens_made_come_from_nobody_and_tokens_burned_go_to_nobody():
    transaction = made(
        token(7, [MINT, A_TOK, C], u64(70), place=0),
        token(14, [MINT, A_TOK, C], u64(5) + b"\x06", place=1),
        token(8, [B_TOK, MINT, B], u64(40), place=2),
        token(15, [B_TOK, MINT, B], u64(2) + b"\x06", place=3),
        token(46, [B_TOK, MINT, B], b"\x01" + u64(1), place=4, program=TOKEN_2022),
        tokens=[held(A_TOK, A, 0, 75), held(B_TOK, B, 50, 7)],
    )
    assert told(transaction) == [
        (None, A, MINT, 70, "mint_to", (0,)),
        (None, A, MINT, 5, "mint_to", (1,)),
        (B, None, MINT, 40, "burn", (2,)),
        (B, None, MINT, 2, "burn", (3,)),
        (B, None, MINT, 1, "burn", (4,)),
    ]


def test_a_withheld_transfer_fee_is_left_over():
    """The receiver got 99 of 100; the rest lies in its account and is not its own."""
    transaction = made(
        token(12, [A_TOK, MINT, B_TOK, A], u64(100) + b"\x06"), tokens=[held(A_TOK, A, 100, 0), held(B_TOK, B, 0, 99)]
    )
    assert told(transaction) == [
        (A, B, MINT, 100, "token_transfer", (0,)),
        (B, None, MINT, 1, "unexplained", ()),
    ]


def test_tokens_a_program_moved_unseen_are_left_over_per_owner():
    transaction = made(Instruction((0,), key(90), (), b""), tokens=[held(A_TOK, A, 9, 2), held(B_TOK, B, 0, 7)])
    assert told(transaction) == [(A, None, MINT, 7, "unexplained", ()), (None, B, MINT, 7, "unexplained", ())]


def test_wrapped_sol_changes_hands_with_its_account():
    """Its lamports do not change, so only the token balance tells how much."""
    transaction = made(
        token(6, [A_SOL, A], b"\x02\x01" + base58.decode(B)), tokens=[held(A_SOL, B, 800, 800, WRAPPED_SOL, owner_pre=A)]
    )
    assert told(transaction) == [(A, B, "SOL", 800, "set_authority", (0,))]


def test_what_no_instruction_explains_is_left_over_per_owner():
    """A program pays out of an account of its own: both ends are known, not that one paid the other."""
    transaction = made(Instruction((0,), key(90), (), b""), sol={C: (700, 0), B: (0, 700)})
    assert told(transaction) == [(C, None, "SOL", 700, "unexplained", ()), (None, B, "SOL", 700, "unexplained", ())]


def test_money_passed_through_and_out_unseen_is_unexplained():
    """B ends where it began, though it was paid: something took the money again."""
    transaction = made(system(2, [A, B], u64(600)), sol={A: (10_000, 4_400), C: (0, 600)})
    assert told(transaction) == [
        (A, B, "SOL", 600, "transfer", (0,)),
        (None, C, "SOL", 600, "unexplained", ()),
        (B, None, "SOL", 600, "unexplained", ()),
    ]


def test_money_between_accounts_of_one_wallet_is_no_flow():
    """Wrapping, rent for one's own account, zero amounts."""
    transaction = made(
        system(0, [A, A_TOK], u64(500) + u64(165) + base58.decode(SPL_TOKEN), place=0),
        system(2, [A, B], u64(0), place=1),
        sol={A: (10_000, 4_500), A_TOK: (0, 500)},
        tokens=[held(A_TOK, A, 0, 0)],
    )
    assert told(transaction) == []


def test_a_failed_transaction_moves_nothing():
    """Its instructions say what it tried."""
    assert told(made(system(2, [A, B], u64(600)), error='{"InstructionError":[0,"Custom"]}')) == []


def test_native_programs_pay_out():
    """Stake and vote withdrawals, a closed lookup table."""
    stake = made(
        Instruction((0,), "Stake11111111111111111111111111111111111111", (C, B), b"\x04\x00\x00\x00" + u64(70)),
        sol={C: (100, 30), B: (0, 70)},
    )
    assert told(stake) == [(C, B, "SOL", 70, "stake_withdraw", (0,))]
    table = made(
        Instruction((0,), "AddressLookupTab1e1111111111111111111111111", (C, A, B), b"\x04\x00\x00\x00"),
        sol={C: (100, 0), B: (0, 100)},
    )
    assert told(table) == [(C, B, "SOL", 100, "close_account", (0,))]


def test_json_names_the_ends_from_and_to():
    """As the command line prints them."""
    flow = Flow(A, B, "SOL", 1, "transfer", (0,), A, (A,))
    assert msgspec.to_builtins(flow)["from"] == A
    assert msgspec.to_builtins(flow)["to"] == B


ENDS = st.sampled_from([A, B, C, A_SOL, B_SOL, A_TOK, B_TOK])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["send", "wrap", "close", "unwrap", "skim", "give", "pay", "make", "burn"]),
            ENDS,
            ENDS,
            st.integers(0, 999),
        ),
        max_size=8,
    ),
    st.dictionaries(ENDS, st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=6),
    st.sampled_from([A, B]),
)
def test_flows_and_fee_always_add_up(moves, balances, owner_before):
    """Whatever the instructions claim and the balances say, what is left over is stated, to the last unit of SOL and tokens."""
    write = {
        "send": lambda s, t, n, i: system(2, [s, t], u64(n), place=i),
        "wrap": lambda s, t, n, i: token(12, [s, WRAPPED_SOL, t, A], u64(n) + b"\x09", place=i),
        "close": lambda s, t, n, i: token(9, [s, t, A], place=i),
        "unwrap": lambda s, t, n, i: token(45, [s, t, A], b"\x00", place=i),
        "skim": lambda s, t, n, i: token(38, [s, t, A], place=i),
        "pay": lambda s, t, n, i: token(12, [s, MINT, t, A], u64(n) + b"\x06", place=i),
        "make": lambda s, t, n, i: token(7, [MINT, t, A], u64(n), place=i),
        "burn": lambda s, t, n, i: token(8, [s, MINT, A], u64(n), place=i),
        "give": lambda s, t, n, i: token(6, [s, A], b"\x02\x01" + base58.decode(t), place=i),
    }
    instructions = [write[form](source, target, amount, i) for i, (form, source, target, amount) in enumerate(moves)]
    transaction = made(
        *instructions,
        sol=balances,
        tokens=[
            held(A_SOL, A, 50, 70, WRAPPED_SOL, owner_pre=owner_before),
            held(B_SOL, B, 9, 9, WRAPPED_SOL),
            held(A_TOK, A, 1, 1),
            held(B_TOK, B, 40, 7, owner_pre=owner_before),
        ],
    )
    check_flows_add_up(transaction)


def test_decoding_asks_for_flows_once():
    """Inference and the result share them."""
    transaction = made(system(2, [A, B], u64(600)), sol={A: (10_000, 4_400), B: (0, 600)})
    context = Context(transaction)
    assert flows(context) is flows(context)
    assert decode(transaction).flows == flows(context)


def test_changes_of_the_made_transactions_are_what_they_say():
    """The helper leaves out balances that did not change, as the reader does."""
    assert made(sol={B: (3, 3)}).sol == (SolChange(A, 10_000, 5_000),)


@pytest.mark.parametrize("amount", [1, 2**64 - 1])
def test_amounts_are_unsigned_64_bit(amount):
    """The largest amount is no negative one."""
    transaction = made(token(3, [A_TOK, B_TOK, A], u64(amount)), tokens=[held(A_TOK, A, amount, 0), held(B_TOK, B, 0, amount)])
    assert told(transaction) == [(A, B, MINT, amount, "token_transfer", (0,))]
