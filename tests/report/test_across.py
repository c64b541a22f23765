"""Wallets in several launches are set side by side with what they are there; services never are."""

import msgspec

from reporter.model.report import Report
from reporter.report.across import Part, roles, shared
from tests.report.factory import BUNDLED, CREATOR, EXCHANGE, FUNDER, SPONSORED, STRANGERS, address, bare_report, make_report

OTHER_MINT = address("other mint")


def parts(report: Report, wallet: str) -> list[Part]:
    return [role.part for role in roles(report).get(wallet, [])]


def test_each_wallet_has_its_parts_weightiest_first():
    report = make_report()
    assert parts(report, CREATOR) == ["creator", "holder"]
    assert parts(report, SPONSORED[0]) == ["member", "early_buyer", "holder"]
    assert parts(report, FUNDER) == ["context", "funder"]
    assert parts(report, STRANGERS[5]) == ["holder"]
    assert parts(report, EXCHANGE) == ["service"]


def test_a_name_alone_is_no_creator():
    report = make_report()
    assert report.creation is not None
    unsigned = msgspec.structs.replace(
        report, creation=msgspec.structs.replace(report.creation, creator_signed=False, payer=STRANGERS[0])
    )
    assert parts(unsigned, CREATOR)[0] == "named_creator"
    assert parts(unsigned, STRANGERS[0])[0] == "payer"


def test_a_funder_is_counted_by_the_buyers_it_paid():
    [role] = [role for role in roles(make_report())[FUNDER] if role.part == "funder"]
    assert role.count == len(SPONSORED)


def test_shared_wallets_are_those_with_a_part_in_two_launches_and_no_service():
    report = make_report()
    second = msgspec.structs.replace(
        report,
        mint=OTHER_MINT,
        entities=[],
        holders=[],
        early_buyers=[row for row in report.early_buyers if row.wallet in BUNDLED],
    )
    rows = shared([report, second])
    names = {row.wallet for row in rows}
    assert {CREATOR, *BUNDLED} <= names
    assert not {EXCHANGE, *SPONSORED, *STRANGERS} & names
    assert rows[0].wallet == CREATOR
    bundled = next(row for row in rows if row.wallet == BUNDLED[0])
    assert [[role.part for role in found] for found in bundled.roles] == [["member", "early_buyer", "holder"], ["early_buyer"]]


def test_reports_without_anything_share_nothing():
    assert shared([bare_report(), make_report()]) == []
    assert shared([make_report()]) == []
