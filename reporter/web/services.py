"""What the pages work with, handed to them from outside so that tests can hand them something else."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from reporter.jobs.desk import Desk
from reporter.jobs.samples import Sample
from reporter.jobs.shelf import Shelf
from reporter.ledger.probe import Capability


class Services(Struct, frozen=True):
    """`store` holds the finished reports, `runner` takes requests for new ones; `probe` checks what an
    endpoint can do. `explorer` is a link template with {kind} and {id}, `rules` the version new reports follow.
    `badges` is True where this process serves them too, `public_url` the address others reach it at, empty where unknown."""

    store: Shelf
    runner: Desk
    samples: Sequence[Sample]
    probe: Callable[[str], Sequence[Capability]]
    budget: int
    window: int
    explorer: str
    rules: str
    badges: bool = False
    public_url: str = ""
