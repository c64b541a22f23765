"""An hour of launches grows, and its subscriptions tell what is new, as badly as they are asked to."""

import json
from collections import Counter
from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from reporter.simulator.growing import Growing
from reporter.simulator.hour import Hour, hour
from reporter.simulator.programs.pump.coin import MINT_AUTHORITY
from reporter.simulator.server import serve
from reporter.simulator.sockets import Sockets, subscriptions
from reporter.simulator.world import HOUR
from tests.simulator.asking import Ask


@pytest.fixture(scope="module")
def played() -> Hour:
    return hour(5, launches=30)


@pytest.fixture
def view(played: Hour) -> Growing:
    return Growing(played.ledger, played.ledger.slot_at(played.start - 60))


def whole(played: Hour) -> int:
    return played.ledger.slot_at(played.start + HOUR)


def test_the_hour_holds_launches_on_platforms_in_turn_failed_ones_and_several_in_one_slot(played: Hour) -> None:
    assert Counter(made.platform for made in played.launches) == {"pumpfun": 15, "bonk": 15}
    assert len({made.mint for made in played.launches}) == 30
    assert all(made.mint in played.ledger.accounts for made in played.launches)
    assert sum(landed.error is not None for landed in played.ledger.by_signature.values()) >= 3
    assert max(Counter(made.slot for made in played.launches).values()) > 1
    assert [made.slot for made in played.launches] == sorted(made.slot for made in played.launches)


def test_what_lies_after_the_tip_is_not_there_yet(played: Hour, view: Growing, client: httpx.Client) -> None:
    first, last = played.launches[0], played.launches[-1]
    with serve(view) as node:
        ask = Ask(client, node.url)
        version = {"maxSupportedTransactionVersion": 1}
        assert ask("getTransaction", first.signature, version) is None
        assert ask("getSignaturesForAddress", MINT_AUTHORITY) == []
        added = view.advance(first.slot)
        assert first.signature in [landed.signature for landed in added]
        assert ask("getSlot") == first.slot
        assert ask("getTransaction", first.signature, version)["slot"] == first.slot
        assert [entry["signature"] for entry in ask("getSignaturesForAddress", first.mint)] == [first.signature]
        assert ask("getTransaction", last.signature, version) is None
        assert ask.refused("getBlock", last.slot, version) == -32004
        view.advance(whole(played))
        assert ask("getTransaction", last.signature, version)["slot"] == last.slot


def test_the_tip_never_moves_back_and_tells_every_transaction_once(played: Hour, view: Growing) -> None:
    told = [landed.signature for slot in range(view.tip, whole(played) + 4000, 4000) for landed in view.advance(slot)]
    view.advance(0)
    assert view.tip >= whole(played)
    assert len(told) == len(set(told))
    assert {made.signature for made in played.launches} <= set(told)


@pytest.fixture
def listening(view: Growing, request: pytest.FixtureRequest) -> Iterator[tuple[Sockets, ClientConnection]]:
    with subscriptions(view, **request.param) as sockets, connect(sockets.url) as client:
        yield sockets, client


def subscribe(client: ClientConnection, address: str = MINT_AUTHORITY) -> int:
    params = [{"mentions": [address]}, {"commitment": "finalized"}]
    client.send(json.dumps({"jsonrpc": "2.0", "id": 7, "method": "logsSubscribe", "params": params}))
    answer = json.loads(client.recv(10))
    assert answer["id"] == 7
    number: int = answer["result"]
    return number


def told(client: ClientConnection) -> list[dict[str, object]]:
    found = []
    try:
        while True:
            found.append(json.loads(client.recv(0.5)))
    except (TimeoutError, ConnectionClosed):
        return found


@pytest.mark.parametrize("listening", [{}], indirect=True)
def test_a_subscription_tells_logs_of_what_names_its_address(played: Hour, listening: tuple[Sockets, ClientConnection]) -> None:
    sockets, client = listening
    number = subscribe(client)
    sockets.advance(whole(played))
    notices = told(client)
    assert {notice["params"]["subscription"] for notice in notices} == {number}  # type: ignore[index]
    signatures = [notice["params"]["result"]["value"]["signature"] for notice in notices]  # type: ignore[index]
    assert signatures == [landed.signature for landed in played.ledger.history[MINT_AUTHORITY]]


@pytest.mark.parametrize(("listening", "share"), [({"skip": 1.0}, 0.0), ({"twice_every": 1}, 2.0)], indirect=["listening"])
def test_notices_are_left_out_or_doubled_as_asked(
    played: Hour, listening: tuple[Sockets, ClientConnection], share: float
) -> None:
    sockets, client = listening
    subscribe(client)
    sockets.advance(whole(played))
    assert len(told(client)) == share * len(played.ledger.history[MINT_AUTHORITY])


@pytest.mark.parametrize("listening", [{"drop_every": 3, "refuse_after_drop": 1}], indirect=True)
def test_connections_break_and_the_next_attempt_is_refused(played: Hour, listening: tuple[Sockets, ClientConnection]) -> None:
    sockets, client = listening
    subscribe(client)
    sockets.advance(whole(played))
    assert len(told(client)) == 2
    with pytest.raises(InvalidStatus):
        connect(sockets.url)
    with connect(sockets.url) as again:
        assert subscribe(again)
    assert (sockets.drops, sockets.refused) == (1, 1)


@pytest.mark.parametrize("listening", [{}], indirect=True)
@pytest.mark.parametrize(("method", "params", "code"), [("logsSubscribe", ["all"], -32602), ("slotSubscribe", [], -32601)])
def test_what_these_subscriptions_do_not_do_is_refused(
    listening: tuple[Sockets, ClientConnection], method: str, params: list[str], code: int
) -> None:
    _, client = listening
    client.send(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}))
    assert json.loads(client.recv(10))["error"]["code"] == code
