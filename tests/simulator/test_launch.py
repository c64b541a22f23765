"""A launch is what its truth says, read from the ledger itself."""

from collections import Counter

import pytest
from solders.transaction import VersionedTransaction

from reporter.model.ids import SYSTEM
from reporter.simulator.landed import Landed
from reporter.simulator.launch import funded_launch
from reporter.simulator.truth import Launch
from tests.simulator.conftest import SMALL
from tests.simulator.events import PUMP, Trade, raw_events, trades

CREATE = bytes.fromhex("1b72a94ddeeb6376")
DAY = 86_400


def on_curve(launch: Launch) -> list[Landed]:
    return launch.ledger.history[launch.truth.curve]


def all_trades(launch: Launch) -> list[Trade]:
    return [trade for landed in on_curve(launch) for trade in trades(landed)]


def paid_by(launch: Launch, payer: str) -> list[tuple[Landed, str, int]]:
    """Top-level and inner transfers of lamports out of a wallet: transaction, target, amount."""
    found = []
    for landed in launch.ledger.history[payer]:
        if landed.error is None:
            for call in VersionedTransaction.from_bytes(landed.wire).message.instructions:
                data = bytes(call.data)
                source = [landed.keys[i] for i in call.accounts]
                if landed.keys[call.program_id_index] == SYSTEM and data[:4] == b"\2\0\0\0" and source[0] == payer:
                    found.append((landed, source[1], int.from_bytes(data[4:12], "little")))
    return found


def signers(landed: Landed) -> set[str]:
    return set(landed.keys[: len(landed.signatures)])


@pytest.mark.parametrize("name", ["launch", "hot", "small"])
def test_every_trade_keeps_to_the_constant_product_and_starts_where_the_last_ended(
    name: str, request: pytest.FixtureRequest
) -> None:
    launch: Launch = request.getfixturevalue(name)
    sol, tokens = 30_000_000_000, 1_073_000_000_000_000
    for trade in all_trades(launch):
        sign = 1 if trade.is_buy else -1
        assert trade.virtual_sol == sol + sign * trade.sol
        assert trade.virtual_tokens == tokens - sign * trade.tokens
        # One lamport is the most a trade rounds away.
        assert abs(trade.virtual_sol - sol * tokens / trade.virtual_tokens) <= 2 or (
            trade.virtual_sol * trade.virtual_tokens >= sol * tokens
        )
        assert trade.virtual_sol * trade.virtual_tokens >= sol * tokens
        assert (trade.virtual_sol - trade.real_sol, trade.virtual_tokens - trade.real_tokens) == (
            30_000_000_000,
            279_900_000_000_000,
        )
        sol, tokens = trade.virtual_sol, trade.virtual_tokens


def test_trades_explain_holdings_but_for_the_gift(launch: Launch) -> None:
    net: Counter[str] = Counter()
    for trade in all_trades(launch):
        net[trade.user] += trade.tokens if trade.is_buy else -trade.tokens
    held = {owner: amount for owner, amount in launch.truth.holdings.items() if owner != launch.truth.curve}
    differing = {wallet for wallet in set(net) | set(held) if net[wallet] != held.get(wallet, 0)}
    assert len(differing) == 2
    assert sum(net.values()) == sum(held.values()) == launch.truth.circulating


def test_early_buyers_stand_in_the_order_of_their_first_buys(launch: Launch) -> None:
    first = dict.fromkeys(trade.user for trade in all_trades(launch) if trade.is_buy)
    assert launch.truth.early_buyers == tuple(first)


def test_the_creator_signs_the_creation_and_buys_in_it(launch: Launch) -> None:
    creation = launch.ledger.by_signature[launch.truth.creation]
    assert signers(creation) == {launch.truth.creator, launch.truth.mint}
    assert next(raw_events(creation))[:8] == CREATE
    assert [trade.user for trade in trades(creation)] == [launch.truth.creator]
    assert trades(creation)[0].time == creation.time == launch.truth.creation_time


def test_the_group_buys_next_to_the_creation(launch: Launch) -> None:
    block = launch.ledger.blocks[launch.truth.creation_slot]
    places = [landed.index for landed in block.transactions if signers(landed) & {launch.truth.creator, *launch.truth.group}]
    assert len(places) == 1 + len(launch.truth.group)
    assert places == list(range(places[0] or 0, (places[0] or 0) + len(places)))


def test_every_member_spends_most_of_what_the_funder_sent(launch: Launch) -> None:
    assert launch.truth.funder is not None
    received = {target: lamports for _, target, lamports in paid_by(launch, launch.truth.funder)}
    buys = {trade.user: trade for trade in all_trades(launch) if trade.user in launch.truth.group}
    assert set(buys) == set(launch.truth.group) <= set(received)
    for member, trade in buys.items():
        assert 0.9 < (trade.sol + trade.protocol_fee + trade.creator_fee) / received[member] < 1


def test_an_exchange_pays_hundreds_who_spend_the_money_and_never_buy(launch: Launch) -> None:
    buyers = set(launch.truth.early_buyers)
    for name in ("exchange one", "exchange two"):
        payouts = paid_by(launch, launch.truth.exchanges[name])
        recent = {target for landed, target, _ in payouts if (landed.time or 0) > launch.truth.creation_time - 30 * DAY}
        spenders = {target for target in recent if any(target in signers(one) for one in launch.ledger.history[target])}
        assert len(recent - buyers) >= 200
        assert len(spenders - buyers) >= 100


def test_strangers_have_a_past_of_several_transactions_and_money_of_their_own(launch: Launch) -> None:
    strangers = [person for person in launch.truth.people.values() if person.role == "stranger"]
    assert len(strangers) == 60
    past = [
        sum((landed.time or 0) < launch.truth.creation_time for landed in launch.ledger.history[person.wallet])
        for person in strangers
    ]
    assert sorted(past)[len(past) // 10] >= 3
    operators = {launch.truth.funder, launch.truth.creator, *launch.truth.group}
    assert not {person.funder for person in strangers} & operators
    assert len({person.funder for person in strangers}) > 10


def test_a_buy_fails_a_gift_names_no_mint_and_an_account_is_closed(launch: Launch) -> None:
    failed = [landed for landed in on_curve(launch) if landed.error is not None]
    assert failed
    assert all(set(landed.error) == {"InstructionError"} and not trades(landed) for landed in failed)
    gifts = []
    for landed in launch.ledger.by_signature.values():
        moved = {entry["owner"] for entry in landed.effects()["postTokenBalances"] if entry["mint"] == launch.truth.mint}
        if moved and launch.truth.mint not in landed.keys and PUMP not in landed.keys:
            gifts.append(landed)
    assert len(gifts) == 1
    closed = [
        landed
        for landed in launch.ledger.by_signature.values()
        if len(landed.effects()["preTokenBalances"]) > len(landed.effects()["postTokenBalances"])
        and landed.effects()["preTokenBalances"][0]["mint"] == launch.truth.mint
    ]
    assert len(closed) == 1


def test_a_hot_launch_links_nobody_and_is_crowded(hot: Launch) -> None:
    assert hot.truth.group == ()
    assert hot.truth.funder is None
    assert all(len(wallets) == 1 for wallets in hot.truth.controllers().values())
    creation = hot.truth.creation_slot
    first_minute = [landed for landed in on_curve(hot) if (landed.time or 0) <= hot.truth.creation_time + 60]
    assert sum(len(trades(landed)) for landed in first_minute) >= 40
    assert any(landed.slot <= creation + 6 for landed in on_curve(hot) if landed.slot > creation)


def test_a_large_crowd_buys_in_sizes_the_curve_can_take() -> None:
    launch = funded_launch(40, group=20, strangers=130, payouts=0)
    assert len(launch.truth.early_buyers) == 151
    assert all_trades(launch)[-1].real_tokens > 0


def test_a_funder_can_pay_the_fees_of_the_groups_buys() -> None:
    launch = funded_launch(31, **SMALL, sponsor="funder")
    buys = [landed for landed in on_curve(launch) if signers(landed) & set(launch.truth.group)]
    first = [landed for landed in buys if landed.slot == launch.truth.creation_slot]
    assert {landed.keys[0] for landed in first} == {launch.truth.funder}
    assert len(first) == 6


def test_members_can_buy_in_transactions_they_all_sign() -> None:
    launch = funded_launch(32, **SMALL, multi_buy=True)
    joint = [landed for landed in on_curve(launch) if len(signers(landed) & set(launch.truth.group)) > 1]
    assert [len(trades(landed)) for landed in joint] == [3, 3]
    assert {landed.version for landed in joint} == {1}


def test_members_can_be_paid_several_in_one_transaction() -> None:
    launch = funded_launch(33, **SMALL, fan_out=True)
    assert launch.truth.funder is not None
    payments = Counter(
        landed.signature for landed, target, _ in paid_by(launch, launch.truth.funder) if target in launch.truth.group
    )
    assert sorted(payments.values()) == [2, 4]


def test_members_can_be_paid_by_closing_wrapped_sol_to_them() -> None:
    launch = funded_launch(34, **SMALL, wrapped_close=True)
    assert launch.truth.funder is not None
    assert not [target for _, target, _ in paid_by(launch, launch.truth.funder) if target in launch.truth.group]
    for member in launch.truth.group:
        first = launch.ledger.history[member][0]
        place = first.keys.index(member)
        assert first.keys[0] == launch.truth.funder
        assert first.effects()["preBalances"][place] == 0 < first.effects()["postBalances"][place]


def test_the_creator_can_pay_rent_and_one_member() -> None:
    launch = funded_launch(35, **SMALL, rent_by_creator=True, creator_pays_member=True)
    buys = [landed for landed in on_curve(launch) if signers(landed) & set(launch.truth.group)]
    assert all(launch.truth.creator in signers(landed) for landed in buys[:6])
    targets = {target for _, target, _ in paid_by(launch, launch.truth.creator)}
    assert targets & set(launch.truth.group) == {launch.truth.group[0]}
    assert launch.truth.people[launch.truth.group[0]].funder == launch.truth.creator


@pytest.mark.parametrize("exits", ["funder", "sink"])
def test_members_can_sell_out_and_send_the_money_on(exits: str) -> None:
    launch = funded_launch(37, **SMALL, exits=exits)
    assert launch.truth.sink is not None
    assert (launch.truth.sink == launch.truth.funder) == (exits == "funder")
    assert not set(launch.truth.holdings) & set(launch.truth.group)
    assert all(paid_by(launch, member)[-1][1] == launch.truth.sink for member in launch.truth.group)


def test_a_creator_can_fund_a_single_sniper() -> None:
    launch = funded_launch(38, **{**SMALL, "group": 1}, creator_pays_member=True, exits="sink")
    sniper = launch.truth.group[0]
    assert launch.ledger.history[sniper][0].keys[0] == launch.truth.creator
    assert [trade.is_buy for trade in all_trades(launch) if trade.user == sniper] == [True, False]


def test_buys_of_the_group_share_a_blockhash_that_strangers_of_the_slot_do_not_have() -> None:
    launch = funded_launch(39, **SMALL)
    hashes: dict[bool, list[str]] = {True: [], False: []}
    for landed in launch.ledger.blocks[launch.truth.creation_slot].transactions:
        message = VersionedTransaction.from_bytes(landed.wire).message
        hashes[landed.keys[0] in launch.truth.group].append(str(message.recent_blockhash))
    assert len(set(hashes[True])) == 1
    assert not set(hashes[True]) & set(hashes[False])


def test_a_group_need_not_buy_in_the_creation_slot() -> None:
    launch = funded_launch(36, **SMALL, bundle=False)
    slots = {landed.slot for landed in on_curve(launch) if signers(landed) & set(launch.truth.group) and trades(landed)}
    assert min(slots) > launch.truth.creation_slot
    assert len(slots) == 2
