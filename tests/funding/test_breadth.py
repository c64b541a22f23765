"""Services are told from private payers by whom they pay and when, without a label; labels only add."""

import pytest

from reporter.decode.addresses import is_on_curve
from reporter.decode.reading import Entry
from reporter.funding.breadth import HUB, PRIVATE, SUSPECTED, UNREAD, Breadth, Suspect, breadth, plan
from reporter.funding.habits import chosen, spread
from reporter.model.ids import Wallet
from reporter.model.labels import Label, Labels
from reporter.simulator.answering import answer_from
from reporter.simulator.funding.programs import pool_of
from tests.funding.scene import RULES, Scene

NONE = Labels("none", "", {})
DAY = 86_400


def suspect(scene: Scene, address: Wallet, touches: list[str], buyers: list[Wallet], balance: int | None = None) -> Suspect:
    found = [scene.world.ledger.by_signature[scene.signatures[touch]] for touch in touches]
    newest = max(found, key=lambda landed: landed.slot)
    since = min(landed.time or 0 for landed in found)
    return Suspect(address, newest.signature, newest.time, 400_000_000, balance, frozenset(buyers), since)


def judged(scene: Scene, who: Suspect, labels: Labels = NONE, *, most: int = 10_000) -> tuple[Breadth, int]:
    asked = 0
    while wanted := plan(scene.reading, who, labels, RULES):
        for question in wanted:
            if asked >= most:
                return breadth(scene.reading, who, who.buyers, labels, RULES), asked
            assert scene._node is not None
            scene.answers.add(answer_from(scene._node, question))
            asked += 1
    return breadth(scene.reading, who, who.buyers, labels, RULES), asked


def paying(
    name: str, strangers: int, days: float, buyers: int, *, apart: float = 40.0, size: float = 0.4
) -> tuple[Scene, Suspect]:
    """An address that pays strangers at random over some days, and buyers at the end."""
    scene = Scene(3)
    scene.wallet(name, 100_000)
    for n in range(strangers):
        scene.pay(f"s{n}", 40 * DAY - scene.world.draw.uniform(60, days * DAY), name, f"stranger {n}", size)
    for n in range(buyers):
        scene.pay(f"b{n}", 40 * DAY + n * apart, name, f"buyer {n}", 0.4)
    scene.play()
    return scene, suspect(
        scene, scene.wallet(name), [f"b{n}" for n in range(buyers)], [scene.wallet(f"buyer {n}") for n in range(buyers)]
    )


def test_an_exchange_of_three_hundred_payouts_is_a_hub():
    verdict, asked = judged(*paying("exchange", 300, 30, 6))
    assert verdict.verdict == HUB
    assert verdict.estimated > RULES.limits.hub_recipients
    assert asked <= 1 + RULES.hubs.sample * 4 // 3
    assert "recipients in a sample of" in verdict.reason


def test_a_private_funder_of_seventy_is_private_even_with_a_life_of_its_own():
    verdict, _ = judged(*paying("funder", 12, 20, 70))
    assert (verdict.verdict, verdict.private) == (PRIVATE, True)


def test_hundreds_of_dust_payments_make_no_service():
    verdict, _ = judged(*paying("funder", 150, 20, 20, size=0.0009))
    assert (verdict.verdict, verdict.strangers) == (PRIVATE, 0)


def test_the_pace_of_a_service_spares_the_sample():
    verdict, asked = judged(*paying("exchange", 700, 0.9, 4))
    assert (verdict.verdict, asked) == (HUB, 1)
    assert verdict.a_day > RULES.limits.hub_signatures_a_day


def test_a_payroll_in_one_burst_is_a_hub_and_an_operators_earlier_groups_are_not():
    def world(*, earlier: bool) -> tuple[Scene, Suspect]:
        scene = Scene(4)
        scene.wallet("payer", 100_000)
        for n in range(160):
            scene.pay(f"s{n}", (20 + n // 40 * 4 if earlier else 40) * DAY - 900 + n * 5, "payer", f"stranger {n}", 0.4)
        for n in range(10):
            scene.pay(f"b{n}", 40 * DAY - 450 + n * 20.5, "payer", f"buyer {n}", 0.4)
        scene.play()
        return scene, suspect(
            scene, scene.wallet("payer"), [f"b{n}" for n in range(10)], [scene.wallet(f"buyer {n}") for n in range(10)]
        )

    assert judged(*world(earlier=False))[0].verdict in {HUB, SUSPECTED}
    assert judged(*world(earlier=True))[0].verdict == PRIVATE


def test_so_much_money_in_one_wallet_is_suspected():
    scene, who = paying("rich", 3, 20, 4)
    rich = Suspect(who.address, who.before, who.time, who.typical, RULES.limits.hub_lamports, who.buyers, who.since)
    verdict, _ = judged(scene, rich)
    assert verdict.verdict == SUSPECTED
    assert "SOL before the payment" in verdict.reason


def test_a_label_needs_no_question_and_its_absence_raises_nothing():
    scene, who = paying("exchange", 0, 30, 4)
    label = Label(who.address, "Somewhere", "exchange", "a list", "2026-01-01", "public")
    verdict, asked = judged(scene, who, Labels("one", "", {who.address: label}))
    assert (verdict.verdict, verdict.label, asked) == (HUB, "Somewhere", 0)
    assert judged(scene, who)[0].verdict == PRIVATE


def test_an_account_of_a_program_links_nobody():
    scene, who = paying("funder", 0, 30, 4)
    vault = pool_of("vault")
    assert not is_on_curve(vault)
    verdict, asked = judged(scene, Suspect(vault, who.before, who.time, 1, None, who.buyers))
    assert (verdict.verdict, asked) == (HUB, 0)


@pytest.mark.parametrize("most", [0, 1, 10])
def test_what_was_not_read_is_not_called_private(most):
    scene, who = paying("funder", 12, 20, 30)
    verdict, _ = judged(scene, who, most=most)
    assert (verdict.verdict, verdict.private) == (UNREAD, False)


def entries(*times: float) -> list[Entry]:
    return [Entry(f"s{n}", n, int(time), failed=False) for n, time in enumerate(times)]


def test_round_the_clock_is_told_from_bursts():
    clock = entries(*(n * 2 * 3600 for n in range(300)))
    bursts = entries(*(n // 60 * 5 * DAY + n for n in range(300)))
    assert spread(clock, 6) > 0.9
    assert spread(bursts, 6) < 0.05
    assert spread(entries(*range(0, 3000, 10)), 6) == 0.0
    assert spread(entries(*range(0, 3000, 10)), None) == 1.0


def test_a_sample_is_made_of_runs_over_the_whole_period():
    rows = entries(*range(1000))
    runs = chosen(rows, 24, 4)
    assert [len(run) for run in runs] == [4] * 6
    assert runs[0][0] == rows[0]
    assert runs[-1][-1] == rows[-1]
    assert chosen(rows[:10], 24, 4) == [rows[:10]]
    assert chosen([], 24, 4) == []


def test_the_score_rises_with_the_strangers_paid_and_stays_on_its_verdicts_side():
    scores = [judged(*paying("payer", strangers, 30, 6))[0] for strangers in (0, 20, 60, 300)]
    assert [one.score for one in scores] == sorted(one.score for one in scores)
    assert scores[0].score < 0.1
    for one in scores:
        assert one.score <= 0.5 if one.private else one.score >= 0.5
    assert scores[-1].score == 1.0
