"""What no recording shows: migrations, payouts, creator changes, hostile and cut bytes. All bytes here are synthetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode.addresses import PUMP, PUMP_EVENTS, PUMP_FEES, PUMP_FEES_EVENTS, PUMP_MAYHEM, bonding_curve
from reporter.decode.context import Context
from reporter.decode.programs import pumpfun_events as layout
from reporter.decode.programs.anchor import SELF_CALL
from reporter.decode.programs.pumpfun import PROGRAMS
from reporter.decode.programs.pumpfun_layouts import KNOWN
from reporter.model.events import Authority, Buy, Complete, Create, Migrate, Payout, Sell
from reporter.model.ids import SPL_TOKEN, SYSTEM, TOKEN_2022, USDC, WRAPPED_SOL
from reporter.model.transaction import Instruction, SolChange
from tests.decode.pumpfun_bytes import (
    CURVE,
    FEES,
    MINT,
    OTHER,
    POOL,
    QUOTE,
    READ,
    USER,
    call,
    emit,
    fee_body,
    key,
    pack,
    read,
    send,
    text,
    trade_body,
    transaction,
)

BUY_ACCOUNTS = (key(50), FEES, MINT, CURVE, key(51), key(52), USER)


def test_the_programs_and_their_roles_are_fixed() -> None:
    assert [(p.program, p.platform, p.venue) for p in PROGRAMS] == [
        (PUMP, "pumpfun", True),
        (PUMP_FEES, None, False),
        (PUMP_MAYHEM, None, False),
    ]


def test_the_last_buy_completes_the_curve() -> None:
    made = transaction(
        call("buy", accounts=BUY_ACCOUNTS),
        send(USER, CURVE, 1_000_000, (0, 0)),
        send(USER, FEES, 10_000, (0, 1)),
        emit("TradeEvent", trade_body(is_buy=True), (0, 2)),
        emit("CompleteEvent", pack(USER, MINT, CURVE, 1_700_000_000), (0, 3)),
    )
    buy = Buy(
        platform="pumpfun",
        mint=MINT,
        wallet=USER,
        quote_mint=WRAPPED_SOL,
        quote_amount=1_010_000,
        token_amount=5_000_000,
        market=CURVE,
        fees=10_000,
        path=(0,),
    )
    complete = Complete(platform="pumpfun", mint=MINT, wallet=USER, market=CURVE, quote_mint=WRAPPED_SOL, path=(0,))
    assert read(made) == ([buy, complete], 0)


@pytest.mark.parametrize(("name", "tail", "quote"), [("migrate", b"", WRAPPED_SOL), ("migrate_v2", pack(USDC), USDC)])
def test_a_migration_with_its_event_names_the_pool(name: str, tail: bytes, quote: str) -> None:
    body = pack(USER, MINT, 206_900_000, 84_990_359_420, 15_000_001, CURVE, 1_700_000_000, POOL) + tail
    expected = Migrate(
        platform="pumpfun",
        mint=MINT,
        wallet=USER,
        market=CURVE,
        pool=POOL,
        to="pumpswap",
        quote_mint=quote,
        quote_amount=84_990_359_420,
        token_amount=206_900_000,
        path=(0,),
    )
    assert read(transaction(call(name), emit("CompletePumpAmmMigrationEvent", body))) == ([expected], 0)


@pytest.mark.parametrize("name", ["migrate", "migrate_v2", "buy", "sell_v2", "buy_v3", "extend_account", "set_creator"])
def test_an_instruction_without_its_event_did_nothing(name: str) -> None:
    assert read(transaction(call(name, accounts=BUY_ACCOUNTS), send(USER, CURVE, 5, (0, 0)))) == ([], 0)


def test_a_failed_transaction_has_no_events() -> None:
    made = transaction(call("buy", accounts=BUY_ACCOUNTS), emit("TradeEvent", trade_body(is_buy=True)), error='{"Custom":6002}')
    assert read(made) == ([], 0)


def test_an_event_signed_by_another_account_is_counted_and_not_believed() -> None:
    made = transaction(call("buy", accounts=BUY_ACCOUNTS), emit("TradeEvent", trade_body(is_buy=True), authority=OTHER))
    assert read(made) == ([], 1)


def test_the_same_bytes_from_another_program_are_not_believed() -> None:
    fake = emit("TradeEvent", trade_body(is_buy=True), program=key(99))
    assert read(transaction(call("buy", accounts=BUY_ACCOUNTS), fake)) == ([], 0)


def test_an_event_belongs_to_the_instruction_that_called_it_and_to_no_other() -> None:
    made = transaction(
        call("buy_v2", (0,), [key(n) for n in range(60, 87)]),
        call("sell_v2", (1,), [key(n) for n in range(60, 87)]),
        emit("TradeEvent", trade_body(is_buy=False) + fee_body(9_500, 3_000), (1, 0)),
    )
    (event,) = read(made)[0]
    assert isinstance(event, Sell)
    assert (event.path, event.market) == ((1,), key(70))
    assert (event.quote_amount, event.fees) == (1_000_000 - 12_500, 12_500)


def test_a_buy_of_a_kind_not_known_yet_is_still_a_buy() -> None:
    made = transaction(call("buy_v9", accounts=[USER]), emit("TradeEvent", trade_body(is_buy=True) + fee_body(9_500, 0)))
    (event,) = read(made)[0]
    assert isinstance(event, Buy)
    assert event.market == bonding_curve(MINT)
    assert read(transaction(call("buy_v9"))) == ([], 1)


def test_the_fee_of_two_old_sales_is_shared_by_size_and_adds_up() -> None:
    accounts = (key(50), FEES, MINT, CURVE, key(51), key(52), USER)
    made = transaction(
        call("sell", (0,), accounts),
        emit("TradeEvent", trade_body(is_buy=False, sol=1_000_050), (0, 0)),
        call("sell", (1,), accounts),
        emit("TradeEvent", trade_body(is_buy=False, sol=2_000_000, user=OTHER), (1, 0)),
        send(USER, FEES, 77, (2,)),
        sol=[SolChange(FEES, 100, 100 + 30_001 + 77)],
    )
    sales = [event for event in read(made)[0] if isinstance(event, Sell)]
    assert [sale.fees for sale in sales] == [10_000, 20_001]
    assert [sale.quote_amount for sale in sales] == [990_050, 1_979_999]


def test_an_old_sale_whose_fee_nothing_shows_tells_no_fee() -> None:
    made = transaction(call("sell", accounts=BUY_ACCOUNTS), emit("TradeEvent", trade_body(is_buy=False)))
    (sale,) = read(made)[0]
    assert isinstance(sale, Sell)
    assert (sale.quote_amount, sale.fees) == (1_000_000, None)


@pytest.mark.parametrize(
    ("name", "event", "body", "old"),
    [
        ("set_creator", "SetCreatorEvent", pack(1, MINT, CURVE, OTHER), None),
        ("set_metaplex_creator", "SetMetaplexCreatorEvent", pack(1, MINT, CURVE, POOL, OTHER), None),
        ("migrate_bonding_curve_creator", "MigrateBondingCurveCreatorEvent", pack(1, MINT, CURVE, POOL, USER, OTHER), USER),
        ("admin_set_creator", "AdminSetCreatorEvent", pack(1, POOL, MINT, CURVE, USER, OTHER), USER),
        ("admin_cto", "AdminCtoEvent", pack(1, POOL, MINT, CURVE, USER, OTHER, b"\0\0", 0, 30), USER),
    ],
)
def test_a_new_fee_creator_is_a_change_of_authority(name: str, event: str, body: bytes, old: str | None) -> None:
    expected = Authority(platform="pumpfun", mint=MINT, wallet=old, what="creator", account=CURVE, to=OTHER, path=(0,))
    assert read(transaction(call(name), emit(event, body))) == ([expected], 0)


def payout(what: str, wallet: str | None, amount: int, mint: str = WRAPPED_SOL, quote: str = WRAPPED_SOL) -> Payout:
    return Payout(platform="pumpfun", mint=mint, wallet=wallet, quote_mint=quote, quote_amount=amount, what=what, path=(0,))


def test_collected_creator_fees_are_a_payout_to_the_creator() -> None:
    old = transaction(call("collect_creator_fee"), emit("CollectCreatorFeeEvent", pack(1, USER, 700)))
    new = transaction(call("collect_creator_fee_v2"), emit("CollectCreatorFeeEvent", pack(1, USER, 700, USDC)))
    assert read(old) == ([payout("creator_fees", USER, 700)], 0)
    assert read(new) == ([payout("creator_fees", USER, 700, USDC, USDC)], 0)


def test_distributed_creator_fees_go_to_each_shareholder() -> None:
    shares = b"\x02\0\0\0" + pack(USER) + (7_000).to_bytes(2, "little") + pack(OTHER) + (3_000).to_bytes(2, "little")
    body = pack(1, MINT, CURVE, POOL, FEES) + shares + pack(1_000, SYSTEM)
    made = transaction(call("distribute_creator_fees"), emit("DistributeCreatorFeesEvent", body))
    assert read(made) == ([payout("creator_fees", USER, 700, MINT), payout("creator_fees", OTHER, 300, MINT)], 0)


def test_holder_rewards_are_paid_to_the_owners_among_the_accounts() -> None:
    fixed = [key(n) for n in range(60, 71)]
    data = b"\x02\0\0\0" + pack(600, 400)
    made = transaction(
        call("distribute_fee_to_holders", accounts=[*fixed, USER, key(80), OTHER, key(81)], data=data),
        emit("DistributeFeeToHoldersEvent", pack(1, MINT, SYSTEM, 2, 1_000)),
    )
    assert read(made) == ([payout("holder_rewards", USER, 600, MINT), payout("holder_rewards", OTHER, 400, MINT)], 0)


def test_holder_rewards_without_readable_shares_are_one_sum_to_nobody_known() -> None:
    made = transaction(
        call("distribute_fee_to_holders", data=b"\xff\xff\xff\xff"),
        emit("DistributeFeeToHoldersEvent", pack(1, MINT, SYSTEM, 2, 1_000)),
    )
    assert read(made) == ([payout("holder_rewards", None, 1_000, MINT)], 0)


def test_cashback_is_a_payout_in_the_quote_that_the_instruction_names() -> None:
    body = pack(USER, 55, 1, 2, 3)
    old = transaction(call("claim_cashback", accounts=[USER, key(60), SYSTEM]), emit("ClaimCashbackEvent", body))
    new = transaction(call("claim_cashback_v2", accounts=[USER, key(60), USDC]), emit("ClaimCashbackEvent", body))
    assert read(old) == ([payout("cashback", USER, 55)], 0)
    assert read(new) == ([payout("cashback", USER, 55, USDC, USDC)], 0)


def test_incentives_are_paid_in_tokens() -> None:
    made = transaction(call("claim_token_incentives"), emit("ClaimTokenIncentivesEvent", pack(USER, QUOTE, 9, 1, 2, 3)))
    expected = Payout(platform="pumpfun", mint=QUOTE, wallet=USER, token_amount=9, what="incentives", path=(0,))
    assert read(made) == ([expected], 0)


def test_a_claimed_social_fee_is_a_payout_of_the_fee_program() -> None:
    body = pack(1) + text("someone") + b"\x01" + pack(POOL, USER, OTHER, 44, 50, 60, 0, 44, USDC, 1)
    made = transaction(
        call("claim_social_fee_pda_v2", program=PUMP_FEES),
        emit("SocialFeePdaClaimed", body, authority=PUMP_FEES_EVENTS, program=PUMP_FEES),
    )
    assert read(made) == ([payout("social_fees", USER, 44, USDC, USDC)], 0)


def test_a_creation_without_recorded_inner_calls_is_read_from_its_arguments() -> None:
    accounts = [MINT, key(60), CURVE, key(61), key(62), USER, SYSTEM, TOKEN_2022]
    data = text("N\0") + text("S") + text("U") + pack(OTHER) + b"\0"
    (event,) = read(transaction(call("create_v2", accounts=accounts, data=data)))[0]
    assert event == Create(
        platform="pumpfun",
        mint=MINT,
        wallet=USER,
        quote_mint=WRAPPED_SOL,
        creator=OTHER,
        market=CURVE,
        name="N\0",
        symbol="S",
        uri="U",
        token_program=TOKEN_2022,
        path=(0,),
    )


def test_the_old_withdrawal_is_a_migration_when_tokens_left_the_curve() -> None:
    vault, receiver = key(60), key(61)
    accounts = [key(62), key(63), MINT, CURVE, vault, receiver, USER]
    moved = Instruction((0, 0), SPL_TOKEN, (vault, receiver, CURVE), b"\x03" + pack(206_900_000))
    sol = [SolChange(CURVE, 85_000_000_000, 1_000_000_000)]
    (event,) = read(transaction(call("withdraw", accounts=accounts), moved, sol=sol))[0]
    assert event == Migrate(
        platform="pumpfun",
        mint=MINT,
        wallet=USER,
        market=CURVE,
        pool=None,
        to=None,
        quote_mint=WRAPPED_SOL,
        quote_amount=84_000_000_000,
        token_amount=206_900_000,
        path=(0,),
    )
    assert read(transaction(call("withdraw", accounts=accounts), sol=sol)) == ([], 0)


def test_the_mayhem_wrapper_and_its_own_event_are_known_and_say_nothing() -> None:
    carried = Instruction(
        (0, 1), PUMP_MAYHEM, ("8FoNgzmjuSmiy86EPCWxvv1q7oJSu2WGA7wPymwki2LJ",), SELF_CALL + bytes.fromhex("31487b2d6e40b085")
    )
    assert read(transaction(call("buy_v2", program=PUMP_MAYHEM), carried)) == ([], 0)
    assert read(transaction(call("something_new", program=PUMP_MAYHEM))) == ([], 1)


NEWEST = trade_body(is_buy=True) + fee_body(9_500, 3_000) + bytes(33) + text("buy") + bytes(9) + pack(7)
NEWEST += bytes(16) + b"\x01\0\0\0" + pack(OTHER) + b"\x10\x27" + pack(USDC, 2_000_000) + bytes(16) + bytes(16)


def test_the_newest_layout_reads_to_its_last_byte() -> None:
    event = layout.trade(NEWEST)
    assert event is not None
    assert (event.quote_mint, event.quote_amount, event.cashback, event.unread) == (USDC, 2_000_000, 7, 0)


@given(st.integers(0, len(NEWEST)))
def test_a_cut_trade_event_is_read_as_an_older_one_or_counted(size: int) -> None:
    made = transaction(call("buy", accounts=BUY_ACCOUNTS), emit("TradeEvent", NEWEST[:size]))
    events, unread = read(made)
    assert len(events) + unread == 1
    if events:
        assert size >= 121
        assert events[0].token_amount == 5_000_000


@given(st.binary(max_size=64))
def test_bytes_behind_the_known_fields_change_nothing_but_their_count(tail: bytes) -> None:
    event, longer = layout.trade(NEWEST), layout.trade(NEWEST + tail)
    assert event is not None
    assert longer is not None
    assert longer.unread == len(tail)
    assert (longer.mint, longer.quote_amount, longer.fee) == (event.mint, event.quote_amount, event.fee)


@given(
    st.sampled_from(sorted(READ)),
    st.one_of(
        st.binary(max_size=600), st.sampled_from(sorted(KNOWN)).flatmap(lambda tag: st.binary(max_size=300).map(tag.__add__))
    ),
    st.one_of(
        st.binary(max_size=500),
        st.sampled_from([NEWEST, NEWEST[:125]]).flatmap(lambda b: st.binary(max_size=40).map(b.__add__)),
    ),
    st.lists(st.sampled_from([MINT, CURVE, USER, PUMP_EVENTS]), max_size=30),
)
def test_no_bytes_at_all_make_the_reader_raise(program: str, data: bytes, event: bytes, accounts: list[str]) -> None:
    outer = Instruction((0,), program, tuple(accounts), data)
    carriers = [Instruction((0, n), PUMP, (PUMP_EVENTS,), SELF_CALL + event[n:]) for n in range(3)]
    made = transaction(outer, *carriers, emit("TradeEvent", event, (0, 3)), emit("CreateEvent", event, (0, 4)))
    events, unread = read(made)
    assert all(e.path == (0,) for e in events)
    assert unread <= 6


@given(st.binary(min_size=8, max_size=8))
def test_an_unknown_discriminator_is_counted(tag: bytes) -> None:
    made = transaction(Instruction((0,), PUMP, (), tag), send(USER, OTHER, 1, (0, 0)))
    assert (READ[PUMP](made.instructions[0], Context(made)) is None) == (tag not in KNOWN)
