"""The story: creation, trades in ledger order, early buyers, and who signed what."""

from typing import Any

from msgspec.structs import replace

from reporter.launch.story import Told, early_buyers, signed_by, tell
from reporter.model.events import Buy, Create, Sell
from tests.end_to_end import worlds


def story(**options: Any) -> Any:
    return worlds.understood(**options).launch.story


def retold(window: Any = 300, cap: Any = 10_000, skip: Any = frozenset(), entries: Any = None) -> Any:
    known = worlds.understood(13, **worlds.SMALL)
    listed = known.launch.listing.entries if entries is None else entries
    return tell(known.reading, known.launch.subject.mint, listed, window=window, skip=skip, cap=cap)


def test_creation_and_early_buyers_of_a_simulated_launch_are_found_in_order():
    truth = worlds.launched(3).truth
    found = story()
    assert found.origin is not None
    assert found.origin.place.signature == truth.creation
    assert [purchase.wallet for purchase in found.early] == list(truth.early_buyers)
    assert found.platform == "pumpfun"
    assert (found.unread, found.graduation) == (0, None)


def test_events_stand_in_ledger_order():
    told = story().told
    assert list(told) == sorted(told, key=lambda item: (item.place, item.event.path))
    assert isinstance(told[0].event, Create)


def test_the_order_in_which_transactions_are_listed_inside_a_slot_does_not_matter():
    known = worlds.understood(13, **worlds.SMALL)
    entries = known.launch.listing.entries
    shuffled = tuple(sorted(entries, key=lambda entry: (entry.slot, entry.signature)))
    assert shuffled != entries
    assert [item.event for item in retold(entries=shuffled).told] == [item.event for item in retold().told]


def test_the_window_bounds_early_buyers_and_skipped_wallets_are_none():
    whole = retold().early
    assert [purchase.wallet for purchase in retold(window=4).early] == [purchase.wallet for purchase in whole[:4]]
    first = whole[0].wallet
    assert [purchase.wallet for purchase in retold(skip=frozenset({first})).early] == [p.wallet for p in whole[1:]]


def test_only_the_first_transactions_are_opened_and_the_rest_counted():
    whole = retold()
    part = retold(cap=5)
    assert (part.read, part.read + part.unread, part.failed) == (5, whole.read + whole.unread, whole.failed)


def test_a_wallets_first_buy_is_its_earliest():
    whole = retold()
    buys: dict[str | None, Any] = {}
    for item in whole.told:
        if isinstance(item.event, Buy):
            buys.setdefault(item.event.wallet, item.place)
    assert {p.wallet: p.place for p in whole.early} == buys


def test_sales_and_nameless_buys_make_nobody_an_early_buyer():
    item = next(item for item in retold().told if isinstance(item.event, Buy))
    nameless = Told(item.place, item.transaction, replace(item.event, wallet=None))
    sale = Told(item.place, item.transaction, Sell(platform=None, mint=item.event.mint, wallet="w", market=None, path=(9,)))
    assert early_buyers([nameless, sale], 10, frozenset()) == ()


def test_the_creator_signed_only_where_the_wallet_is_among_the_signers():
    truth = worlds.launched(3).truth
    assert signed_by(story(), truth.creator) == truth.creation
    assert truth.funder is not None
    assert signed_by(story(), truth.funder) is None
    assert signed_by(story(sponsor="funder", fan_out=True), truth.funder) is not None


def test_a_creator_who_did_not_sign_the_creation_may_sign_a_trade():
    found = story()
    buyer = found.early[-1]
    trades = [t.place.signature for t in found.told if buyer.wallet in t.transaction.signers]
    assert signed_by(found, buyer.wallet) == trades[0]


def test_the_payer_of_the_creation_is_not_taken_for_the_creator():
    found = story()
    assert found.origin is not None
    assert found.origin.event is not None
    named = replace(found, origin=replace(found.origin, event=replace(found.origin.event, creator="victim")))
    assert signed_by(named, "victim") is None


def test_without_a_creation_the_trades_name_no_platform_that_they_do_not_have():
    known = worlds.understood(13, **worlds.SMALL)
    entries = [e for e in known.launch.listing.entries if e.signature != worlds.launched(13, **worlds.SMALL).truth.creation]
    found = retold(entries=tuple(entries))
    assert found.origin is None
    assert found.platform == "pumpfun"
