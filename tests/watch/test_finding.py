"""Launches are read from transactions, marks move past what was read, and policies decide what is asked for."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.errors import EndpointError, InputError
from reporter.ledger.rpc import RpcSource
from reporter.model import questions
from reporter.simulator.hour import Hour
from reporter.simulator.world import HOUR
from reporter.watch.finder import Finder
from reporter.watch.launches import Launch, read
from reporter.watch.notices import Notice
from reporter.watch.policy import Policy
from reporter.watch.register import Register
from reporter.watch.sender import Sender
from reporter.watch.tally import Tally
from reporter.watch.targets import TARGETS
from tests.watch.live import CountingDesk, Live, live, register_at

PUMP = TARGETS["pumpfun"]


def finder(
    world: Live, register: Register, *, policy: Policy | None = None, pages: int = 500
) -> tuple[Finder, Tally, RpcSource]:
    tally, source = Tally(), RpcSource([world.node.url], backoff=0.01, lag=0.01, retries=1)
    return Finder(PUMP, source, register, policy or Policy(), tally, world.now, pages=pages), tally, source


async def test_a_notice_is_not_believed_and_its_transaction_is(played: Hour, tmp_path: Path) -> None:
    made = next(made for made in played.launches if made.platform == "pumpfun")
    other = next(made for made in played.launches if made.platform == "bonk")
    lying = ("Program log: Instruction: CreateV2",)
    mention = [one for one in played.ledger.history[PUMP.address] if one.error is None and len(one.keys) < 6]
    assert mention, "the hour holds payments that only mention the account"
    with live(played) as world:
        await world.play(played.start + HOUR, steps=1)
        found, tally, source = finder(world, register_at(tmp_path))
        for signature in (other.signature, mention[0].signature, "1" * 88):
            await found.hear([Notice(PUMP.address, signature, 1, failed=False, logs=lying)])
        assert tally.found == 0
        await found.hear([Notice(PUMP.address, made.signature, 1, failed=False, logs=())] * 3)
        await source.aclose()
    assert tally.found == 1


async def test_what_the_ledger_gives_out_late_holds_the_mark_until_it_is_given_up(played: Hour, tmp_path: Path) -> None:
    with live(played, faults={"lost": 0.3}) as world:
        register = register_at(tmp_path)
        found, tally, source = finder(world, register)
        await found.sweep()
        started = register.mark(PUMP.address)
        await world.play(played.start + HOUR, steps=1)
        for _ in range(4):
            await found.sweep()
        held = register.mark(PUMP.address)
        assert tally.unreadable == 0
        await found.sweep()
        await source.aclose()
    made = [made for made in played.launches if made.platform == "pumpfun"]
    drawn = [int.from_bytes(hashlib.sha256(one.signature.encode()).digest()[:8]) < 0.3 * 2**64 for one in made]
    assert tally.found == drawn.count(False)
    assert tally.unreadable >= drawn.count(True) > 0
    assert started is not None
    assert held is not None
    assert held < made[drawn.index(True)].slot
    assert register.mark(PUMP.address) == max(one.slot for one in played.ledger.history[PUMP.address])


async def test_a_stretch_longer_than_the_page_limit_is_told_as_a_gap(
    played: Hour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(questions, "PAGE", 10)
    register = register_at(tmp_path)
    register.advance(PUMP.address, 0)
    with live(played) as world:
        await world.play(played.start + HOUR, steps=1)
        found, tally, source = finder(world, register, pages=2)
        await found.sweep()
        await source.aclose()
    newest = played.ledger.history[PUMP.address][-20:]
    created = {made.signature for made in played.launches}
    assert tally.gaps == 1
    assert "older launches are left out" in caplog.text
    assert tally.found == sum(one.signature in created for one in newest)
    assert register.mark(PUMP.address) == newest[-1].slot


async def test_reading_page_by_page_finds_what_one_page_finds(
    played: Hour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "PAGE", 7)
    monkeypatch.setattr("reporter.watch.finder._STRETCH", 3)
    register = register_at(tmp_path)
    register.advance(PUMP.address, 0)
    with live(played) as world:
        await world.play(played.start + HOUR, steps=1)
        found, tally, source = finder(world, register)
        await found.sweep()
        await source.aclose()
    assert tally.found == sum(made.platform == "pumpfun" for made in played.launches)
    assert register.mark(PUMP.address) == played.ledger.history[PUMP.address][-1].slot


async def test_a_page_that_is_refused_moves_no_mark(played: Hour, tmp_path: Path) -> None:
    register = register_at(tmp_path)
    register.advance(PUMP.address, 5)
    with live(played, faults={"refused": frozenset({"getSignaturesForAddress"})}) as world:
        found, tally, source = finder(world, register)
        with pytest.raises(EndpointError):
            await found.sweep()
        await source.aclose()
    assert register.mark(PUMP.address) == 5
    assert tally.sweeps == 0


async def test_the_launches_read_are_those_of_the_platform_with_their_slots(played: Hour) -> None:
    with live(played) as world:
        await world.play(played.start + HOUR, steps=1)
        source = RpcSource([world.node.url])
        signatures = [made.signature for made in played.launches]
        got = await read(source, PUMP, signatures)
        await source.aclose()
    assert {(one.mint, one.signature, one.slot) for one in got.launches} == {
        (made.mint, made.signature, made.slot) for made in played.launches if made.platform == "pumpfun"
    }
    assert (got.absent, got.undecodable) == (frozenset(), frozenset())


def launch(number: int, time: int = 0) -> Launch:
    return Launch(f"mint{number:040d}", "pumpfun", f"{number}", number, time or number)


def noted(register: Register, count: int) -> None:
    for number in range(1, count + 1):
        assert register.note(launch(number), 0.0, taken=True)


async def test_the_newest_are_asked_for_first_and_never_more_than_may_wait(tmp_path: Path) -> None:
    register, desk, tally = register_at(tmp_path), CountingDesk(taken=2), Tally()
    noted(register, 10)
    sender = Sender(register, desk, Policy(most_waiting=3), tally, lambda: 1e9, lambda _launch, _job: None)
    await sender.send()
    assert desk.order == [launch(n).mint for n in (10, 9, 8)]
    await sender.send()
    assert desk.order[3:] == [launch(n).mint for n in (7, 6)]
    assert desk.longest == 3
    assert register.counts() == {"held": 5, "enqueued": 5}


async def test_what_is_not_held_is_dropped_oldest_first_with_a_count(tmp_path: Path) -> None:
    register, desk, tally = register_at(tmp_path), CountingDesk(taken=0), Tally()
    noted(register, 10)
    sender = Sender(register, desk, Policy(most_waiting=2, most_held=3), tally, lambda: 1e9, lambda _launch, _job: None)
    await sender.send()
    assert register.counts() == {"enqueued": 2, "held": 3, "dropped": 5}
    assert tally.dropped == 5
    assert [one.slot for one in register.ready(1e9, 10)] == [8, 7, 6]


async def test_a_launch_waits_until_it_is_old_enough(tmp_path: Path) -> None:
    register, desk, now = register_at(tmp_path), CountingDesk(), [100.0]
    register.note(launch(1, time=90), now[0], taken=True)
    register.note(Launch("without time".ljust(32, "x"), "bonk", "2", 2, None), now[0], taken=True)
    sender = Sender(register, desk, Policy(delay=60), Tally(), lambda: now[0], lambda _launch, _job: None)
    asked = []
    for moment in (100.0, 149.0, 150.0, 159.0, 160.0):
        now[0] = moment
        await sender.send()
        asked.append(len(desk.order))
    assert asked == [0, 0, 1, 1, 2]


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_launch_on_its_way_when_the_watcher_was_killed_is_asked_for_once(tmp_path: Path, arrived: bool) -> None:
    register, desk = register_at(tmp_path), CountingDesk()
    noted(register, 1)
    assert register.claim(launch(1))
    if arrived:
        desk.request(launch(1).mint)
    again, told = register_at(tmp_path), list[str]()
    sender = Sender(again, desk, Policy(), Tally(), lambda: 1e9, lambda _launch, job: told.append(job))
    await sender.recover()
    await sender.send()
    assert desk.asked == {launch(1).mint: 1}
    assert again.counts() == {"enqueued": 1}
    assert len(told) == 1


def test_two_watchers_on_one_database_take_a_launch_once(tmp_path: Path) -> None:
    one, other = register_at(tmp_path), register_at(tmp_path)
    assert [one.note(launch(1), 0.0, taken=True), other.note(launch(1), 0.0, taken=True)] == [True, False]
    assert [one.claim(launch(1)), other.claim(launch(1))] == [True, False]
    assert one.salt == other.salt


def test_a_mark_never_moves_back_and_forgetting_spares_what_is_open(tmp_path: Path) -> None:
    register = register_at(tmp_path)
    register.advance(PUMP.address, 9)
    register.advance(PUMP.address, 4)
    assert register.mark(PUMP.address) == 9
    noted(register, 3)
    register.claim(launch(1))
    register.enqueued(launch(1), "job")
    register.forget("bonk", 100)
    assert register.counts() == {"enqueued": 1, "held": 2}
    register.forget("pumpfun", 3)
    assert register.counts() == {"held": 2}


@given(st.sampled_from([5.0, 25.0, 50.0, 100.0]), st.binary(min_size=32, max_size=32))
def test_a_sample_is_its_share_repeatable_and_depends_on_the_salt(share: float, salt: bytes) -> None:
    mints = [f"mint {number}" for number in range(2000)]
    taken = [mint for mint in mints if Policy(sample=share).takes(mint, salt)]
    assert abs(len(taken) / 20 - share) < 5
    assert taken == [mint for mint in mints if Policy(sample=share).takes(mint, salt)]
    if share < 100:
        assert taken != [mint for mint in mints if Policy(sample=share).takes(mint, bytes(byte ^ 1 for byte in salt))]


async def test_what_sampling_passes_over_is_written_down_and_counted(played: Hour, tmp_path: Path) -> None:
    register = register_at(tmp_path)
    register.advance(PUMP.address, 0)
    with live(played) as world:
        await world.play(played.start + HOUR, steps=1)
        found, tally, source = finder(world, register, policy=Policy(sample=50))
        await found.sweep()
        await source.aclose()
    made = sum(one.platform == "pumpfun" for one in played.launches)
    assert tally.found == made
    assert 0 < tally.passed < made
    assert register.counts() == {"held": made - tally.passed, "passed": tally.passed}


@pytest.mark.parametrize("rules", [{"sample": 0}, {"sample": 101}, {"delay": -1}, {"most_waiting": 0}, {"most_held": -1}])
def test_rules_that_make_no_sense_are_refused(rules: dict[str, int]) -> None:
    with pytest.raises(InputError):
        Policy(**rules)
