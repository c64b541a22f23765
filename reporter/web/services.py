"""What the pages work with, handed to them from outside so that tests can hand them something else."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from reporter.jobs.job import Make
from reporter.jobs.runner import Runner
from reporter.jobs.samples import Sample
from reporter.jobs.store import Store
from reporter.ledger.probe import Capability


class Services(Struct, frozen=True):
    """`maker` binds endpoints and a rate (None: as fast as they allow) to a maker of reports; `probe` checks what an endpoint
    can do. `explorer` is a link template with {kind} and {id}, `rules` the version new reports follow.
    """

    store: Store
    runner: Runner
    samples: Sequence[Sample]
    maker: Callable[[Sequence[str], float | None], Make]
    probe: Callable[[str], Sequence[Capability]]
    budget: int
    window: int
    explorer: str
    rules: str
