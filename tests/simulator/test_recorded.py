"""A recorded block served again is the recorded block."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from solders.transaction import VersionedTransaction

from reporter.model import base58
from reporter.simulator.recorded import GENESIS, Recorded
from reporter.simulator.server import serve
from tests.simulator.asking import Ask

SLOT = 326_027_759
NEWEST = {"maxSupportedTransactionVersion": 1}


@pytest.fixture(scope="module")
def block(shared: Path) -> Any:
    answer = json.loads((shared / "blocks" / f"block_{SLOT}.json").read_text())
    return answer.get("result", answer)


@pytest.fixture(scope="module")
def recorded(shared: Path) -> Recorded:
    return Recorded.load(shared / "blocks" / f"block_{SLOT}.json", sorted((shared / "transactions").glob("*.json")))


@pytest.fixture(scope="module")
def alone(shared: Path) -> Recorded:
    return Recorded.load(shared / "blocks" / f"block_{SLOT}.json")


def test_the_block_comes_back_as_recorded(block: Any, alone: Recorded, client: httpx.Client) -> None:
    with serve(alone) as server:
        served = Ask(client, server.url)("getBlock", SLOT, {"encoding": "base58", **NEWEST})
    assert served == block


def test_every_transaction_of_the_block_is_served_alone_in_any_encoding(
    block: Any, alone: Recorded, client: httpx.Client
) -> None:
    with serve(alone) as server:
        ask = Ask(client, server.url)
        for place in (0, 700, 941, 1011, 1508):
            one = block["transactions"][place]
            wire = base58.decode(one["transaction"][0])
            signature = str(VersionedTransaction.from_bytes(wire).signatures[0])
            answer = ask("getTransaction", signature, {"encoding": "base58", **NEWEST})
            assert answer["transaction"] == one["transaction"]
            assert (answer["meta"], answer["transactionIndex"], answer["blockTime"]) == (one["meta"], place, block["blockTime"])
            plain = ask("getTransaction", signature, {"encoding": "json", **NEWEST})
            assert plain["meta"] == one["meta"]
            assert ask("getTransaction", signature, {"encoding": "jsonParsed", **NEWEST})["slot"] == SLOT


def test_an_address_lists_the_transactions_that_name_it_newest_first(alone: Recorded, client: httpx.Client) -> None:
    bundle = [landed for landed in alone.by_signature.values() if landed.index in range(1011, 1016)]
    shared_accounts = set.intersection(*(set(landed.keys) for landed in bundle))
    pool = min(shared_accounts, key=lambda key: len(alone.history[key]))
    with serve(alone) as server:
        ask = Ask(client, server.url)
        listed = ask("getSignaturesForAddress", pool)
        places = [alone.by_signature[entry["signature"]].index for entry in listed]
    assert places == [1015, 1014, 1013, 1012, 1011]


def test_recorded_json_and_base64_transactions_come_back_as_recorded(
    shared: Path, recorded: Recorded, client: httpx.Client
) -> None:
    with serve(recorded) as server:
        ask = Ask(client, server.url)
        assert ask("getGenesisHash") == GENESIS
        for prefix, encoding in (("2eVpZNvQ", "json"), ("2r4uXUJt", "json"), ("3KBJWV5M", "json"), ("2uR6R3N1", "base64")):
            path = next((shared / "transactions").glob(f"{prefix}*.json"))
            wanted = json.loads(path.read_text())["result"]
            served = ask("getTransaction", path.stem, {"encoding": encoding, **NEWEST})
            assert served == wanted, prefix


def test_what_cannot_be_served_is_named_with_its_reason(recorded: Recorded) -> None:
    assert len(recorded.by_signature) + len(recorded.skipped) >= 1509 + 108 - 80
    assert set(recorded.skipped.values()) == {
        "recorded as jsonParsed, which cannot be turned back into wire bytes",
        "the recording does not tell its slot",
    }


def test_a_mint_created_in_the_recordings_has_its_supply_and_holders(recorded: Recorded, client: httpx.Client) -> None:
    mint = "28cfnohntvves5WTYeovTu5uJ3Dxnxia45o2jEECpump"
    assert mint in recorded.mints
    with serve(recorded) as server:
        ask = Ask(client, server.url)
        assert ask("getTokenSupply", mint)["value"]["amount"] == "1000000000000000"
        held = [int(entry["amount"]) for entry in ask("getTokenLargestAccounts", mint)["value"]]
        assert held == [952_723_839_541_653, 47_276_160_458_347]
        assert ask("getAccountInfo", "2CUZg4h56WyXZmDVGr177s1cknRFbcLZDTRF3S9H4SyW")["value"] is None
        assert ask("getBalance", "455Ve7SUoyvbkaFbWq5yp5gS4uwMtK1aEEftpWC3SKhK")["value"] == 733_844_139
