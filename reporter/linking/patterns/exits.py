"""A group leaves in stages: its sales stand in rows with hardly anybody else's between them, and rest in between."""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from reporter.launch.order import Place
from reporter.launch.story import Told
from reporter.linking.facts import Facts
from reporter.linking.order import closeness
from reporter.linking.patterns import round_trips
from reporter.model.events import Buy, Sell
from reporter.model.ids import WRAPPED_SOL, Lamports, Raw, Signature, Wallet


class Stage(Struct, frozen=True):
    """One row of sales. `chance` is that of sales so close together among all sales; `outside` what others had bought net, in
    lamports, since the stage before (the group's last first buy); None where quotes are not SOL."""

    wallets: tuple[Wallet, ...]
    signatures: tuple[Signature, ...]
    sold: Raw
    chance: float
    outside: Lamports | None


def stages(facts: Facts, members: Collection[Wallet]) -> tuple[Stage, ...]:
    """Two stages or more, each of the smallest company's size and closer together than chance puts sales in this launch; else
    none."""
    limits = facts.rules.limits
    at_once = round_trips(facts.story.told)
    sales = [i for i in facts.story.told if isinstance(i.event, Sell) and i.transaction.signature not in at_once]
    ranks = {id(item): rank for rank, item in enumerate(sales)}
    begun = max((p.place for p in facts.story.early if p.wallet in members), default=None)
    found: list[Stage] = []
    for row in _rows([item for item in sales if item.event.wallet in members], limits.stage_seconds):
        wallets = dict.fromkeys(item.event.wallet for item in row if item.event.wallet is not None)
        chance = closeness([ranks[id(item)] for item in row], len(sales))
        if len(wallets) >= limits.company and (chance <= limits.chance or len(row) == len(sales)):
            found.append(
                Stage(
                    wallets=tuple(wallets),
                    signatures=tuple(item.transaction.signature for item in row),
                    sold=sum(item.event.token_amount or 0 for item in row),
                    chance=chance,
                    outside=None if begun is None else _net(facts, members, begun, row[0].place),
                )
            )
            begun = row[-1].place
    return tuple(found) if len(found) >= 2 else ()


def _rows(sales: Sequence[Told], rest: int) -> Iterator[list[Told]]:
    row: list[Told] = []
    for item in sales:
        if row and (item.place.time or 0) - (row[-1].place.time or 0) >= rest:
            yield row
            row = []
        row.append(item)
    if row:
        yield row


def _net(facts: Facts, members: Collection[Wallet], after: Place, before: Place) -> Lamports | None:
    """What everybody else bought less what they sold between two places."""
    net = 0
    for item in facts.story.trades():
        if item.event.wallet in members or not after < item.place < before:
            continue
        if item.event.quote_mint not in {None, WRAPPED_SOL}:
            return None
        net += (item.event.quote_amount or 0) * (1 if isinstance(item.event, Buy) else -1)
    return net
