"""Transactions and blocks as a node serves them."""

import base64

import pytest
from solders.transaction import VersionedTransaction

from reporter.model import base58
from reporter.simulator.landed import Landed
from reporter.simulator.truth import Launch
from tests.simulator.asking import Ask

NEWEST = {"maxSupportedTransactionVersion": 1}


def of_version(launch: Launch, version: str | int) -> Landed:
    return next(landed for landed in launch.ledger.history[launch.truth.curve] if landed.version == version)


@pytest.mark.parametrize("version", ["legacy", 0, 1])
def test_all_encodings_tell_the_same_transaction(ask: Ask, launch: Launch, version: str | int) -> None:
    landed = of_version(launch, version)
    answers = {
        encoding: ask("getTransaction", landed.signature, {"encoding": encoding, **NEWEST})
        for encoding in ("json", "jsonParsed", "base64", "base58")
    }
    assert base64.b64decode(answers["base64"]["transaction"][0]) == landed.wire
    assert base58.decode(answers["base58"]["transaction"][0]) == landed.wire
    message = answers["json"]["transaction"]["message"]
    wire = VersionedTransaction.from_bytes(landed.wire).message
    assert message["accountKeys"] == [str(key) for key in wire.account_keys]
    assert [base58.decode(call["data"]) for call in message["instructions"]] == [bytes(call.data) for call in wire.instructions]
    assert [key["pubkey"] for key in answers["jsonParsed"]["transaction"]["message"]["accountKeys"]] == list(landed.keys)
    assert ("addressTableLookups" in message, "transactionConfig" in message) == (version == 0, version == 1)
    assert all(answer["version"] == version and answer["slot"] == landed.slot for answer in answers.values())
    assert all(answer["meta"]["postBalances"] == answers["json"]["meta"]["postBalances"] for answer in answers.values())


def test_parsed_instructions_name_transfers(ask: Ask, launch: Launch) -> None:
    member = launch.ledger.history[launch.truth.group[0]][0]
    answer = ask("getTransaction", member.signature, {"encoding": "jsonParsed", **NEWEST})
    parsed = [call for call in answer["transaction"]["message"]["instructions"] if "parsed" in call]
    assert parsed[-1]["program"] == "system"
    assert parsed[-1]["parsed"]["type"] == "transfer"
    assert parsed[-1]["parsed"]["info"]["source"] == launch.truth.funder
    inner = ask("getTransaction", launch.truth.creation, {"encoding": "jsonParsed", **NEWEST})["meta"]["innerInstructions"]
    kinds = {call["parsed"]["type"] for group in inner for call in group["instructions"] if "parsed" in call}
    assert {"createAccount", "transfer", "mintTo", "setAuthority", "initializeMint2", "transferChecked"} <= kinds


def test_lookup_table_addresses_are_loaded_and_marked(ask: Ask, launch: Launch) -> None:
    answer = ask("getTransaction", launch.truth.creation, {"encoding": "jsonParsed", **NEWEST})
    loaded = answer["meta"]["loadedAddresses"]
    keys = answer["transaction"]["message"]["accountKeys"]
    assert [key["pubkey"] for key in keys if key["source"] == "lookupTable"] == loaded["writable"] + loaded["readonly"] != []


@pytest.mark.parametrize(
    ("version", "highest", "works"),
    [
        ("legacy", None, True),
        ("legacy", 0, True),
        (0, None, False),
        (0, 0, True),
        (1, None, False),
        (1, 0, False),
        (1, 1, True),
    ],
)
def test_newer_versions_must_be_asked_for(
    ask: Ask, launch: Launch, version: str | int, highest: int | None, works: bool
) -> None:
    given = {} if highest is None else {"maxSupportedTransactionVersion": highest}
    answer = ask.whole("getTransaction", of_version(launch, version).signature, given)
    if works:
        assert answer["result"].get("version") == (None if highest is None else version)
    else:
        assert answer["error"]["code"] == -32015


def test_one_new_transaction_fails_a_whole_block_but_not_its_signatures(ask: Ask, launch: Launch) -> None:
    slot = of_version(launch, 1).slot
    assert ask.refused("getBlock", slot, {"maxSupportedTransactionVersion": 0}) == -32015
    block = launch.ledger.blocks[slot]
    listed = ask("getBlock", slot, {"transactionDetails": "signatures", "rewards": False})
    assert listed["signatures"] == [landed.signature for landed in block.transactions]
    assert "rewards" not in listed
    assert "transactions" not in listed


def test_a_block_can_be_had_whole_by_accounts_or_bare(ask: Ask, launch: Launch) -> None:
    slot = launch.truth.creation_slot
    block = launch.ledger.blocks[slot]
    full = ask("getBlock", slot, NEWEST)
    assert [one["transaction"]["signatures"][0] for one in full["transactions"]] == [
        one.signature for one in block.transactions
    ]
    assert full["rewards"][0]["rewardType"] == "Fee"
    accounts = ask("getBlock", slot, {"transactionDetails": "accounts", **NEWEST})["transactions"]
    assert [key["pubkey"] for key in accounts[0]["transaction"]["accountKeys"]] == list(block.transactions[0].keys)
    bare = ask("getBlock", slot, {"transactionDetails": "none"})
    assert (bare["blockhash"], bare["parentSlot"], bare["blockTime"]) == (block.blockhash, block.parent, block.time)


def test_skipped_and_future_slots_have_their_own_errors(ask: Ask, launch: Launch) -> None:
    skipped = next(slot for slot in range(launch.truth.creation_slot, launch.ledger.tip) if slot not in launch.ledger.blocks)
    assert ask.refused("getBlock", skipped, NEWEST) == -32007
    assert ask.refused("getBlockTime", skipped) == -32007
    assert ask.refused("getBlock", launch.ledger.tip + 1, NEWEST) == -32004


def test_blocks_of_a_range_are_listed_up_to_a_limit(ask: Ask, launch: Launch) -> None:
    first = launch.truth.creation_slot
    listed = ask("getBlocks", first, first + 1000)
    assert listed == [slot for slot in launch.ledger.blocks if first <= slot <= first + 1000]
    assert ask.refused("getBlocks", 0, launch.ledger.tip) == -32602


def test_signatures_come_newest_first_and_page_without_gap_or_overlap(ask: Ask, launch: Launch) -> None:
    curve = launch.truth.curve
    whole = ask("getSignaturesForAddress", curve)
    assert [entry["signature"] for entry in whole] == [one.signature for one in reversed(launch.ledger.history[curve])]
    paged: list[object] = []
    before: dict[str, object] = {}
    while page := ask("getSignaturesForAddress", curve, {"limit": 40, **before}):
        paged += page
        before = {"before": page[-1]["signature"]}
    assert paged == whole
    assert {entry["err"] is None for entry in whole} == {True, False}


def test_until_ends_the_list_before_the_named_transaction(ask: Ask, launch: Launch) -> None:
    whole = [entry["signature"] for entry in ask("getSignaturesForAddress", launch.truth.curve)]
    assert [e["signature"] for e in ask("getSignaturesForAddress", launch.truth.curve, {"until": whole[10]})] == whole[:10]


def test_paging_marks_may_belong_to_other_addresses(ask: Ask, launch: Launch) -> None:
    """A mark stands for its place in the ledger, not in the list."""
    member = launch.ledger.history[launch.truth.group[-1]][-1]
    other = ask("getSignaturesForAddress", launch.truth.creator, {"before": member.signature})
    assert other[0]["signature"] == launch.truth.creation
    newer = ask("getSignaturesForAddress", launch.truth.creator, {"until": member.signature})
    assert newer == []


def test_unknown_paging_marks_are_refused(ask: Ask, launch: Launch) -> None:
    unknown = base58.encode(b"\7" * 64)
    assert ask.refused("getSignaturesForAddress", launch.truth.curve, {"before": unknown}) == -32020
    assert ask.refused("getSignaturesForAddress", launch.truth.curve, {"until": unknown}) == -32020


@pytest.mark.parametrize("limit", [0, 1001, "10", True])
def test_limits_outside_a_page_are_refused(ask: Ask, launch: Launch, limit: object) -> None:
    assert ask.refused("getSignaturesForAddress", launch.truth.curve, {"limit": limit}) == -32602


def test_an_address_nobody_named_has_no_history(ask: Ask) -> None:
    assert ask("getSignaturesForAddress", base58.encode(b"\5" * 32)) == []


@pytest.mark.parametrize("params", [[], [7], ["not base58 0OIl"], ["abc"], [base58.encode(b"\7" * 32)]])
def test_bad_signatures_are_refused(ask: Ask, params: list[object]) -> None:
    assert ask.refused("getTransaction", *params) == -32602


def test_unknown_transactions_are_null_and_have_no_status(ask: Ask, launch: Launch) -> None:
    unknown = base58.encode(b"\7" * 64)
    assert ask("getTransaction", unknown, NEWEST) is None
    statuses = ask("getSignatureStatuses", [unknown, launch.truth.creation], {"searchTransactionHistory": True})["value"]
    assert statuses[0] is None
    assert statuses[1]["slot"] == launch.truth.creation_slot
    assert ask.refused("getSignatureStatuses", [launch.truth.creation] * 257) == -32602


@pytest.mark.parametrize("given", [{"encoding": "yaml"}, {"commitment": "maybe"}, 7, {"maxSupportedTransactionVersion": "1"}])
def test_options_a_node_does_not_know_are_refused(ask: Ask, launch: Launch, given: object) -> None:
    assert ask.refused("getTransaction", launch.truth.creation, given) == -32602
