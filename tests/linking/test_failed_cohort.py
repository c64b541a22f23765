"""Failed transactions as evidence: retries of a cohort, told from a market that fails for everybody."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from reporter.launch.order import Place
from reporter.launch.story import Failed
from reporter.linking.evidence import failed_cohort
from tests.linking.facts import RULES, bought, facts, paid, private, transaction

GROUP = ("a", "b", "c")
CROWD = tuple(f"o{n}" for n in range(30))


def failure(wallet: str, time: int) -> Failed:
    made = replace(transaction(f"failed {wallet}", [wallet], slot=time), error="custom 6004")
    return Failed(Place(time, 0, 0, made.signature, time), made)


def told(failures: Sequence[Failed]) -> Any:
    trades = [bought(w, transaction(f"buy {w}", [w], slot=100 + n)) for n, w in enumerate((*GROUP, *CROWD))]
    above = {w: {"funder": paid("funder", w, f"pay {w}")} for w in GROUP}
    known = facts(trades, upstream=above, breadth=[private("funder")])
    return type(known)(
        replace(known.story, failures=tuple(failures)), known.money, known.rules, known.background, known.barred, known.tables
    )


def test_buyers_of_one_payer_that_failed_together_are_told_with_their_failed_transactions():
    [found] = failed_cohort.find(told([failure(w, 90 + n) for n, w in enumerate(GROUP)]))
    assert found.members == {w: (f"failed {w}", f"buy {w}") for w in GROUP}
    assert (found.family, found.needed, found.opens_gate) == ("launch_timing", False, False)
    assert 0 < found.bits <= RULES.weights.failed_cohort


def test_a_market_that_fails_for_everybody_tells_nothing():
    assert failed_cohort.find(told([failure(w, 90) for w in (*GROUP, *CROWD)])) == []


def test_failures_at_different_times_and_failures_of_two_are_chance():
    apart = RULES.limits.failed_seconds * 3
    assert failed_cohort.find(told([failure(w, 90 + apart * n) for n, w in enumerate(GROUP)])) == []
    assert failed_cohort.find(told([failure(w, 90) for w in GROUP[:2]])) == []


def test_a_failed_transaction_somebody_else_signed_is_nobodys_try():
    made = failure("stranger", 90)
    assert failed_cohort.find(told([made, made, made])) == []
