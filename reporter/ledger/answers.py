"""Answers held in memory, and a source that reads from them alone."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence

from reporter.errors import EndpointRefused
from reporter.model.pack import Pack
from reporter.model.questions import Answer, Question


class MemoryAnswers:
    """The `Answers` of a running or finished report. Iterates in order of the questions, whatever order they came in."""

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        self._by_question: dict[Question, Answer] = {}
        for answer in answers:
            self.add(answer)

    def add(self, answer: Answer) -> None:
        """Keep an answer; a later one to the same question takes its place."""
        self._by_question[answer.question] = answer

    def get(self, question: Question) -> Answer | None:
        """The answer, or None when the question was not asked."""
        return self._by_question.get(question)

    def __iter__(self) -> Iterator[Answer]:
        for question in sorted(self._by_question):
            yield self._by_question[question]

    def __len__(self) -> int:
        return len(self._by_question)


class PackSource:
    """A LedgerSource that knows what a pack holds and nothing else."""

    name = "evidence pack"

    def __init__(self, pack: Pack) -> None:
        self._answers = pack.answers

    async def ask(self, questions: Sequence[Question]) -> AsyncIterator[Answer]:
        """Answer from the pack. Raises EndpointRefused for a question the pack was made without."""
        for question in dict.fromkeys(questions):
            answer = self._answers.get(question)
            if answer is None:
                raise EndpointRefused(f"the evidence pack holds no answer to {question.method}; it cannot ask the ledger")
            yield answer

    async def aclose(self) -> None:
        """Nothing to let go of."""
