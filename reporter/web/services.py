"""What the pages work with, handed to them from outside so that tests can hand them something else."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from reporter.jobs.job import Make
from reporter.jobs.runner import Runner
from reporter.jobs.samples import Sample
from reporter.jobs.store import Store


class Services(Struct, frozen=True):
    """`maker` binds endpoints to a maker of reports; `endpoints` are the default ones and stay on this side of the browser.

    `explorer` is a link template with {kind} and {id}.
    """

    store: Store
    runner: Runner
    samples: Sequence[Sample]
    maker: Callable[[Sequence[str]], Make]
    budget: int
    window: int
    explorer: str
