"""What an address is to a seller whose proceeds it received: said only of what was looked at."""

from collections.abc import Collection, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reporter.decode.addresses import is_on_curve
from reporter.funding import breadth as breadths
from reporter.funding import sinks
from reporter.funding.breadth import Breadth
from reporter.funding.forward import TO_WALLET, Proceeds
from reporter.funding.sinks import Sink
from reporter.model.ids import Address
from reporter.model.labels import Labels

TO_FUNDER: Final = "return to the funder"
TO_SERVICE: Final = sinks.SERVICE
TO_SUSPECTED: Final = "service?"
TO_DEPOSIT: Final = sinks.DEPOSIT
TO_PROGRAM: Final = "account of a program"


class Looked(Struct, frozen=True):
    """What was found out about addresses: whom they pay, and who pays them."""

    labels: Labels
    breadth: Mapping[Address, Breadth]
    sinks: Mapping[Address, Sink] = {}


def named(found: Proceeds, payers: Collection[Address], looked: Looked) -> Proceeds:
    """The proceeds with every address named as what it is; `payers` stand upstream of the seller's buy."""
    rows = [
        row if row.kind != TO_WALLET else replace(row, kind=kind_of(row.target, row.target in payers, looked))
        for row in found.destinations
    ]
    return replace(found, destinations=tuple(rows))


def kind_of(address: Address, paid: bool, looked: Looked) -> str:
    """What `address` is to somebody whose buy it paid for, or not.

    A payer is called the funder only after it was looked at: an exchange that paid one buyer alone is the payer of that buy
    too. Whom it pays tells more than who pays it, as an operator with many wallets has a busy address.
    """
    verdict, end = looked.breadth.get(address), looked.sinks.get(address)
    if not is_on_curve(address):
        return TO_SERVICE if looked.labels.is_service(address) else TO_PROGRAM
    if looked.labels.is_service(address) or (verdict is not None and verdict.verdict == breadths.HUB):
        return TO_SERVICE
    if verdict is not None and verdict.verdict == breadths.SUSPECTED:
        return TO_SUSPECTED
    if paid and verdict is not None and verdict.private and verdict.sampled:
        return TO_FUNDER
    if end is not None and end.verdict in {sinks.SERVICE, sinks.DEPOSIT}:
        return end.verdict
    return TO_FUNDER if paid and end is not None and end.verdict == sinks.OWN else TO_WALLET
