"""Wallets of a group led the same short life before the launch."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from msgspec import Struct

from reporter.funding.lives import Act
from reporter.linking.facts import Facts
from reporter.model.ids import Mint, Signature, Wallet


class Warmed(Struct, frozen=True):
    """`wallets` each traded `mint` alone in the same `steps`, within `span` seconds from the first to the last of them. `read`
    counts the other early buyers whose lives were read, `alike` those of them that had the same."""

    wallets: tuple[Wallet, ...]
    mint: Mint
    steps: int
    span: int | None
    alike: int
    read: int
    signatures: tuple[Signature, ...]


def warmed(facts: Facts, members: Collection[Wallet]) -> Iterator[Warmed]:
    """Every sequence, long enough to be one, that a company of members shares."""
    acts, limits = facts.money.lives, facts.rules.limits
    by_steps: dict[tuple[tuple[str, Mint], ...], list[Wallet]] = defaultdict(list)
    for wallet, life in sorted(acts.items()):
        by_steps[tuple((act.side, act.mint) for act in life)].append(wallet)
    others = sum(1 for wallet in acts if wallet not in members)
    for steps, wallets in sorted(by_steps.items()):
        inside = [wallet for wallet in wallets if wallet in members]
        if len(inside) >= limits.company and len(steps) >= limits.life_steps and len({mint for _, mint in steps}) == 1:
            shown = [act for wallet in inside for act in acts[wallet]]
            yield Warmed(
                wallets=tuple(inside),
                mint=steps[0][1],
                steps=len(steps),
                span=_span(shown),
                alike=len(wallets) - len(inside),
                read=others,
                signatures=tuple(dict.fromkeys(act.signature for act in shown)),
            )


def _span(acts: Collection[Act]) -> int | None:
    times = [act.time for act in acts if act.time is not None]
    return max(times) - min(times) if len(times) == len(acts) else None
