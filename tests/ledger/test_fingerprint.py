"""The Merkle root of a pack. It stands here because a pack is easiest to make in this room."""

import hashlib
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.model.pack import Pack, Parameters, Provenance
from reporter.model.questions import Answer, Question, transaction
from reporter.report.fingerprint import labels_sha256, pack_sha256, root
from tests.ledger.examples import LABEL, MINT, small_pack


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def test_the_root_is_what_the_written_construction_gives() -> None:
    pack = small_pack([Answer(Question("m", "[1]"), b"{ }", refused=True), Answer(Question("a", "[]"), b"null")])

    def canonical(value: object) -> bytes:
        return json.dumps(msgspec.to_builtins(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    parameters = b'{"budget":2500,"mint":"' + MINT.encode() + b'","quick":false,"sniper_slots":null,"window":300}'
    leaves = [
        sha(b"\0parameters\0" + parameters),
        sha(b"\0rules\0" + msgspec.json.encode(pack.rules, order="sorted")),
        sha(b"\0labels\0" + canonical(pack.labels)),
        sha(b"\0background\0" + canonical(pack.background)),
        sha(b'\0answer\0["a","[]",false]\0null'),
        sha(b'\0answer\0["m","[1]",true]\0{ }'),
    ]

    def node(a: bytes, b: bytes) -> bytes:
        return sha(b"\1" + a + b)

    by_hand = node(node(node(leaves[0], leaves[1]), node(leaves[2], leaves[3])), node(leaves[4], leaves[5]))
    assert pack_sha256(pack) == by_hand.hex()


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [
        # RFC 6962 vectors as published in the certificate-transparency test suite: inputs "" and "" || 0x00.
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ([b""], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ([b"", b"\x00"], "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ([b"", b"\x00", b"\x10"], "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ],
)
def test_the_tree_is_that_of_rfc_6962(leaves: list[bytes], expected: str) -> None:
    assert root([sha(b"\0" + leaf) for leaf in leaves]).hex() == expected


CHANGES: dict[str, dict[str, object]] = {
    "parameters": {"parameters": Parameters(MINT, window=299)},
    "rules": {"rules": msgspec.structs.replace(small_pack().rules, id="x")},
    "labels": {"labels": msgspec.structs.replace(small_pack().labels, rows={})},
    "background": {"background": msgspec.structs.replace(small_pack().background, buyers=1)},
    "an answer less": {"answers": small_pack([]).answers},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_everything_the_analysis_reads_changes_the_root(change: dict[str, object]) -> None:
    assert pack_sha256(msgspec.structs.replace(small_pack(), **change)) != pack_sha256(small_pack())


def one(answer: Answer) -> Pack:
    return small_pack([answer])


def test_question_body_and_refusal_all_count() -> None:
    question = transaction("a")
    packs = [
        one(Answer(question, b"{}")),
        one(Answer(question, b"{ }")),
        one(Answer(question, b"{}", refused=True)),
        one(Answer(transaction("b"), b"{}")),
    ]
    assert len({pack_sha256(pack) for pack in packs}) == 4


def test_who_fetched_does_not_count() -> None:
    other = msgspec.structs.replace(small_pack(), provenance=Provenance(("simulated ledger",), "9.9"))
    assert pack_sha256(other) == pack_sha256(small_pack())


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40, unique=True), st.data())
def test_any_changed_leaf_changes_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves]
    changed[place] = sha(changed[place])
    assert root(changed) != root(leaves)


def test_labels_are_named_by_their_rows_in_any_order() -> None:
    other = msgspec.structs.replace(LABEL, address="So11111111111111111111111111111111111111112")
    assert labels_sha256([LABEL, other]) == labels_sha256([other, LABEL])
    assert labels_sha256([LABEL]) != labels_sha256([msgspec.structs.replace(LABEL, name="x")])
