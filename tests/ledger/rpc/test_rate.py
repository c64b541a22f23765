"""The bucket on a clock that the test turns."""

import pytest

from reporter.ledger.rpc.rate import FASTEST, INITIAL, LONGEST_PAUSE, SLOWEST, Rate


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


def bucket(clock: Clock, most: float | None = None) -> Rate:
    return Rate(most=most, initial=INITIAL, clock=clock, sleep=clock.sleep)


async def test_calls_are_spread_at_the_given_rate() -> None:
    clock = Clock()
    rate = bucket(clock, most=10)
    for _ in range(101):
        await rate.take(1)
    assert clock.now == pytest.approx(110, abs=0.01)


async def test_a_batch_goes_out_whole_and_is_paid_for_after() -> None:
    clock = Clock()
    rate = bucket(clock, most=10)
    await rate.take(50)
    assert clock.now == 100
    await rate.take(1)
    assert clock.now == pytest.approx(105)


async def test_the_rate_grows_until_the_first_complaint_then_halves_and_recovers_slowly() -> None:
    clock = Clock()
    rate = bucket(clock)
    rate.answered(40)
    assert rate.per_second == INITIAL + 10
    rate.complained(None)
    assert rate.per_second == 9
    rate.answered(50)
    assert rate.per_second == 10


async def test_complaints_of_requests_in_flight_together_count_once() -> None:
    clock = Clock()
    rate = bucket(clock)
    for _ in range(4):
        rate.complained(None)
    assert rate.per_second == INITIAL / 2
    clock.now += 2
    rate.complained(None)
    assert rate.per_second == INITIAL / 4


async def test_the_rate_stays_within_its_bounds() -> None:
    clock = Clock()
    rate = bucket(clock)
    rate.answered(10**6)
    assert rate.per_second == FASTEST
    for _ in range(30):
        clock.now += 2
        rate.complained(None)
    assert rate.per_second == SLOWEST
    slow = bucket(clock, most=0.1)
    slow.complained(None)
    assert slow.per_second == 0.1


async def test_the_users_limit_is_never_exceeded() -> None:
    rate = bucket(Clock(), most=5)
    rate.answered(1000)
    assert rate.per_second == 5


@pytest.mark.parametrize(("asked", "kept"), [(7.5, 7.5), (3600, LONGEST_PAUSE), (0, 0)])
async def test_a_named_pause_is_kept_up_to_a_minute(asked: float, kept: float) -> None:
    clock = Clock()
    rate = bucket(clock)
    rate.complained(asked)
    await rate.take(1)
    assert clock.now == pytest.approx(100 + kept)
