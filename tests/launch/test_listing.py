"""Short lists are read whole; long ones are read at both ends, the creation found through accounts seldom used after it."""

from typing import Any

from msgspec.structs import replace

from reporter.decode import addresses
from reporter.decode.reading import Entry, Reading
from reporter.launch.listing import listing, merged
from reporter.launch.market import Market
from reporter.launch.subject import Subject, subject
from reporter.ledger.answers import MemoryAnswers
from reporter.model import questions as ask
from reporter.model.ids import WRAPPED_SOL
from tests.launch.fake import Chain, answer, entry, key, read, refusal

MINT = key(5)
PLAIN = subject(read(), MINT)


def market(address: Any, kind: Any) -> Any:
    return Market(address, "pumpfun", kind, WRAPPED_SOL, tokens=1, unsold=1, open=True, fee_creator=None)


CURVE = addresses.bonding_curve(MINT)
CURVED = replace(PLAIN, markets=(market(CURVE, "curve"),))


def walk(chain: Chain, subject: Subject, *, pages: int = 1, enough: int = 50, metadata_rows: int = 1) -> Any:
    """Answer every question of the plan from the chain until nothing is left to ask."""
    answers = MemoryAnswers()
    reading = Reading(answers)
    asked: list[Any] = []
    while True:
        found = listing(reading, subject, pages=pages, enough=enough)
        fresh = [question for question in found.plan if not reading.asked(question)]
        assert fresh == list(found.plan), "a question was asked twice"
        if not fresh:
            return found, asked
        for question in fresh:
            asked.append(question)
            address = ask.parameters(question)[0]
            if question.method == "getBlock":
                answers.add(chain.block(question))
            elif address in {CURVE, MINT}:
                answers.add(chain.page(question, chain.rows))
            elif address == addresses.metadata(MINT):
                answers.add(chain.page(question, chain.rows[:metadata_rows]))
            else:
                answers.add(answer(question, []))
        assert len(asked) < 200


def test_a_short_list_is_read_whole_from_the_curve():
    chain = Chain(1000, 20, 3)
    found, asked = walk(chain, CURVED)
    assert [row.signature for row in found.entries] == [name for name, _ in chain.rows]
    assert (found.whole, found.gap, len(asked)) == (True, None, 1)
    assert ask.parameters(asked[0])[0] == CURVE


def test_without_a_curve_the_mint_is_paged():
    _, asked = walk(Chain(1000, 20, 3), PLAIN)
    assert ask.parameters(asked[0])[0] == MINT


def test_all_pages_are_read_where_the_limit_allows():
    chain = Chain(1000, 900, 3)
    found, asked = walk(chain, CURVED, pages=5)
    assert (found.whole, found.gap, len(found.entries), len(asked)) == (True, None, 2700, 3)


def test_a_long_list_is_read_at_both_ends():
    chain = Chain(1000, 3000, 2)
    found, asked = walk(chain, CURVED, enough=50)
    assert found.whole
    assert found.entries[0].signature == chain.rows[0][0]
    early = [row for row in found.early if row.slot < 1150]
    assert [row.signature for row in early] == [name for name, slot in chain.rows if slot < 1150]
    assert found.gap == (1150, 3500)
    assert found.later[-1].signature == chain.rows[-1][0]
    assert [question.method for question in asked].count("getBlock") == 1


def test_the_early_window_widens_until_it_holds_enough():
    chain = Chain(1000, 3000, 1)
    found, _ = walk(chain, CURVED, enough=400)
    assert [row.slot for row in found.early] == list(range(1000, 1600))


def test_a_skipped_slot_is_stepped_over():
    chain = Chain(1000, 3000, 2, skipped={1150, 1151, 1152})
    found, asked = walk(chain, CURVED, enough=50)
    assert found.whole
    assert [ask.parameters(question)[0] for question in asked if question.method == "getBlock"] == [1150, 1151, 1152, 1153]
    assert found.early[-1].slot in {1149, 1153}


def test_too_many_skipped_slots_leave_the_window_before():
    chain = Chain(1000, 3000, 2, skipped=range(1150, 1165))
    found, _ = walk(chain, CURVED, enough=50)
    assert [row.signature for row in found.early] == ["s1000n0"]
    assert found.whole
    assert found.gap == (1000, found.later[0].slot)


def test_a_creation_that_cannot_be_found_leaves_the_newest_pages_alone():
    chain = Chain(1000, 3000, 2)
    found, _ = walk(chain, CURVED, metadata_rows=3000)
    assert (found.early, found.whole, found.gap) == ((), False, None)
    assert len(found.later) == 1000


def test_a_refused_list_is_empty_and_not_whole():
    question = ask.signatures(CURVE)
    found = listing(read(refusal(question)), CURVED, pages=3, enough=10)
    assert (found.entries, found.whole, found.plan) == ((), False, ())


def test_an_unreadable_list_is_not_asked_for_ever():
    question = ask.signatures(CURVE)
    found = listing(read(answer(question, None)), CURVED, pages=3, enough=10)
    assert (found.entries, found.whole, found.plan) == ((), False, ())


def test_lists_are_merged_by_slot_without_repeats():
    a = (Entry("x", 1, None, failed=False), Entry("z", 3, None, failed=False))
    b = (Entry("y", 2, None, failed=False), Entry("x", 1, None, failed=False))
    assert [row.signature for row in merged([a, b])] == ["x", "y", "z"]


def test_a_whole_curve_and_a_cut_pool_leave_a_gap_and_not_a_missing_beginning():
    pool = addresses.canonical_pool(MINT, WRAPPED_SOL)
    graduated = replace(PLAIN, markets=(market(CURVE, "curve"), market(pool, "pool")))
    newest = [entry(f"p{n}", 9000 - n) for n in range(1000)]
    reading = read(
        answer(ask.signatures(CURVE), [entry("b", 20), entry("a", 10)]),
        answer(ask.signatures(pool), newest),
    )
    found = listing(reading, graduated, pages=1, enough=10)
    assert (found.whole, found.gap, found.plan) == (True, (20, 8001), ())
    assert [row.signature for row in found.early] == ["a", "b"]
