"""Accounts and tokens as a node serves them."""

import base64
import struct

import httpx
import pytest
import zstandard

from reporter.model import base58
from reporter.model.ids import SPL_TOKEN, TOKEN_2022
from reporter.simulator.server import serve
from reporter.simulator.truth import Launch
from tests.simulator.asking import Ask


def test_holders_are_found_by_a_scan_of_owner_and_amount(ask: Ask, launch: Launch) -> None:
    answer = ask(
        "getProgramAccounts",
        TOKEN_2022,
        {
            "encoding": "base64",
            "filters": [{"memcmp": {"offset": 0, "bytes": launch.truth.mint}}],
            "dataSlice": {"offset": 32, "length": 40},
            "withContext": True,
        },
    )
    assert answer["context"]["slot"] == launch.ledger.tip
    held = {}
    for entry in answer["value"]:
        data = base64.b64decode(entry["account"]["data"][0])
        (amount,) = struct.unpack("<Q", data[32:])
        if amount:
            held[base58.encode(data[:32])] = amount
        assert entry["account"]["space"] == 170
    assert held == launch.truth.holdings


def test_size_filters_miss_accounts_with_extensions(ask: Ask, launch: Launch) -> None:
    filters = [{"dataSize": 165}, {"memcmp": {"offset": 0, "bytes": launch.truth.mint}}]
    assert ask("getProgramAccounts", TOKEN_2022, {"encoding": "base64", "filters": filters}) == []
    both = [{"dataSize": 170}, {"memcmp": {"offset": 0, "bytes": base58.encode(base58.decode(launch.truth.mint)[:9])}}]
    assert len(ask("getProgramAccounts", TOKEN_2022, {"encoding": "base64", "filters": both})) > 20


@pytest.mark.parametrize(
    "filters", [[{"size": 1}], [{"memcmp": {"offset": 0}}], [{"memcmp": {"offset": 0, "bytes": "0"}}], [{"dataSize": 1}] * 5]
)
def test_filters_a_node_does_not_know_are_refused(ask: Ask, filters: list[object]) -> None:
    assert ask.refused("getProgramAccounts", SPL_TOKEN, {"filters": filters}) == -32602


def test_a_node_without_scans_refuses_them_with_its_own_code(small: Launch, client: httpx.Client) -> None:
    with serve(small.ledger, scans=False) as server:
        assert Ask(client, server.url).refused("getProgramAccounts", TOKEN_2022, {}) == -32010


def test_the_largest_accounts_and_the_supply_are_those_of_the_mint(ask: Ask, launch: Launch) -> None:
    largest = ask("getTokenLargestAccounts", launch.truth.mint)["value"]
    assert len(largest) == 20
    assert [int(entry["amount"]) for entry in largest] == sorted(launch.truth.holdings.values(), reverse=True)[:20]
    assert ask("getTokenSupply", launch.truth.mint)["value"]["amount"] == str(launch.truth.supply)
    assert ask.refused("getTokenSupply", launch.truth.creator) == -32602
    assert ask.refused("getTokenLargestAccounts", launch.truth.curve) == -32602


def test_a_wallets_token_accounts_are_found_by_mint_and_by_program(ask: Ask, launch: Launch) -> None:
    owner = launch.truth.group[0]
    by_mint = ask("getTokenAccountsByOwner", owner, {"mint": launch.truth.mint}, {"encoding": "jsonParsed"})["value"]
    by_program = ask("getTokenAccountsByOwner", owner, {"programId": TOKEN_2022}, {"encoding": "jsonParsed"})["value"]
    assert by_mint == by_program
    info = by_mint[0]["account"]["data"]["parsed"]["info"]
    assert (info["owner"], int(info["tokenAmount"]["amount"])) == (owner, launch.truth.holdings[owner])
    assert ask.refused("getTokenAccountsByOwner", owner, {"mint": owner}) == -32602
    assert ask.refused("getTokenAccountsByOwner", owner, {}) == -32602


def test_account_data_comes_in_every_encoding(ask: Ask, launch: Launch) -> None:
    mint = launch.truth.mint
    whole = base64.b64decode(ask("getAccountInfo", mint, {"encoding": "base64"})["value"]["data"][0])
    packed = ask("getAccountInfo", mint, {"encoding": "base64+zstd"})["value"]["data"][0]
    assert zstandard.decompress(base64.b64decode(packed)) == whole == launch.ledger.accounts[mint].data
    part = ask("getAccountInfo", mint, {"encoding": "base58", "dataSlice": {"offset": 36, "length": 8}})["value"]["data"][0]
    assert struct.unpack("<Q", base58.decode(part)) == (launch.truth.supply,)
    assert ask.refused("getAccountInfo", mint, {"encoding": "base58"}) == -32600
    parsed = ask("getAccountInfo", mint, {"encoding": "jsonParsed"})["value"]["data"]["parsed"]
    assert parsed["type"] == "mint"
    assert parsed["info"]["supply"] == str(launch.truth.supply)


def test_the_curve_is_owned_by_its_program_and_told_in_base64(ask: Ask, launch: Launch) -> None:
    value = ask("getAccountInfo", launch.truth.curve, {"encoding": "jsonParsed"})["value"]
    assert value["owner"] == "6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P"
    assert base64.b64decode(value["data"][0])[:8].hex() == "17b7f83760d8ac60"


def test_many_accounts_come_in_the_order_asked_with_null_for_unknown(ask: Ask, launch: Launch) -> None:
    unknown = base58.encode(b"\5" * 32)
    values = ask("getMultipleAccounts", [launch.truth.creator, unknown, launch.truth.mint])["value"]
    assert [value and value["owner"] for value in values] == ["11111111111111111111111111111111", None, TOKEN_2022]
    assert ask.refused("getMultipleAccounts", [unknown] * 101) == -32602
    assert ask("getAccountInfo", unknown)["value"] is None
    assert ask("getBalance", unknown)["value"] == 0


@pytest.mark.parametrize("address", ["", "abc", "0" * 40, "1" * 31, 7, None, "l" * 44])
def test_unparsable_addresses_are_refused(ask: Ask, address: object) -> None:
    assert ask.refused("getAccountInfo", address) == -32602
    assert ask.refused("getSignaturesForAddress", address) == -32602


def test_rent_follows_the_size(ask: Ask) -> None:
    assert [ask("getMinimumBalanceForRentExemption", size) for size in (0, 165)] == [650_240, 1_488_440]
