"""The loop: plan, fetch, plan again, until nothing asked for could change a conclusion or the budget is spent."""

from collections.abc import Sequence

from reporter.collect.drafts import Drafts
from reporter.collect.planning import next_step
from reporter.decode.reading import Reading
from reporter.launch.plan import Step
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.source import LedgerSource
from reporter.model.labels import Labels
from reporter.model.pack import HARD_STOP, QUICK_BUDGET, Parameters
from reporter.model.progress import PHASES, Progress, Watcher
from reporter.model.questions import Question
from reporter.model.rules import RuleSet


async def collect(
    parameters: Parameters,
    source: LedgerSource,
    labels: Labels,
    rules: RuleSet,
    watch: Watcher,
    drafts: Drafts | None = None,
) -> MemoryAnswers:
    """Ask `source` everything the report needs within its budget, and hand over the answers.

    `watch` is told every answer and may raise Cancelled; what was answered until then stays in the source's archive. It is also
    told what `drafts` makes of the answers between two steps.
    """
    answers = MemoryAnswers()
    await advance(answers, PHASES[-1], parameters, source, (labels, rules), watch, drafts)
    return answers


async def advance(
    answers: MemoryAnswers,
    last: str,
    parameters: Parameters,
    source: LedgerSource,
    shipped: tuple[Labels, RuleSet],
    watch: Watcher,
    drafts: Drafts | None = None,
) -> None:
    """Go on from `answers`, adding to them, until the next questions belong to a phase behind `last`.

    What is asked depends on the answers alone: whoever goes on from the answers of a phase asks what the first would have.
    """
    reading = Reading(answers)
    budget = limit(parameters)
    while len(answers) < budget:
        step = next_step(reading, parameters, *shipped)
        if step is None or PHASES.index(step.phase) > PHASES.index(last):
            break
        draft = drafts.before(step, answers) if drafts is not None else None
        if draft is not None:
            watch(Progress(step.phase, 0, len(step.questions), len(answers), draft=draft))
        before = len(answers)
        await _fetch(step, step.questions[: budget - before], answers, source, watch)
        if len(answers) == before:
            break  # a source that leaves questions unanswered would be asked them for ever; coverage counts them


def limit(parameters: Parameters) -> int:
    """The number of distinct questions this report may ask."""
    return min(parameters.budget, QUICK_BUDGET if parameters.quick else HARD_STOP)


async def _fetch(
    step: Step, questions: Sequence[Question], answers: MemoryAnswers, source: LedgerSource, watch: Watcher
) -> None:
    watch(Progress(step.phase, 0, len(questions), len(answers)))
    done = 0
    async for answer in source.ask(questions):
        answers.add(answer)
        done += 1
        watch(Progress(step.phase, done, len(questions), len(answers)))
