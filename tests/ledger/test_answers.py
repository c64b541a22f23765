"""Answers in memory, and the source that knows nothing else."""

import pytest

from reporter.errors import EndpointRefused
from reporter.ledger.answers import MemoryAnswers, PackSource
from reporter.model.questions import Answer, Question, transaction
from tests.ledger.examples import collect, questions, small_pack


def test_answers_iterate_in_order_of_their_questions_and_the_last_one_counts() -> None:
    b, a = Answer(Question("b", "[]"), b"1"), Answer(Question("a", "[]"), b"2")
    answers = MemoryAnswers([b, a])
    answers.add(Answer(b.question, b"3"))
    assert [answer.body for answer in answers] == [b"2", b"3"]
    assert len(answers) == 2
    assert answers.get(a.question) == a
    assert answers.get(transaction("x")) is None


async def test_a_pack_cannot_be_asked_what_it_does_not_hold() -> None:
    source = PackSource(small_pack())
    assert len(await collect(source, [transaction("one"), transaction("two")])) == 2
    with pytest.raises(EndpointRefused, match="holds no answer to getTransaction"):
        await collect(source, questions(1))
