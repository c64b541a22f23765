"""What a report still needs, over all rooms: one step at a time, in the order in which answers matter."""

from reporter.decode.reading import Reading
from reporter.funding import money
from reporter.launch import tables
from reporter.launch.launch import reach
from reporter.launch.plan import Step, plan, plan_rest, unasked
from reporter.launch.subject import subject
from reporter.launch.top_holders import top_holders
from reporter.model.labels import Labels
from reporter.model.pack import Parameters
from reporter.model.rules import RuleSet


def next_step(reading: Reading, parameters: Parameters, labels: Labels, rules: RuleSet) -> Step | None:
    """The next questions, None when nothing left to ask could change the report.

    Launch and holders come first (the quick answer), then the money of every early buyer and whom the common payers pay
    otherwise, and last, with what remains of the budget, the trades after the early window.
    """
    step = plan(reading, parameters, labels, rules)
    if step is not None or parameters.quick:
        return step
    token = subject(reading, parameters.mint)
    _, story = reach(reading, token, parameters, labels, rules)
    left = unasked(reading, tables.plan(reading, story, rules))
    if left:
        return Step("provenance", left)
    holders = top_holders(reading, story, parameters, labels, rules)
    left = unasked(reading, money.plan(reading, story, labels, rules, holders))
    return Step("provenance", left) if left else plan_rest(reading, parameters, labels, rules)
