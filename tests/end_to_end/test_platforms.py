"""Reports over HTTP on launches of all seven platforms, against the truth; then with every venue's decoder switched off.

Switched off means: the programs of the platforms stand in the table as venues without a decoder, so that creations and
migrations are unknown and trades are told by balance changes alone. Account classes do not depend on decoders.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from reporter.collect.session import Made, make_report
from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs import TABLE, venues
from reporter.decode.reading import Reading
from reporter.launch.launch import launch as read_launch
from reporter.launch.story import Told
from reporter.model.events import Buy, Liquidity, Trade
from reporter.model.ids import INCINERATOR
from reporter.model.pack import Parameters
from reporter.simulator.facts import Pooled, Traded
from reporter.simulator.server import serve
from reporter.simulator.truth import Launch
from tests.end_to_end.worlds import watch
from tests.simulator.platforms import made, name_of

CASES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("pumpfun", {"standard": "2022", "happenings": True, "deployer": True}),
    ("pumpfun", {"standard": "spl", "happenings": True, "graduates": 4.0}),
    ("bonk", {"standard": "spl", "happenings": True, "deployer": True}),
    ("bonk", {"standard": "spl", "quote": "USD1", "happenings": True, "graduates": 4.0}),
    ("pumpswap", {"happenings": True, "deployer": True}),
    ("cpmm", {"happenings": True, "deployer": True}),
    ("cpmm", {"happenings": True, "mint_apart": True}),
    ("meteora", {"standard": "spl", "happenings": True, "graduates": 4.0}),
    ("meteora", {"standard": "2022", "happenings": True, "deployer": True}),
    ("heaven", {"happenings": True, "deployer": True}),
    ("unknown", {"happenings": True, "deployer": True}),
)
TOLERANCE = 0.01
"""Of the quote amount: without a decoder a router's fee and rent of accounts the venue opens belong to the trade."""
_FEW: dict[str, Any] = {"minutes": 24.0}
_MADE: dict[tuple[str, bool], Made] = {}


def world_of(case: tuple[str, dict[str, Any]]) -> Launch:
    return made((case[0], {**_FEW, **case[1]}))


@contextmanager
def _switched_off() -> Iterator[None]:
    """Every venue that has a decoder stands in the table as one that has none."""
    table: dict[str, ProgramDecoder] = TABLE  # type: ignore[assignment]  # a dict behind its read-only type
    kept = {key: decoder for key, decoder in table.items() if decoder.venue}
    table.update(
        {
            key: ProgramDecoder(program=key, name=decoder.name, read=venues.read, platform=decoder.platform, venue=True)
            for key, decoder in kept.items()
        }
    )
    try:
        yield
    finally:
        table.update(kept)


def reported(case: tuple[str, dict[str, Any]], *, decoders: bool = True) -> Made:
    key = (name_of(case), decoders)
    if key not in _MADE:
        launch = world_of(case)
        with serve(launch.ledger) as server, TemporaryDirectory() as folder:
            asked = Parameters(launch.truth.mint)
            _MADE[key] = make_report(asked, endpoints=[server.url], data_dir=Path(folder), watch=watch)
    return _MADE[key]


def told(answered: Made) -> list[Told]:
    """The events the report was made from."""
    pack = answered.pack
    return list(read_launch(Reading(pack.answers), pack.parameters, pack.labels, pack.rules).story.told)


def trades(answered: Made) -> list[tuple[str, Traded]]:
    """Trades as the reader tells them, in the truth's form."""
    found = []
    for item in told(answered):
        event = item.event
        if isinstance(event, Trade):
            side = "buy" if isinstance(event, Buy) else "sell"
            rest = (event.wallet or "", side, event.token_amount or 0, event.quote_mint or "", event.quote_amount or 0)
            found.append((item.place.signature, Traded(event.platform or "", event.market or "", event.mint, *rest)))  # type: ignore[arg-type]  # side is one of two words
    return found


def keyed(signature: str, trade: Traded) -> tuple[str, str, str, int, str]:
    return signature, trade.wallet, trade.side, trade.token_amount, trade.quote_mint


@pytest.fixture(params=CASES, ids=name_of)
def case(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    found: tuple[str, dict[str, Any]] = request.param
    return found


def test_creation_graduation_and_their_people_equal_the_truth(case) -> None:
    truth, report = world_of(case).truth, reported(case).report
    assert report.creation is not None
    creation = report.creation
    assert (creation.signature, creation.slot) == (truth.creation, truth.creation_slot)
    assert (creation.payer, creation.creator) == (truth.payer, truth.creator)
    if truth.graduation is None:
        assert report.graduation is None
        return
    assert report.graduation is not None
    graduation = report.graduation
    assert (graduation.signature, graduation.slot, graduation.pool, graduation.platform) == (
        truth.graduation.signature,
        truth.graduation.slot,
        truth.graduation.pool,
        truth.graduation.platform,
    )


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_platform_is_the_one_the_coin_was_launched_on(case) -> None:
    assert reported(case).report.platform == case[0]


def test_holders_and_supply_equal_the_truth(case) -> None:
    truth, report = world_of(case).truth, reported(case).report
    assert {holder.wallet: int(holder.amount) for holder in report.holders} == truth.holdings
    supply = report.supply
    locks = [wallet for wallet, person in truth.people.items() if person.role == "lock"]
    assert int(supply.locked) == sum(truth.holdings[lock] for lock in locks) > 0
    assert (int(supply.total), int(supply.circulating)) == (truth.supply - truth.burned, truth.circulating)


def test_every_trade_is_told_once_with_its_wallet_amounts_and_cost(case) -> None:
    truth = world_of(case).truth
    missing = ("vault",) if case[0] == "unknown" else ()
    wanted = Counter(
        (*keyed(one.signature, one.trade), one.trade.quote_amount)
        for one in truth.trades
        if truth.people[one.trade.wallet].role not in missing
    )
    got = Counter((*keyed(signature, trade), trade.quote_amount) for signature, trade in trades(reported(case)))
    if case[0] == "unknown":  # there decoders are never on, and a router's fee counts
        assert_close(truth.trades, trades(reported(case)), truth, missing)
        return
    assert got == wanted


def test_early_buyers_stand_in_the_order_of_the_truth(case) -> None:
    truth = world_of(case).truth
    expected = [w for w in truth.early_buyers if case[0] != "unknown" or truth.people[w].role != "vault"]
    assert [buyer.wallet for buyer in reported(case).report.early_buyers] == expected


def test_liquidity_is_told_and_is_no_trade(case) -> None:
    launch = world_of(case)
    if case[0] in {"unknown", "heaven"}:
        return
    expected = sorted(n.fact.token_amount for n in launch.ledger.facts if isinstance(n.fact, Pooled))
    got = sorted(i.event.token_amount or 0 for i in told(reported(case)) if isinstance(i.event, Liquidity))
    assert got == expected


@pytest.mark.parametrize("decoders", [True, False], ids=["decoders", "without"])
def test_markets_are_infrastructure_and_vault_wallets_stay_in_the_count(case, decoders) -> None:
    truth = world_of(case).truth
    with _nothing() if decoders else _switched_off():
        report = reported(case, decoders=decoders).report
    classes = {holder.wallet: holder.class_ for holder in report.holders}
    for wallet, kind in classes.items():
        if wallet in truth.markets:
            assert kind == "infrastructure"
        elif wallet == INCINERATOR:
            assert kind == "burned"
        elif wallet in truth.people and truth.people[wallet].role == "lock":
            assert kind == "locked"
        else:
            assert kind in {"wallet", "creator", "unclassified"}, truth.people.get(wallet)
    vaults = [wallet for wallet, person in truth.people.items() if person.role == "vault" and wallet in truth.holdings]
    assert [classes[vault] for vault in vaults] == ["unclassified"] * len(vaults)
    members = {wallet for entity in report.entities for wallet in entity.wallets}
    assert not members & {*truth.markets, INCINERATOR}


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def assert_close(wanted, got, truth, missing) -> None:
    """The same trades, quote amounts within the tolerance; those of `missing` roles may be absent."""
    expected = {
        keyed(o.signature, o.trade): o.trade.quote_amount for o in wanted if truth.people[o.trade.wallet].role not in missing
    }
    found = {keyed(signature, trade): trade.quote_amount for signature, trade in got}
    assert found.keys() == expected.keys()
    far = [key for key, amount in expected.items() if abs(found[key] - amount) > TOLERANCE * amount]
    assert not far


def assert_inferred(case) -> None:
    truth = world_of(case).truth
    with _switched_off():
        answered = reported(case, decoders=False)
        assert {h.wallet: int(h.amount) for h in answered.report.holders} == truth.holdings
        got = trades(answered)
    # A program's address that trades with a program's address: nothing tells which of the two is the market. And tokens that
    # arrive without a payment are no buy: where somebody else pays for the creator's first buy, balances do not show it.
    paid_by_another = truth.payer != truth.creator and case[0] == "heaven"
    wanted = [o for o in truth.trades if not (paid_by_another and o.trade.wallet == truth.creator)]
    assert_close(wanted, got, truth, ("vault",))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_without_decoders_holders_are_the_same_and_trades_within_the_tolerance(case) -> None:
    assert_inferred(case)
