"""Two reports on one mint are compared in words: every change is told once, with its reason, and the same from either side."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reporter.errors import InputError
from reporter.model.difference import Change, Difference
from reporter.model.report import Entity, Report
from reporter.report.diff import Step, by_reports, difference
from reporter.report.render import diff_text
from reporter.report.wording import assert_speakable
from tests.report.factory import (
    BUNDLED,
    COUPLE,
    EXCHANGE,
    HOSTILE,
    IDS,
    SPONSORED,
    STRANGERS,
    address,
    bare_report,
    hostile_report,
    make_report,
    partial_report,
)

OLD = make_report()
PROVEN, STRONG, POSSIBLE = OLD.entities
OPPOSITE = {"appeared": "gone", "gone": "appeared", "joined": "left", "left": "joined", "merged": "split", "split": "merged"}


def later(**changes: Any) -> Report:
    """The fixture as another snapshot of a ledger that moved on, everything else alike."""
    shot = replace(OLD.snapshot, slot=OLD.snapshot.slot + 9, pack_sha256="cd" * 32)
    return replace(OLD, snapshot=shot, **changes)


def chain(new: Report, old: Report = OLD) -> Difference:
    return difference(old, [Step(("chain",), new)])


def told(found: Difference, *kinds: str) -> list[Change]:
    return [change for change in found.changes if change.kind in kinds]


def entities(*groups: Entity) -> Report:
    return later(entities=list(groups))


def grouped(parts: list[list[str]]) -> Report:
    """The fixture with these groups and no other."""
    groups = [replace(STRONG, id=f"e-{min(part)}", wallets=sorted(part), roles={}, links=[]) for part in parts]
    return later(entities=groups)


def test_a_report_does_not_differ_from_itself():
    found = chain(OLD)
    assert found.changes == []
    assert "Nothing that is compared here differs" in diff_text.render(found)


def test_wallets_that_joined_and_left_are_named_in_one_sentence_each():
    new = replace(STRONG, id="e-new", wallets=sorted([*BUNDLED[1:], *STRANGERS[:2]]))
    found = chain(entities(PROVEN, new, POSSIBLE))
    [joined] = told(found, "joined")
    [left] = told(found, "left")
    assert sorted(joined.wallets) == sorted(STRANGERS[:2])
    assert joined.text.startswith("Now linked to the group of 2 wallets (F3xu…rxx6, Ln4a…oMA9), and not before: 2 wallets (")
    assert left.text == "No longer linked to the group of 2 wallets (F3xu…rxx6, Ln4a…oMA9): 1 wallet (EuXw…nsmk)."
    assert [(reason.causes, reason.to) for reason in joined.why] == [(["chain"], "in the group")]


def test_a_new_group_shows_the_transactions_behind_it_and_one_that_is_gone_is_no_proof_of_the_contrary():
    found = chain(OLD, entities(PROVEN, POSSIBLE))
    [appeared] = told(found, "appeared")
    assert appeared.wallets == STRONG.wallets
    proofs = [signature for link in STRONG.links for item in link.evidence for signature in item.signatures]
    assert appeared.signatures == list(dict.fromkeys(proofs))[:12]
    back = chain(entities(PROVEN, POSSIBLE))
    assert told(back, "gone")[0].text.endswith("were a group before (strong evidence) and are not now.")
    assert "no proof of the contrary" in " ".join(diff_text.render(back).split())


def test_possible_members_are_never_told_as_members():
    ring = replace(POSSIBLE, roles={"core": PROVEN.wallets})
    [appeared] = told(chain(entities(PROVEN, STRONG, ring), entities(PROVEN, STRONG)), "appeared")
    assert appeared.text.startswith("Possibly linked to the group of 5 wallets")
    assert "upper bound only" in appeared.text
    wider = replace(ring, id="e-wider", wallets=sorted([*ring.wallets, STRANGERS[0]]))
    [joined] = told(chain(entities(PROVEN, STRONG, wider), entities(PROVEN, STRONG, ring)), "joined")
    assert joined.text.startswith("Now possibly linked to the group of 5 wallets")


def test_merged_and_split_groups_are_told_as_such_and_their_members_not_again():
    one = replace(STRONG, id="e-one", wallets=sorted([*SPONSORED, *BUNDLED]))
    found = chain(entities(one, POSSIBLE))
    [merged] = told(found, "merged")
    assert sorted(merged.wallets) == sorted([*SPONSORED, *BUNDLED])
    assert told(found, "joined", "left", "appeared", "gone") == []
    [split] = told(chain(OLD, entities(one, POSSIBLE)), "split")
    assert split.text.startswith("What was one group is several now: 5 wallets (")


def test_another_tier_and_another_share_are_told():
    found = chain(entities(PROVEN, replace(STRONG, tier="proven", share_now="0.010000"), POSSIBLE))
    assert told(found, "tier")[0].text.endswith("strong evidence before, proven now.")
    assert told(found, "group_share")[0].text.endswith("held 7.0 % of the circulating supply before and holds 1.0 % now.")


def test_classes_holdings_buyers_and_services_are_told():
    moved = replace(OLD.holders[-1], wallet=address("newcomer"), amount="1", share="0.200000", class_="wallet")
    holders = [replace(row, class_="exchange") if row.wallet == STRANGERS[0] else row for row in OLD.holders]
    new = later(holders=[moved, *holders], early_buyers=OLD.early_buyers[2:], services=[])
    found = chain(new)
    assert f"{STRANGERS[0][:4]}…{STRANGERS[0][-4:]} was counted as wallet before and is counted as exchange now." in [
        change.text for change in told(found, "class")
    ]
    texts = [change.text for change in told(found, "holding")]
    assert any("among the holders: not listed before, 20.0 % now" in text for text in texts)
    assert told(found, "early_buyer")[0].text.startswith("No longer among the early buyers looked at: 2 wallets")
    assert told(found, "service")[0].wallets == [EXCHANGE]
    assert "links nobody" in told(found, "service")[0].text


def test_numbers_that_are_printed_alike_do_not_differ():
    metrics = replace(OLD.metrics, linked_at_least="0.270001")
    assert told(chain(later(metrics=metrics)), "measure") == []
    metrics = replace(OLD.metrics, linked_at_least="0.310000")
    [change] = told(chain(later(metrics=metrics)), "measure")
    assert (change.before, change.after) == ("27.0 %", "31.0 %")


def test_a_change_in_two_steps_has_two_reasons_with_the_value_between():
    between = replace(OLD, metrics=replace(OLD.metrics, linked_at_least="0.200000"))
    after = replace(OLD, metrics=replace(OLD.metrics, linked_at_least="0.100000"))
    found = difference(OLD, [Step(("rules",), between), Step(("labels",), between), Step(("chain", "reading"), after)])
    [change] = told(found, "measure")
    assert [(reason.causes, reason.to) for reason in change.why] == [(["rules"], "20.0 %"), (["chain", "reading"], "10.0 %")]
    assert (
        "Why: other rules or background rates (to 20.0 %); then not told apart: the ledger moved on between the snapshots, or"
        in " ".join(diff_text.render(found).split())
    )


def test_documents_alone_exclude_what_they_can_and_say_what_they_cannot():
    new = later(supply=replace(OLD.supply, locked="0"))
    [change] = told(by_reports(OLD, new), "supply")
    assert change.why[0].causes == ["labels", "chain"]
    same_slot = replace(new, snapshot=replace(new.snapshot, slot=OLD.snapshot.slot, rules="2026-12-24", program="9"))
    [change] = told(by_reports(OLD, same_slot), "supply")
    assert change.why[0].causes == ["program", "rules", "labels", "reading"]
    only_program = replace(new, snapshot=replace(OLD.snapshot, program="9"))
    [change] = told(by_reports(OLD, only_program), "supply")
    assert change.why[0].causes == ["program"]


def test_a_balance_in_both_lists_changed_with_the_ledger_whatever_else_was_read():
    rows = [replace(row, share="0.500000") if row.wallet == SPONSORED[0] else row for row in OLD.holders]
    found = difference(OLD, [Step(("chain", "reading"), later(holders=rows))])
    [change] = told(found, "holding")
    assert change.why[0].causes == ["chain"]


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(InputError, match="different mints"):
        by_reports(OLD, later(mint=address("other mint")))
    with pytest.raises(InputError, match="different networks"):
        by_reports(OLD, replace(later(), snapshot=replace(later().snapshot, network="simulated")))
    with pytest.raises(InputError, match="one of them was altered"):
        by_reports(OLD, replace(OLD, platform="elsewhere", supply=replace(OLD.supply, locked="0")))


def test_partial_and_turned_reports_are_said_to_be_so():
    assert "The newer report is partial" in diff_text.render(chain(partial_report()))
    assert "The first report is the later one" in diff_text.render(chain(OLD, later()))


@pytest.mark.parametrize("make", [hostile_report, partial_report, bare_report])
def test_nothing_forbidden_is_said_about_any_report(make):
    for old, new in ((OLD, make()), (make(), OLD)):
        found = chain(replace(new, snapshot=OLD.snapshot), replace(old, snapshot=OLD.snapshot))
        assert_speakable(" ".join(diff_text.render(found).split()))
        assert_speakable(" ".join(change.text for change in found.changes))


@pytest.mark.parametrize("text", [HOSTILE.replace("Safe Rug", "x"), "<script>", "\x1b[2J\u202e\r\nX", "y" * 10_000])
def test_hostile_text_is_harmless_in_every_sentence(text):
    service = replace(OLD.services[0], address=address("served"), label=text, kind=text)
    rows = [replace(row, wallet=text) for row in OLD.holders[:1]]
    shot = replace(later().snapshot, rules=text, program=text, pack_sha256=text)
    token = replace(OLD.token, authorities={text: text})
    found = chain(replace(later(), services=[service], holders=rows, platform=text, snapshot=shot, token=token))
    shown = diff_text.render(found)
    assert not set(shown) & {"\x1b", "\u202e", "\u200b", "\r"}
    assert shown.count("y" * 300) == 0
    assert not {char for change in found.changes for char in change.text} & {"\x1b", "\u202e", "\u200b", "\n"}
    assert msgspec.json.decode(msgspec.json.encode(found), type=Difference) == found


WALLETS = [*SPONSORED, *BUNDLED, *COUPLE]


@st.composite
def partitions(draw: st.DrawFn) -> list[list[str]]:
    places = draw(st.lists(st.integers(0, 4), min_size=len(WALLETS), max_size=len(WALLETS)))
    parts = [[wallet for wallet, at in zip(WALLETS, places, strict=True) if at == number] for number in range(1, 5)]
    return [part for part in parts if len(part) > 1]


@settings(deadline=None)
@given(partitions(), partitions())
def test_every_change_of_company_is_told_with_a_reason_and_the_same_from_either_side(before, after):
    old, new = grouped(before), grouped(after)
    there, back = chain(new, old), chain(old, new)
    assert all(change.why for change in there.changes)
    assert all(change.why[-1].to == change.after != change.before for change in there.changes)
    assert sorted((OPPOSITE[c.kind], sorted(c.wallets)) for c in told(there, *OPPOSITE)) == sorted(
        (c.kind, sorted(c.wallets)) for c in told(back, *OPPOSITE)
    )
    mentioned = {wallet for change in told(there, *OPPOSITE) for wallet in change.wallets}
    first, second = ({w: frozenset(part) for part in parts for w in part} for parts in (before, after))
    assert first.keys() ^ second.keys() <= mentioned
    for wallet in first.keys() & second.keys():
        assert first[wallet] == second[wallet] or mentioned & (first[wallet] | second[wallet])
    assert (there.changes == []) == (sorted(map(sorted, before)) == sorted(map(sorted, after)))


def test_ids_that_change_with_the_members_are_no_change():
    assert chain(entities(PROVEN, replace(STRONG, id=IDS["A"] + "f"), POSSIBLE)).changes == []


def test_the_document_names_its_schema_and_both_sides():
    document = json.loads(msgspec.json.encode(chain(later())))
    assert (document["schema"], document["old"]["slot"], document["new"]["slot"]) == (
        "launch-report-diff/1",
        OLD.snapshot.slot,
        OLD.snapshot.slot + 9,
    )
