"""Everything a report is made from: parameters, rules, labels, background rates and the ledger's answers.

The same pack and the same program give the same report, byte for byte.
"""

from msgspec import Struct

from reporter.model.ids import Mint
from reporter.model.labels import Labels
from reporter.model.questions import Answers
from reporter.model.rules import Background, RuleSet


class Parameters(Struct, frozen=True, gc=False):
    """What the user asked for. Printed in the report, hashed into the pack.

    `budget` bounds distinct questions; `window` is the number of early buyers looked at; `quick` skips money and links;
    `sniper_slots` is the window after the creation in which first buys count as snipers', the rule set's where None.
    """

    mint: Mint
    window: int = 300
    budget: int = 2500
    quick: bool = False
    sniper_slots: int | None = None


QUICK_BUDGET = 60
HARD_STOP = 8000


class Provenance(Struct, frozen=True, gc=False):
    """Who answered, without naming endpoints: a label per source ("JSON-RPC", "simulated ledger") and the program version."""

    sources: tuple[str, ...]
    program: str


class Pack(Struct, frozen=True):
    """The whole input of `analyse`."""

    parameters: Parameters
    provenance: Provenance
    rules: RuleSet
    labels: Labels
    background: Background
    answers: Answers
