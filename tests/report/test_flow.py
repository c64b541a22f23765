"""The funding flow: money goes from left to right, each payment once, with its signatures."""

import msgspec

from reporter.model.report import PathHop
from reporter.report.flow import money_flow, path, witness
from tests.report.factory import BUNDLED, COUPLE, FUNDER, FUNDER_B, SPONSORED, STRANGERS, bare_report, make_report, signature


def test_payers_stand_left_of_those_they_paid():
    flow = money_flow(make_report())
    x = {stop.id: stop.x for stop in flow.stops}
    assert {*SPONSORED, *BUNDLED, FUNDER, FUNDER_B} == set(x)
    assert all(x[payment.source] < x[payment.target] for payment in flow.payments)
    assert (flow.columns, flow.rows, flow.left_out) == (2, 8, 0)


def test_buyers_whose_money_was_not_followed_are_counted():
    assert money_flow(make_report()).without == len(COUPLE) + 3
    assert money_flow(make_report(), STRANGERS).stops == []


def test_a_payment_carries_its_amount_and_signatures():
    flow = money_flow(make_report(), SPONSORED[:1])
    [payment] = flow.payments
    assert (payment.source, payment.target, payment.amount) == (FUNDER, SPONSORED[0], 2_000_000_000)
    assert payment.signatures == [signature(f"fund {SPONSORED[0]}")]


def test_a_longer_way_has_a_column_for_each_payment():
    report = make_report()
    buyer = next(row for row in report.early_buyers if row.wallet == SPONSORED[0])
    assert buyer.funding is not None
    first = PathHop(signature("first"), FUNDER_B, FUNDER, "5", "transfer", FUNDER_B, [FUNDER_B], 7)
    longer = msgspec.structs.replace(buyer, funding=msgspec.structs.replace(buyer.funding, path=[first, *path(buyer)]))
    flow = money_flow(msgspec.structs.replace(report, early_buyers=[longer]))
    assert [(stop.id, stop.x) for stop in flow.stops] == [(FUNDER_B, 0.0), (FUNDER, 0.5), (SPONSORED[0], 1.0)]
    assert flow.stops[0].time == 7


def test_heights_stay_on_the_picture_and_apart_in_a_column():
    flow = money_flow(make_report())
    assert all(0 < stop.y < 1 for stop in flow.stops)
    assert len({(stop.x, stop.y) for stop in flow.stops}) == len(flow.stops)


def test_the_witness_of_a_wallet_is_its_own_path_or_one_it_lies_on():
    report = make_report()
    own = witness(report, BUNDLED[1])
    through = witness(report, FUNDER_B)
    assert own is not None
    assert through is not None
    assert own.wallet == BUNDLED[1]
    assert path(through)[0].source == FUNDER_B
    assert witness(report, STRANGERS[9]) is None


def test_a_report_without_buyers_has_an_empty_flow():
    flow = money_flow(bare_report())
    assert (flow.stops, flow.payments, flow.columns) == ([], [], 0)
