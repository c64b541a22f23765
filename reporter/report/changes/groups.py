"""Which groups appeared, went, merged or split, who is in one now that was not, and whose tier or share is another.

Ids of entities change with their members, so groups are matched by the wallets they share. A group goes on as the one it shares
most with, where that is so from both sides. It is part of another when more than half of its members are. The definitions read
the same from either side: what appears in one direction is gone in the other, and so are joined and left, merged and split.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from reporter.model.difference import Kind
from reporter.model.ids import Signature, Wallet
from reporter.model.report import Entity
from reporter.report.changes.item import Item, Seen, Value, always
from reporter.report.numbers import percent
from reporter.report.vocabulary import changes as say

SIGNATURES = 12  # of one change


class _Matched(Struct, frozen=True):
    """How groups of two reports hang together, by id. `parents` and `pieces` are the parts of a whole; `origin` and `heir` what
    a group goes on from and as: the same group where there is one, else the whole that most of it lies in."""

    same: list[tuple[Entity, Entity]]
    parents: dict[str, list[Entity]]
    pieces: dict[str, list[Entity]]
    origin: dict[str, Entity]
    heir: dict[str, Entity]


def groups(old: Seen, new: Seen) -> Iterator[Item]:
    """Every change of the published and possible groups."""
    matched = _match(old.entities, new.entities)
    for group in new.entities:
        if group.id not in matched.origin:
            text = say.appeared(group.wallets, group.tier, group.roles.get("core", ()))
            yield _whole("appeared", group, text, _signatures(group, group.wallets))
    for group in old.entities:
        if group.id not in matched.heir:
            yield _whole("gone", group, say.gone(group.wallets, group.tier, group.roles.get("core", ())))
    for group in new.entities:
        yield from _of_several("merged", group, matched.parents[group.id])
        yield from _joined(group, matched)
    for group in old.entities:
        yield from _of_several("split", group, matched.pieces[group.id])
        yield from _left(group, matched)
    for before, after in matched.same:
        yield from _standing(before, after)


def _match(old: Sequence[Entity], new: Sequence[Entity]) -> _Matched:
    """Two groups, each of which shares most with the other, are the same; parts lie in a whole by more than half."""
    same = [(a, b) for a in old for b in new if _closest(a, new) is b and _closest(b, old) is a]
    parents = {whole.id: [part for part in old if _mostly(part, whole)] for whole in new}
    pieces = {whole.id: [part for part in new if _mostly(part, whole)] for whole in old}
    return _Matched(
        same,
        parents,
        pieces,
        origin={part.id: whole for whole in old for part in pieces[whole.id]} | {b.id: a for a, b in same},
        heir={part.id: whole for whole in new for part in parents[whole.id]} | {a.id: b for a, b in same},
    )


def _common(a: Entity, b: Entity) -> list[Wallet]:
    inside = set(b.wallets)
    return [wallet for wallet in a.wallets if wallet in inside]


def _closest(group: Entity, others: Sequence[Entity]) -> Entity | None:
    best = max(others, key=lambda other: (len(_common(group, other)), _common(group, other)), default=None)
    return best if best is not None and _common(group, best) else None


def _mostly(part: Entity, whole: Entity) -> bool:
    return 2 * len(_common(part, whole)) > len(part.wallets)


def _whole(kind: Kind, group: Entity, text: str, signatures: tuple[Signature, ...] = ()) -> Item:
    """A group that is there on one side alone: no group of the other holds more than half of it."""

    def value(seen: Seen) -> str:
        found = next((other for other in seen.entities if _mostly(group, other)), None)
        return "" if found is None else say.TIERS[found.tier]

    return Item(kind, value, always(text), tuple(group.wallets), signatures=signatures)


def _of_several(kind: Kind, whole: Entity, parts: Sequence[Entity]) -> Iterator[Item]:
    """A merger of the older report's groups, or a split into the newer one's."""
    if len(parts) < 2:
        return

    def value(seen: Seen) -> str:
        one = any(all(_mostly(part, other) for part in parts) for other in seen.entities)
        return "one group" if one else "several groups"

    shared = [_common(part, whole) for part in parts]
    text = say.merged(shared) if kind == "merged" else say.split(shared)
    signatures = _signatures(whole, whole.wallets) if kind == "merged" else ()
    yield Item(kind, value, always(text), tuple(wallet for part in shared for wallet in part), signatures=signatures)


def _joined(group: Entity, matched: _Matched) -> Iterator[Item]:
    """Members that the group's origin had not, but for those a merger speaks of."""
    origin = matched.origin.get(group.id)
    if origin is None:
        return
    core = tuple(_common(origin, group))
    for wallet in sorted({*group.wallets} - {*origin.wallets} - _told(matched.parents[group.id], group)):
        yield Item(
            "joined",
            _with(wallet, core),
            lambda wallets: say.joined(wallets, group.roles.get("core", core), group.tier),
            (wallet,),
            together=group.id,
            signatures=_signatures(group, [wallet]),
        )


def _left(group: Entity, matched: _Matched) -> Iterator[Item]:
    """Members that what the group goes on as has not, but for those a split speaks of."""
    heir = matched.heir.get(group.id)
    if heir is None:
        return
    core = tuple(_common(group, heir))
    for wallet in sorted({*group.wallets} - {*heir.wallets} - _told(matched.pieces[group.id], group)):
        yield Item(
            "left",
            _with(wallet, core),
            lambda wallets: say.left(wallets, group.roles.get("core", core), group.tier),
            (wallet,),
            together=group.id,
        )


def _told(parts: Sequence[Entity], whole: Entity) -> set[Wallet]:
    return {wallet for part in parts for wallet in _common(part, whole)} if len(parts) > 1 else set()


def _with(wallet: Wallet, core: Sequence[Wallet]) -> Value:
    """Whether the wallet is in the group that holds the most of `core`."""

    def value(seen: Seen) -> str:
        found = _holding(core, seen)
        return "in the group" if found is not None and wallet in found.wallets else ""

    return value


def _holding(core: Iterable[Wallet], seen: Seen) -> Entity | None:
    wanted = set(core)
    best = max(seen.entities, key=lambda group: len(wanted.intersection(group.wallets)), default=None)
    return best if best is not None and wanted.intersection(best.wallets) else None


def _standing(old: Entity, new: Entity) -> Iterator[Item]:
    core = tuple(_common(old, new))

    def tier(seen: Seen) -> str:
        found = _holding(core, seen)
        return "" if found is None else say.TIERS[found.tier]

    def held(seen: Seen) -> str:
        found = _holding(core, seen)
        return "" if found is None else percent(found.share_now)

    before, after = say.TIERS[old.tier], say.TIERS[new.tier]
    if before != after:
        yield Item("tier", tier, always(say.tier(core, before, after)), core)
    owned, owns = percent(old.share_now), percent(new.share_now)
    if owned != owns:
        yield Item("group_share", held, always(say.group_share(core, owned, owns)), core)


def _signatures(group: Entity, wallets: Iterable[Wallet]) -> tuple[Signature, ...]:
    """Transactions behind the links of these wallets, the first few."""
    about = set(wallets)
    links = (link for link in group.links if link.a in about or link.b in about)
    found = (signature for link in links for item in link.evidence for signature in item.signatures)
    return tuple(dict.fromkeys(found))[:SIGNATURES]
