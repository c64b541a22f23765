"""Lock contracts. All contract bytes here are synthetic, laid out as the programs' interfaces say; none was recorded."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import lockers
from reporter.decode.addresses import associated_token, derive, is_on_curve
from reporter.decode.lockers import Lock, jupiter_escrow, jupiter_lock, streamflow, streamflow_escrow
from reporter.decode.meteora_accounts import base_locker
from tests.decode.locker_bytes import TAG, jupiter, stream
from tests.decode.pumpfun_bytes import MINT, OTHER, USER, key, pack
from tests.decode.recordings import transaction


def test_a_jupiter_contract_is_read_whole() -> None:
    data = jupiter()
    assert len(data) == 296
    assert jupiter_lock(data) == Lock(
        program=lockers.JUPITER_LOCK,
        mint=MINT,
        creator=OTHER,
        beneficiary=USER,
        escrow=None,
        total=150,
        claimed=7,
        cliff=1000,
        cliff_amount=50,
        since=1000,
        period=10,
        per_period=5,
        end=1200,
        cancellable_by=(),
        changeable_by=None,
        stopped=False,
    )


def test_a_streamflow_contract_is_read_whole() -> None:
    data = stream()
    assert (data.find(b"name"), len(data)) == (463, 1104)
    assert data.index(pack(MINT)) == 177  # the offset the vendor searches contracts of a mint by
    assert streamflow(data) == Lock(
        program=lockers.STREAMFLOW,
        mint=MINT,
        creator=OTHER,
        beneficiary=USER,
        escrow=key(40),
        total=150,
        claimed=7,
        cliff=1000,
        cliff_amount=50,
        since=1000,
        period=10,
        per_period=5,
        end=1200,
        cancellable_by=(),
        changeable_by=None,
        stopped=False,
    )


@pytest.mark.parametrize("lock", [jupiter_lock(jupiter()), streamflow(stream())], ids=["jupiter", "streamflow"])
@pytest.mark.parametrize(
    ("at", "held"), [(0, 150), (999, 150), (1000, 100), (1009, 100), (1010, 95), (1199, 5), (1200, 0), (2**40, 0)]
)
def test_both_release_by_the_same_schedule(lock: Lock | None, at: int, held: int) -> None:
    assert lock is not None
    assert lock.held_back(at) == held
    assert lock.released(at) == 150 - held


@pytest.mark.parametrize(("mode", "who"), [(0, ()), (1, (OTHER,)), (2, (USER,)), (3, (OTHER, USER))])
def test_whoever_may_cancel_a_jupiter_contract_is_named(mode: int, who: tuple[str, ...]) -> None:
    lock = jupiter_lock(jupiter(cancel=mode))
    assert lock is not None
    assert lock.cancellable_by == who


@pytest.mark.parametrize(
    ("flags", "rate", "who", "changer"),
    [
        (b"\1\0\0\0\0\0", False, (OTHER,), None),
        (b"\0\1\0\0\0\0", False, (USER,), None),
        (b"\1\1\1\1\1\1", False, (OTHER, USER), None),
        (b"\0\0\1\1\1\1", False, (), None),
        (bytes(6), True, (), OTHER),
    ],
)
def test_whoever_may_cancel_or_change_a_stream_is_named(
    flags: bytes, rate: bool, who: tuple[str, ...], changer: str | None
) -> None:
    lock = streamflow(stream(flags=flags, rate=rate))
    assert lock is not None
    assert (lock.cancellable_by, lock.changeable_by) == (who, changer)


@pytest.mark.parametrize(
    "lock", [jupiter_lock(jupiter(cancelled=5)), streamflow(stream(cancelled=5)), streamflow(stream(closed=True))]
)
def test_a_cancelled_or_closed_contract_holds_nothing_back(lock: Lock | None) -> None:
    assert lock is not None
    assert lock.stopped
    assert lock.held_back(0) == 0


@pytest.mark.parametrize(
    "schedule", [(1000, 0, 150, 5, 0), (1000, 10, 150, 0, 20), (1000, 0, 50, 5, 20), (1000, 10, 150, 5, 0)]
)
def test_a_jupiter_contract_without_periods_holds_nothing_back_after_the_cliff(schedule: tuple[int, ...]) -> None:
    lock = jupiter_lock(jupiter(schedule=schedule))
    assert lock is not None
    assert (lock.total, lock.end, lock.held_back(999), lock.held_back(1000)) == (150, 1000, 150, 0)


def test_a_stream_without_a_period_holds_nothing_back_after_the_cliff() -> None:
    lock = streamflow(stream(schedule=(900, 150, 0, 5, 1000, 50)))
    assert lock is not None
    assert (lock.held_back(999), lock.held_back(1000)) == (150, 0)


def test_a_changed_rate_counts_from_the_change_and_a_missing_cliff_from_the_start() -> None:
    changed = streamflow(stream(changed=(1100, 120)))
    assert changed is not None
    assert (changed.held_back(1100), changed.held_back(1110)) == (30, 25)
    plain = streamflow(stream(schedule=(900, 150, 10, 5, 0, 0)))
    assert plain is not None
    assert (plain.cliff, plain.held_back(899), plain.held_back(910)) == (900, 150, 145)


def test_a_streams_end_releases_what_its_rate_would_not() -> None:
    slow = streamflow(stream(schedule=(900, 150, 10, 0, 1000, 0), end=1200))
    assert slow is not None
    assert (slow.held_back(1199), slow.held_back(1200)) == (150, 0)


def test_escrow_addresses_are_derived_and_nobody_can_sign_for_them() -> None:
    assert jupiter_escrow(base_locker(MINT)) == derive(lockers.JUPITER_LOCK, b"escrow", pack(base_locker(MINT)))
    assert streamflow_escrow(MINT) == derive(lockers.STREAMFLOW, b"strm", pack(MINT))
    assert not is_on_curve(streamflow_escrow(MINT))
    assert not is_on_curve(jupiter_escrow(MINT))


def test_the_keeper_of_locked_cpmm_liquidity_is_the_derived_one_and_the_one_recorded() -> None:
    assert derive(lockers.RAYDIUM_LOCK, b"lock_cp_authority_seed") == lockers.RAYDIUM_CPMM_KEEPER
    kept = [change for change in transaction("3EAWtyqZ").tokens if change.owner == lockers.RAYDIUM_CPMM_KEEPER]
    assert [(change.mint, change.pre, change.post) for change in kept] == [
        ("7brTc4THdceJCukck1NFNbMP8f5TvmkmQkS7dMNEFHyJ", 0, 249_494_556_926)
    ]
    assert kept[0].account == associated_token(lockers.RAYDIUM_CPMM_KEEPER, kept[0].mint)


@pytest.mark.parametrize("data", [b"", TAG, jupiter()[:-1], jupiter() + b"\0", b"\0" * 296, stream()[:703]])
def test_other_accounts_are_no_contracts(data: bytes) -> None:
    assert jupiter_lock(data) is None
    assert streamflow(data) is None


@given(st.binary(max_size=1200), st.integers(0, 2**64))
def test_no_bytes_raise_and_no_contract_releases_more_than_it_has(data: bytes, at: int) -> None:
    for lock in (jupiter_lock((TAG + data)[:296]), streamflow(data), streamflow(data.ljust(1104, b"\0"))):
        assert lock is None or 0 <= lock.held_back(at) <= lock.total


@given(st.lists(st.integers(0, 2**64 - 1), min_size=6, max_size=6), st.integers(0, 2**64), st.integers(0, 2**64))
def test_what_is_held_back_never_grows(numbers: list[int], early: int, late: int) -> None:
    early, late = sorted((early, late))
    schedule = struct.pack("<6Q", *numbers)
    found = (jupiter_lock(jupiter()[:144] + schedule + jupiter()[192:]), streamflow(stream()[:409] + schedule + stream()[457:]))
    for lock in found:
        assert lock is not None
        assert lock.held_back(early) >= lock.held_back(late)
        assert lock.held_back(lock.end) == 0
