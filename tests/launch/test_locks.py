"""Which owners are lockers, and how much of the token they hold back. All contracts here are synthetic."""

import struct
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode.lockers import JUPITER_LOCK, STREAMFLOW, jupiter_escrow, streamflow_escrow
from reporter.decode.reading import Account, Reading
from reporter.launch.locks import CALLS, ESCROWS, PAGE, Locked, class_of, locks, questions
from reporter.model import base58
from reporter.model import questions as ask
from reporter.model.ids import SPL_TOKEN, SYSTEM, TOKEN_2022, Address, Mint, Program, Signature, Wallet
from reporter.model.questions import Answer
from reporter.report.vocabulary.forbidden import assert_speakable
from tests.decode.locker_bytes import jupiter, stream
from tests.decode.pumpfun_bytes import MINT as OF
from tests.decode.pumpfun_bytes import OTHER, USER
from tests.launch.fake import account, answer, entry, key, read, refusal

DAY = 86_400
CONTRACT = key(50)
ESCROW = streamflow_escrow(CONTRACT)
LOCKER = jupiter_escrow(key(51))
SIGNATURE = base58.encode(b"\x01" * 64)
LATER = base58.encode(b"\x02" * 64)


def at_rest(program: Program, data: bytes) -> Account:
    return Account(program, 1, data, 1)


def token(owner: Wallet, mint: Mint = OF, amount: int = 150, program: Program = SPL_TOKEN) -> Account:
    """A token account, 165 bytes."""
    data = base58.decode(mint) + base58.decode(owner) + struct.pack("<Q", amount) + bytes(36) + b"\x01" + bytes(56)
    return at_rest(program, data)


def moved(signature: Signature, *calls: tuple[Program, list[Address]], failed: bool = False) -> Answer:
    """A transaction of these calls (program, accounts) as getTransaction answers it."""
    keys = list(dict.fromkeys([key(60), *(a for program, listed in calls for a in (*listed, program))]))
    told = [
        {"programIdIndex": keys.index(program), "accounts": [keys.index(a) for a in listed], "data": ""}
        for program, listed in calls
    ]
    flat = [10] * len(keys)
    meta = {
        "err": {"InstructionError": [0, "Custom"]} if failed else None,
        "fee": 0,
        "preBalances": flat,
        "postBalances": flat,
        "preTokenBalances": [],
        "postTokenBalances": [],
        "innerInstructions": [],
        "logMessages": [],
    }
    header = {"numRequiredSignatures": 1, "numReadonlySignedAccounts": 0, "numReadonlyUnsignedAccounts": 0}
    message = {"accountKeys": keys, "header": header, "instructions": told, "recentBlockhash": key(61)}
    result = {
        "slot": 5,
        "blockTime": 5,
        "version": "legacy",
        "meta": meta,
        "transaction": {"signatures": [signature], "message": message},
    }
    return answer(ask.transaction(signature), result)


def create(signature: Signature = SIGNATURE, contract: Address = CONTRACT, escrow: Address = ESCROW) -> Answer:
    return moved(signature, (STREAMFLOW, [OTHER, key(62), USER, contract, escrow, key(63)]))


def page(*entries: dict[str, Any], escrow: Address = ESCROW) -> Answer:
    return answer(ask.signatures(escrow, limit=PAGE), list(entries))


def streamed(data: bytes, program: Program = STREAMFLOW) -> Reading:
    return read(page(entry(SIGNATURE, 5)), create(), answer(ask.account(CONTRACT), account(program, data)))


AMOUNTS = {ESCROW: 150}
ACCOUNTS: dict[Wallet, Account | None] = {ESCROW: token(ESCROW)}


def judged(
    reading: Reading,
    at: int | None = 1000,
    amounts: Mapping[Wallet, int] = AMOUNTS,
    accounts: Mapping[Wallet, Account | None] = ACCOUNTS,
) -> dict[Wallet, Locked]:
    return locks(reading, OF, amounts, accounts, at)


def test_the_owner_of_tokens_in_jupiter_lock_is_the_contract():
    found = judged(read(), 1010, {LOCKER: 150}, {LOCKER: at_rest(JUPITER_LOCK, jupiter())})[LOCKER]
    assert (found.state, found.balance, found.amount, found.until) == ("locked", 150, 95, 1200)
    assert (class_of(found).kind, class_of(found).sub) == ("locked", "Jupiter Lock")


def test_the_way_from_an_escrow_that_is_its_own_owner_to_its_contract_is_asked_step_by_step():
    wanted = [ask.signatures(ESCROW, limit=PAGE), ask.transaction(SIGNATURE), ask.account(CONTRACT)]
    seen = [page(entry(SIGNATURE, 5)), create()]
    for known in range(3):
        assert questions(read(*seen[:known]), OF, AMOUNTS, ACCOUNTS) == wanted[: known + 1]
    found = judged(streamed(stream(escrow=ESCROW)))[ESCROW]
    assert (found.state, found.amount, found.until) == ("locked", 100, 1200)
    assert found.lock is not None
    assert found.lock.beneficiary == USER


def test_a_token_2022_escrow_is_found_too():
    reading = streamed(stream(escrow=ESCROW))
    assert judged(reading, accounts={ESCROW: token(ESCROW, program=TOKEN_2022)})[ESCROW].state == "locked"


def test_the_newest_transaction_helps_where_the_oldest_of_the_page_names_no_contract():
    dust = moved(SIGNATURE, (SPL_TOKEN, [key(70), ESCROW]))
    rows = (entry(LATER, 9), entry("failed", 8, failed=True), entry(SIGNATURE, 5))
    reading = read(page(*rows), dust, create(LATER), answer(ask.account(CONTRACT), account(STREAMFLOW, stream(escrow=ESCROW))))
    assert judged(reading)[ESCROW].state == "locked"
    assert ask.transaction("failed") not in questions(reading, OF, AMOUNTS, ACCOUNTS)


@pytest.mark.parametrize(
    "reading",
    [
        read(),
        read(refusal(ask.signatures(ESCROW, limit=PAGE))),
        read(page()),
        read(page(entry(SIGNATURE, 5))),
        read(page(entry(SIGNATURE, 5)), moved(SIGNATURE, (STREAMFLOW, [CONTRACT, ESCROW]), failed=True)),
        read(page(entry(SIGNATURE, 5)), moved(SIGNATURE, (key(71), [CONTRACT, ESCROW]))),
        read(page(entry(SIGNATURE, 5)), create()),
        read(page(entry(SIGNATURE, 5)), create(), answer(ask.account(CONTRACT), {"context": {"slot": 1}, "value": None})),
        streamed(stream(escrow=key(72))),
        streamed(stream(escrow=ESCROW), program=key(73)),
        streamed(b""),
    ],
    ids=[
        "nothing asked",
        "page refused",
        "empty page",
        "transaction missing",
        "transaction without effect",
        "another program's call",
        "contract not read",
        "contract gone",
        "contract of another escrow",
        "contract of another program",
        "no contract",
    ],
)
def test_an_escrow_whose_contract_was_not_read_is_unclassified_never_locked(reading):
    found = judged(reading)[ESCROW]
    assert (found.state, found.amount, found.until) == ("unread", 0, None)
    assert (class_of(found).kind, class_of(found).sub) == ("unclassified", "escrow")


@pytest.mark.parametrize(
    ("data", "at", "state"),
    [
        (jupiter(cancel=1), 0, "revocable"),
        (jupiter(cancel=2), 0, "revocable"),
        (jupiter(cancelled=9, cancel=1), 0, "released"),
        (jupiter(), 1200, "released"),
        (jupiter(), None, "undated"),
        (jupiter()[:40] + base58.decode(key(74)) + jupiter()[72:], 0, "foreign"),
        (jupiter()[:-1], 0, "unread"),
        (bytes.fromhex("fdd1dc6bcebf479e") + bytes(272), 0, "unread"),  # RootEscrow: funds for contracts yet to be made
    ],
)
def test_what_a_contract_does_not_hold_back_for_certain_is_not_locked(data, at, state):
    found = judged(read(), at, {LOCKER: 150}, {LOCKER: at_rest(JUPITER_LOCK, data)})[LOCKER]
    assert (found.state, found.amount, class_of(found).kind, class_of(found).counts) == (state, 0, "unclassified", True)


@pytest.mark.parametrize("change", [{"flags": b"\1" + bytes(5)}, {"flags": b"\0\1" + bytes(4)}, {"rate": True}])
def test_a_stream_its_parties_can_cancel_or_change_is_not_locked(change):
    found = judged(streamed(stream(escrow=ESCROW, **change)))[ESCROW]
    assert (found.state, found.amount) == ("revocable", 0)
    assert OTHER in class_of(found).reason or USER in class_of(found).reason


def test_tokens_beyond_the_schedule_are_not_locked():
    found = judged(read(), 0, {LOCKER: 1000}, {LOCKER: at_rest(JUPITER_LOCK, jupiter())})[LOCKER]
    assert (found.amount, found.balance) == (150, 1000)
    assert class_of(found).reason.endswith("; 15 % of the balance is still held back")


def test_reasons_name_the_beneficiary_and_the_days():
    schedule = (20_000 * DAY, 10 * DAY, 0, 15, 10)
    found = judged(read(), 0, {LOCKER: 150}, {LOCKER: at_rest(JUPITER_LOCK, jupiter(schedule=schedule))})[LOCKER]
    assert class_of(found).reason == f"Jupiter Lock contract for {USER}: nothing before 2024-10-04, the last on 2025-01-12"
    once = judged(read(), 0, {LOCKER: 150}, {LOCKER: at_rest(JUPITER_LOCK, jupiter(schedule=(20_000 * DAY, 1, 150, 0, 0)))})
    assert class_of(once[LOCKER]).reason == f"Jupiter Lock contract for {USER}: all of it on 2024-10-04"
    far = judged(read(), 0, {LOCKER: 150}, {LOCKER: at_rest(JUPITER_LOCK, jupiter(schedule=(2**64 - 1, 1, 150, 0, 0)))})
    assert "after the year 9999" in class_of(far[LOCKER]).reason


def test_other_owners_are_left_to_the_ordinary_classes():
    accounts: dict[Wallet, Account | None] = {
        key(80): None,
        key(81): at_rest(SYSTEM, b""),
        key(82): at_rest(key(9), jupiter()),
        key(83): token(key(84)),
        key(85): token(key(85), mint=key(86)),
    }
    amounts = dict.fromkeys([*accounts, key(87)], 5)
    assert locks(read(), OF, amounts, accounts, 0) == {}
    assert questions(read(), OF, amounts, accounts) == []


def test_an_account_of_streamflow_itself_is_no_escrow_with_a_schedule():
    found = judged(read(), 0, {CONTRACT: 5}, {CONTRACT: at_rest(STREAMFLOW, stream())})
    assert found[CONTRACT].state == "unread"


def test_only_the_largest_escrows_are_followed_and_the_number_of_questions_is_bounded():
    contracts = [key(100 + n) for n in range(9)]
    escrows = [streamflow_escrow(contract) for contract in contracts]
    amounts = {escrow: 10 + n for n, escrow in enumerate(escrows)}
    accounts = {escrow: token(escrow) for escrow in escrows}
    assert questions(read(), OF, amounts, accounts) == [ask.signatures(e, limit=PAGE) for e in escrows[: -ESCROWS - 1 : -1]]
    answers = []
    for n, (contract, escrow) in enumerate(zip(contracts, escrows, strict=True)):
        first, last = base58.encode(bytes([3, n]) * 32), base58.encode(bytes([4, n]) * 32)
        answers += [
            page(entry(last, 9), entry(first, 5), escrow=escrow),
            create(first, contract, escrow),
            create(last, contract, escrow),
        ]
    assert len(questions(read(*answers), OF, amounts, accounts)) == CALLS
    assert set(locks(read(*answers), OF, amounts, accounts, 0)) == set(escrows)


@given(
    st.binary(max_size=1200),
    st.sampled_from([JUPITER_LOCK, STREAMFLOW, SPL_TOKEN, TOKEN_2022]),
    st.integers(0, 2**40) | st.none(),
)
def test_no_account_raises_and_every_reason_may_be_said(data, program, at):
    for content in (data, (jupiter()[:8] + data).ljust(296, b"\0")[:296], token(ESCROW).data + data):
        for found in locks(read(), OF, {ESCROW: 7}, {ESCROW: at_rest(program, content)}, at).values():
            assert 0 <= found.amount <= found.balance
            assert (class_of(found).kind == "locked") == (found.amount > 0)
            assert_speakable(class_of(found).reason)
