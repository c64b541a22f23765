"""Wallets counted as entities: partitions of holders, and what each part holds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from reporter.model.ids import Wallet


def group(amounts: Mapping[Wallet, int], groups: Sequence[Collection[Wallet]]) -> list[int]:
    """What each unit holds, largest first: every group as one, every other wallet alone. Units without tokens are left out.

    Members that hold nothing add nothing. Raises ValueError when a wallet is in two groups.
    """
    placed: set[Wallet] = set()
    held: list[int] = []
    for members in groups:
        distinct = set(members)
        if distinct & placed:
            raise ValueError("a wallet is in two groups")
        placed |= distinct
        held.append(sum(amounts.get(wallet, 0) for wallet in distinct))
    held.extend(amount for wallet, amount in amounts.items() if wallet not in placed)
    return sorted((amount for amount in held if amount), reverse=True)


def join(*partitions: Iterable[Collection[Wallet]]) -> list[frozenset[Wallet]]:
    """The finest partition in which wallets that share a group in any of `partitions` are together.

    Groups of two or more only, in the order of their smallest wallet.
    """
    parent: dict[Wallet, Wallet] = {}
    for groups in partitions:
        for members in groups:
            roots = {_root(parent, wallet) for wallet in members}
            for root in roots:
                parent[root] = min(roots)
    parts: dict[Wallet, set[Wallet]] = defaultdict(set)
    for wallet in parent:
        parts[_root(parent, wallet)].add(wallet)
    return sorted((frozenset(part) for part in parts.values() if len(part) > 1), key=min)


def places(groups: Sequence[Collection[Wallet]]) -> dict[Wallet, int]:
    """The number of the group each wallet is in."""
    return {wallet: number for number, members in enumerate(groups) for wallet in members}


def _root(parent: dict[Wallet, Wallet], wallet: Wallet) -> Wallet:
    """The wallet that stands for this one's part; the way there is shortened for the next call."""
    root = wallet
    while parent.setdefault(root, root) != root:
        root = parent[root]
    while parent[wallet] != root:
        parent[wallet], wallet = root, parent[wallet]
    return root
