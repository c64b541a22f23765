"""Pages of signatures are joined into one history, and no answer makes the planner ask for ever."""

from typing import Any

import pytest

from reporter.launch.history import history
from reporter.model import questions as ask
from reporter.model.questions import Answer
from tests.launch.fake import answer, entry, key, read, refusal

ADDRESS = key(1)


def page(before: str | None = None, limit: int = 3) -> Any:
    return ask.signatures(ADDRESS, before, limit)


def names(found: Any) -> Any:
    return [row.signature for row in found.entries]


def test_nothing_read_yet_asks_for_the_newest_page():
    found = history(read(), ADDRESS, limit=3)
    assert (found.next, found.complete, found.refused, found.pages) == (page(), False, False, 0)


def test_pages_are_joined_oldest_first_until_one_is_not_full():
    found = history(
        read(answer(page(), [entry("e", 5), entry("d", 4), entry("c", 3)]), answer(page("c"), [entry("b", 2), entry("a", 1)])),
        ADDRESS,
        limit=3,
    )
    assert names(found) == ["a", "b", "c", "d", "e"]
    assert (found.complete, found.next, found.pages) == (True, None, 2)


def test_a_full_page_asks_for_the_one_before_it():
    found = history(read(answer(page(), [entry("e", 5), entry("d", 4), entry("c", 3)])), ADDRESS, limit=3)
    assert (found.next, found.complete) == (page("c"), False)


def test_a_page_that_repeats_the_one_before_ends_the_walk_unfinished():
    rows = [entry("e", 5), entry("d", 4), entry("c", 3)]
    found = history(read(answer(page(), rows), answer(page("c"), rows)), ADDRESS, limit=3)
    assert names(found) == ["c", "d", "e"]
    assert (found.complete, found.next) == (False, None)


def test_a_signature_listed_twice_counts_once():
    found = history(
        read(answer(page(), [entry("c", 3), entry("b", 2), entry("a", 1)]), answer(page("a"), [entry("a", 1)])),
        ADDRESS,
        limit=3,
    )
    assert names(found) == ["a", "b", "c"]


def test_a_history_may_begin_before_any_signature():
    found = history(read(answer(page("x"), [entry("a", 1)])), ADDRESS, before="x", limit=3)
    assert (names(found), found.complete) == (["a"], True)


@pytest.mark.parametrize(
    "bad", [refusal(page()), answer(page(), None), answer(page(), {"no": "list"}), Answer(page(), b"not json")]
)
def test_a_page_refused_empty_or_unreadable_is_not_asked_for_again(bad):
    found = history(read(bad), ADDRESS, limit=3)
    assert (found.next, found.refused, found.complete) == (None, True, False)


def test_failed_transactions_stay_listed():
    found = history(read(answer(page(), [entry("a", 1, failed=True)])), ADDRESS, limit=3)
    assert [row.failed for row in found.entries] == [True]
