"""Behaviour as the report prints it: facts by name, in text, of which a later version may hold more."""

from msgspec import Struct

from reporter.model.ids import Signature


class Behaviour(Struct, frozen=True):
    """What creator, snipers, groups and buyers did, in counts and shares of the total supply.

    `holders` tells the age and activity of buyers' wallets; `signatures` names for each part the transactions that show it.
    """

    creator: dict[str, str]
    snipers: dict[str, str]
    bundled: dict[str, str]
    exits: dict[str, str]
    rebuys: dict[str, str]
    offsetting_volume: dict[str, str]
    holders: dict[str, str] = {}
    signatures: dict[str, list[Signature]] = {}
