"""The parts a wallet plays in a launch, in fixed words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from reporter.report import numbers
from reporter.report.across import Part, Role
from reporter.web.blocks.markup import safe

_WORDS: Final[Mapping[Part, Callable[[Role], str]]] = {
    "creator": lambda _: "creator, signed",
    "named_creator": lambda _: "named as creator by the payer",
    "payer": lambda _: "paid for the creation",
    "member": lambda role: f"in entity {role.place}",
    "context": lambda role: f"{safe(role.role.replace('_', ' '))} of entity {role.place}, no member",
    "funder": lambda role: f"origin of the money of {numbers.count(role.count, 'early buyer')}",
    "on_the_way": lambda role: f"passed on the money of {numbers.count(role.count, 'early buyer')}",
    "early_buyer": lambda _: "early buyer",
    "holder": lambda role: f"holds {numbers.percent(role.share)}",
    "service": lambda role: f"service of {numbers.count(role.count, 'wallet')}",
}


def roles_in_words(roles: Sequence[Role]) -> str:
    """All parts in one line: what the ledger shows, no more."""
    return ", ".join(_WORDS[role.part](role) for role in roles)
