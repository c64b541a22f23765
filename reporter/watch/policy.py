"""Back-pressure: what is done when more is launched than reports can be made. Whatever is left out is counted."""

import hashlib
from typing import Final

from msgspec import Struct

from reporter.errors import InputError
from reporter.model.ids import Mint

_WHOLE: Final = 2**64


class Policy(Struct, frozen=True, kw_only=True):
    """The rules.

    `sample` is the percentage of launches taken at all. A launch is asked for once it is `delay` seconds old, newest first,
    while fewer than `most_waiting` jobs wait; of those held back meanwhile, all beyond the `most_held` newest are dropped.
    """

    sample: float = 100.0
    delay: float = 0.0
    most_waiting: int = 100
    most_held: int = 1000

    def __post_init__(self) -> None:
        if not 0 < self.sample <= 100 or self.delay < 0 or self.most_waiting < 1 or self.most_held < 0:
            raise InputError("a sample is above 0 and at most 100 percent; a delay and what is held are not below 0")

    def takes(self, mint: Mint, salt: bytes) -> bool:
        """True for the share of mints that is sampled.

        Drawn from the mint and a secret salt: the same after a restart, and nobody can pick a mint that is passed over.
        """
        drawn = int.from_bytes(hashlib.blake2b(mint.encode(), key=salt, digest_size=8).digest())
        return drawn * 100 < self.sample * _WHOLE
