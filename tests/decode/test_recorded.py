"""Every recorded transaction, and the whole recorded block, read and decoded."""

import msgspec
import pytest

from reporter.decode import decode, is_vote, read_block, read_recorded, read_transaction
from reporter.errors import DecodeError
from reporter.model import base58
from tests.decode.properties import check_flows_add_up, check_lamports_are_conserved, check_nothing_is_dropped, check_tree
from tests.decode.recordings import CARRIED_FILES, SLOT, block_bytes, everything, load

CARRIED_NAMES = [file.name.split(".")[0] for file in CARRIED_FILES]


@pytest.mark.parametrize("file", CARRIED_FILES, ids=[name[:8] for name in CARRIED_NAMES])
def test_a_carried_recording_decodes_whole(file):
    """Nothing is lost between the ledger's answer and the decoded transaction."""
    transaction = read_recorded(load(file))
    assert transaction.signature == file.name.split(".")[0]
    check_tree(transaction)
    check_lamports_are_conserved(transaction)
    check_flows_add_up(transaction)
    check_nothing_is_dropped(transaction)


def test_carried_recordings_are_there():
    """A clone by itself tests real bytes of all versions."""
    assert len(CARRIED_FILES) == 27
    assert {read_recorded(load(file)).version for file in CARRIED_FILES} == {"legacy", 0, 1}


@pytest.mark.shared
def test_every_recording_and_the_whole_block_decode_whole():
    """All 108 recordings and all 1,509 transactions of the block, votes included."""
    count = 0
    for transaction in everything():
        count += 1
        check_tree(transaction)
        check_lamports_are_conserved(transaction)
        check_flows_add_up(transaction)
        check_nothing_is_dropped(transaction)
    assert count == 108 + 1509


@pytest.mark.parametrize("file", CARRIED_FILES, ids=[name[:8] for name in CARRIED_NAMES])
def test_a_version_1_message_agrees_with_the_reading_of_another_parser(file):
    """Accounts, blockhash, signers and instructions as the package that published the recording read them."""
    recorded = load(file)
    if "decoded_v1" not in recorded:
        assert recorded["result"]["version"] != 1 or isinstance(recorded["result"]["transaction"], dict)
        return
    message = recorded["decoded_v1"]["message"]
    transaction = read_recorded(recorded)
    top = [instruction for instruction in transaction.instructions if len(instruction.path) == 1]
    assert transaction.version == 1
    assert list(transaction.accounts) == message["accountKeys"]
    assert transaction.blockhash == message["recentBlockhash"]
    assert len(transaction.signers) == message["header"]["numRequiredSignatures"]
    assert [(i.program, list(i.accounts), i.data) for i in top] == [
        (
            message["accountKeys"][i["programIdIndex"]],
            [message["accountKeys"][place] for place in i["accounts"]],
            base58.decode(i["data"]),
        )
        for i in message["instructions"]
    ]


@pytest.mark.shared
def test_the_block_gives_true_indexes_and_leaves_votes_out_on_request():
    """Indexes count votes whether or not votes are given; the quick test by log and the exact one agree."""
    body = block_bytes()
    whole = list(read_block(body, SLOT))
    without = list(read_block(body, SLOT, votes=False))
    assert [transaction.index for transaction in whole] == list(range(1509))
    assert {transaction.slot for transaction in whole} == {SLOT}
    assert {transaction.time for transaction in whole} == {1741688033}
    assert without == [transaction for transaction in whole if not is_vote(transaction)]
    assert len(without) == 261


@pytest.mark.shared
def test_a_transaction_of_the_block_is_the_same_in_json_and_base58(shared):
    """Recordings taken from the block were re-encoded as json; block and recording tell the same."""
    block = {transaction.signature: transaction for transaction in read_block(block_bytes(), SLOT, votes=False)}
    compared = 0
    for file in sorted((shared / "transactions").glob("*.json")):
        recorded = load(file)
        if recorded["source"] == "ai-nyan-bot/bot":
            compared += 1
            assert read_recorded(recorded) == block[file.stem]
    assert compared == 61


@pytest.mark.shared
def test_raw_bytes_and_parsed_json_give_the_same_transaction(shared):
    """`read_transaction` and `read_recorded` are one path behind the border; odd shapes only the second takes."""
    refused = []
    for file in sorted((shared / "transactions").glob("*.json")):
        recorded = load(file)
        try:
            transaction = read_transaction(msgspec.json.encode(recorded["result"]))
        except DecodeError:
            refused.append(file.stem[:8])
            continue
        expected = read_recorded(recorded)
        if transaction is not None and transaction.index is None:
            transaction = msgspec.structs.replace(transaction, index=expected.index)  # blockIndex is the recorder's word
        assert transaction == expected
    assert refused == ["2Hh35eZP", "3hzNSkKD", "4Hg7PVgh"]


@pytest.mark.shared
def test_a_block_with_an_unreadable_transaction_gives_the_others():
    """What cannot be read is handed to the caller to count, with its index."""
    block = msgspec.json.decode(block_bytes())
    block["transactions"] = block["transactions"][:5]
    block["transactions"][2]["version"] = 2
    body = msgspec.json.encode(block)
    failures: list[tuple[int, DecodeError]] = []
    assert [t.index for t in read_block(body, SLOT, failures=failures)] == [0, 1, 3, 4]
    assert [index for index, _ in failures] == [2]
    with pytest.raises(DecodeError, match="version newer"):
        list(read_block(body, SLOT))


@pytest.mark.shared
def test_failed_transactions_tell_nothing_but_what_they_tried():
    """No events and no flows of a failed transaction, but its instructions and its error."""
    failed = [transaction for transaction in everything() if not transaction.ok]
    assert len(failed) > 14
    for transaction in failed:
        assert transaction.instructions
        assert transaction.error
        assert decode(transaction).events == ()
        assert decode(transaction).flows == ()
