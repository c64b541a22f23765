"""Who can take liquidity out. Pools are synthetic, laid out as the interfaces say; the amounts of one are recorded."""

import struct
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode.addresses import CPMM, PUMPSWAP, is_on_curve
from reporter.decode.lockers import JUPITER_LOCK, RAYDIUM_CPMM_KEEPER, jupiter_escrow
from reporter.decode.lp_pools import AMM_V4, lp_pool
from reporter.decode.meteora_accounts import DAMM_V2
from reporter.launch.liquidity import CALLS, position, questions
from reporter.model import base58
from reporter.model import questions as ask
from reporter.model.ids import INCINERATOR, SPL_TOKEN, WRAPPED_SOL, Address, Mint, Program, Wallet
from reporter.model.questions import Answer
from reporter.report.vocabulary.forbidden import assert_speakable
from tests.decode.locker_bytes import jupiter
from tests.launch.fake import account, accounts, answer, key, read, refusal

MINT, POOL, LP = key(1), key(2), key(3)
WALLET = "2JT4sDN8ZTJyzifKSAvR2GRdoBVNXMzJXa5G2tBKv5Gp"
LOCKER = jupiter_escrow(key(5))
TAGS = {PUMPSWAP: "f19a6d0411b16dbc", CPMM: "f7ede3f5d7c3de46", DAMM_V2: "f19a6d0411b16dbc"}


def raw(*addresses: Address) -> bytes:
    return b"".join(base58.decode(address) for address in addresses)


def pool(program: Program, issued: int, *, permanent: int = 0) -> bytes:
    """The account of a pool that issued `issued` LP units."""
    tag, mints = bytes.fromhex(TAGS.get(program, "")), (MINT, WRAPPED_SOL)
    number = struct.pack("<Q", issued % 2**64)
    if program == PUMPSWAP:
        return tag + b"\xff\0\0" + raw(key(9), *mints, LP, key(10), key(11)) + number
    if program == CPMM:
        return (tag + raw(*[key(9)] * 4, LP, *mints, SPL_TOKEN, SPL_TOKEN, key(9)) + bytes([254, 0, 9, 6, 9]) + number).ljust(
            637, b"\0"
        )
    if program == AMM_V4:
        return (bytes(400) + raw(*mints, LP) + bytes(224) + number).ljust(752, b"\0")
    wide = [value.to_bytes(16, "little") for value in (issued, permanent)]
    return (tag + bytes(160) + raw(*mints) + bytes(128) + wide[0] + bytes(176) + wide[1]).ljust(1112, b"\0")


def lp_mint(supply: int, decimals: int = 9) -> tuple[Program, bytes]:
    return SPL_TOKEN, bytes(36) + struct.pack("<QBB", supply, decimals, 1) + bytes(36)


def lp_token(owner: Wallet, amount: int, mint: Mint = LP) -> tuple[Program, bytes]:
    return SPL_TOKEN, raw(mint, owner) + struct.pack("<Q", amount) + bytes(36) + b"\x01" + bytes(56)


def largest(rows: list[tuple[str, int]], mint: Mint = LP) -> Answer:
    value = [{"address": address, "amount": str(amount)} for address, amount in rows]
    return answer(ask.largest_accounts(mint), {"context": {"slot": 1}, "value": value})


def world(
    program: Program,
    issued: int,
    supply: int,
    holders: Sequence[tuple[Wallet, int]] = (),
    contracts: Mapping[Wallet, tuple[Program, bytes]] | None = None,
) -> list[Answer]:
    """Answers for a pool whose LP tokens are with `holders` (owner, amount)."""
    rows = [(key(200 + n), amount) for n, (_, amount) in enumerate(holders)]
    tokens = accounts([lp_mint(supply), *(lp_token(owner, amount) for owner, amount in holders)])
    found = [
        answer(ask.account(POOL), account(program, pool(program, issued))),
        largest(rows),
        answer(ask.accounts((LP, *(address for address, _ in rows))), tokens),
    ]
    keyless = tuple(
        owner
        for owner in sorted({o for o, _ in holders})
        if owner not in {INCINERATOR, RAYDIUM_CPMM_KEEPER} and not is_on_curve(owner)
    )
    if keyless:
        found.append(answer(ask.accounts(keyless), accounts([(contracts or {}).get(owner) for owner in keyless])))
    return found


@pytest.mark.parametrize(("program", "unminted"), [(PUMPSWAP, 100), (CPMM, 100), (AMM_V4, 10**9)])
def test_what_the_pool_issued_and_the_mint_no_longer_has_was_burned(program, unminted):
    found = position(read(*world(program, 5 * 10**12, 0)), MINT, POOL, 0)
    assert found is not None
    assert (found.program, found.lp_mint, found.issued, found.supply) == (program, LP, 5 * 10**12, 0)
    assert (found.burned, found.locked, found.holders, found.whole) == (5 * 10**12 - unminted, 0, (), True)


def test_the_recorded_migration_to_cpmm_left_all_its_liquidity_with_the_keeper():
    issued, kept = 249_494_557_026, 249_494_556_926  # recorded transaction 3EAWtyqZ: root of the two vaults; LP of the keeper
    found = position(read(*world(CPMM, issued, kept, [(RAYDIUM_CPMM_KEEPER, kept)])), MINT, POOL, 0)
    assert found is not None
    assert (found.burned, found.locked, found.whole) == (0, kept, True)
    assert [(holder.kind, holder.until) for holder in found.holders] == [("locked", None)]


def test_the_keeper_of_cpmm_liquidity_locks_no_other_programs():
    found = position(read(*world(AMM_V4, 10**10, 500, [(RAYDIUM_CPMM_KEEPER, 500)])), MINT, POOL, 0)
    assert found is not None
    assert (found.locked, found.holders[0].kind) == (0, "unclassified")


def test_every_holder_of_lp_tokens_gets_a_fate_largest_first():
    keyless = jupiter_escrow(key(6))  # some program's address, whose account does not exist
    holders = [(WALLET, 40), (INCINERATOR, 25), (LOCKER, 20), (keyless, 10), (WALLET, 5)]
    data = jupiter(schedule=(1000, 10, 5, 5, 3))
    contract = data[:40] + raw(LP) + data[72:]
    reading = read(*world(PUMPSWAP, 1100, 100, holders, {LOCKER: (JUPITER_LOCK, contract)}))
    found = position(reading, MINT, POOL, 1010)
    assert found is not None
    assert [(row.wallet, row.amount, row.kind, row.locked, row.until) for row in found.holders] == [
        (WALLET, 45, "wallet", 0, None),
        (INCINERATOR, 25, "burned", 0, None),
        (LOCKER, 20, "locked", 10, 1030),
        (keyless, 10, "unclassified", 0, None),
    ]
    assert (found.burned, found.locked, found.whole) == (900 + 25, 10, True)
    for row in found.holders:
        assert_speakable(row.reason)


def test_a_holder_that_was_not_listed_or_not_read_leaves_the_position_open():
    listed = position(read(*world(PUMPSWAP, 1100, 100, [(WALLET, 40)])), MINT, POOL, 0)
    assert listed is not None
    assert listed.whole is False
    unread = world(PUMPSWAP, 1100, 100, [(WALLET, 100)])
    unread[2] = answer(ask.accounts((LP, key(200))), accounts([lp_mint(100), None]))
    found = position(read(*unread), MINT, POOL, 0)
    assert found is not None
    assert (found.holders, found.whole) == ((), False)


def test_without_the_list_of_holders_the_burned_part_is_still_known():
    known = [
        answer(ask.account(POOL), account(PUMPSWAP, pool(PUMPSWAP, 1100))),
        refusal(ask.largest_accounts(LP)),
        answer(ask.accounts((LP,)), accounts([lp_mint(400)])),
    ]
    assert questions(read(*known[:2]), POOL)[-1] == ask.accounts((LP,))
    found = position(read(*known), MINT, POOL, 0)
    assert found is not None
    assert (found.supply, found.burned, found.holders, found.whole) == (400, 600, (), False)


def test_without_the_lp_mint_nothing_is_said_to_be_burned():
    found = position(read(answer(ask.account(POOL), account(PUMPSWAP, pool(PUMPSWAP, 1100)))), MINT, POOL, 0)
    assert found is not None
    assert (found.supply, found.burned, found.locked, found.whole) == (None, None, 0, False)


def test_liquidity_in_positions_tells_what_is_locked_for_ever_and_nothing_of_its_holders():
    reading = read(answer(ask.account(POOL), account(DAMM_V2, pool(DAMM_V2, 2**100, permanent=2**99))))
    found = position(reading, MINT, POOL, None)
    assert found is not None
    assert (found.lp_mint, found.issued, found.locked, found.burned, found.holders) == (None, 2**100, 2**99, None, ())
    assert questions(reading, POOL) == [ask.account(POOL)]


def test_pools_of_other_programs_and_other_tokens_have_no_position():
    strange = read(answer(ask.account(POOL), account(key(90), pool(CPMM, 1))))
    assert position(strange, MINT, POOL, 0) is None
    assert questions(strange, POOL) == [ask.account(POOL)]
    assert position(read(*world(CPMM, 1100, 100)), key(91), POOL, 0) is None
    assert position(read(), MINT, POOL, 0) is None


def test_a_position_takes_four_questions_in_their_order():
    known = world(PUMPSWAP, 1100, 100, [(LOCKER, 100)])
    for number in range(len(known)):
        assert questions(read(*known[:number]), POOL) == [one.question for one in known[: number + 1]]
    assert len(questions(read(*known), POOL)) == CALLS


def test_what_is_no_list_of_accounts_is_no_answer():
    known = world(PUMPSWAP, 1100, 100)
    known[1] = largest([("not an address", 5)])
    found = position(read(*known), MINT, POOL, 0)
    assert found is not None
    assert (found.holders, found.whole) == ((), False)


@given(st.sampled_from([PUMPSWAP, CPMM, AMM_V4, DAMM_V2, SPL_TOKEN]), st.binary(max_size=1200), st.integers(0, 1200))
def test_no_pool_bytes_raise(program, data, cut):
    for content in (data, pool(program, 5)[:cut] + data, pool(program, 5)):
        state = lp_pool(program, content)
        assert state is None or 0 <= state.permanent <= state.issued


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1), st.integers(0, 255))
def test_the_burned_part_is_never_more_than_was_issued(issued, supply, decimals):
    known = world(AMM_V4, issued, supply)
    known[2] = answer(ask.accounts((LP,)), accounts([lp_mint(supply, decimals)]))
    found = position(read(*known), MINT, POOL, 0)
    assert found is not None
    assert found.burned is not None
    assert 0 <= found.burned <= issued
