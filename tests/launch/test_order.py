"""Places sort in ledger order, with the true position in a block where anything told it."""

from typing import Any

from msgspec.structs import replace

from reporter.decode.reading import Entry
from reporter.launch.order import Place, place
from reporter.model import questions as ask
from tests.end_to_end import worlds
from tests.launch.fake import answer, read

ENTRY = Entry("sig", 50, 7, failed=False)


def transaction(index: Any, time: Any = 9) -> Any:
    known = worlds.understood(13, **worlds.SMALL).launch.story.told[0].transaction
    return replace(known, signature="sig", slot=50, index=index, time=time)


def block(*names: Any) -> Any:
    return answer(ask.block_signatures(50), {"blockhash": "h", "blockTime": 1, "signatures": list(names)})


def test_the_answers_own_index_is_taken():
    assert place(read(), transaction(4), ENTRY, 11) == Place(50, 4, 4, "sig", 9)


def test_the_block_tells_the_index_where_the_answer_does_not():
    assert place(read(block("x", "sig")), transaction(None), ENTRY, 11) == Place(50, 1, 1, "sig", 9)


def test_without_an_index_the_list_gives_the_order_and_no_position_is_claimed():
    found = place(read(block("x", "y")), transaction(None, time=None), ENTRY, 11)
    assert found == Place(50, 11, -1, "sig", 7)
    assert found.known_index is None


def test_slots_come_before_indexes():
    assert Place(1, 9, 9, "a") < Place(2, 0, 0, "a") < Place(2, 1, 1, "a")
