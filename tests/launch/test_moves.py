"""Tokens handed on outside the markets are seen where a sender's own transactions were opened."""

from reporter.launch.moves import moves
from reporter.model.events import Transfer
from reporter.report.build.positions import positions_of
from tests.end_to_end.test_scenarios import read


def test_transfers_no_market_lists_are_found_in_ledger_order_each_once():
    launch, known = read("p11_rent")
    found = moves(known.reading, known.launch.story)
    assert not {item.transaction.signature for item in found} & {i.transaction.signature for i in known.launch.story.told}
    assert [item.place for item in found] == sorted({item.place for item in found})
    members = {w for w in launch.truth.early_buyers if launch.truth.people[w].role == "member"}
    sent = {item.event.wallet: item.event.to for item in found if isinstance(item.event, Transfer)}
    [target] = {sent[wallet] for wallet in members & sent.keys()}
    assert members - sent.keys() == {target}
    assert known.facts.moves == found


def test_what_was_handed_on_counts_as_transferred_out():
    _, known = read("p11_rent")
    held = positions_of(known)
    for item in known.facts.moves:
        assert item.event.wallet is not None
        assert held.moved_out({item.event.wallet}) == item.event.token_amount
