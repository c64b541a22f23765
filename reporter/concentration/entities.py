"""Wallets counted as entities: partitions of holders, and what each part holds."""

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
    part_of: dict[Wallet, set[Wallet]] = {}
    for groups in partitions:
        for members in groups:
            merged = set(members)
            for wallet in members:
                merged |= part_of.get(wallet, set())
            for wallet in merged:
                part_of[wallet] = merged
    distinct = {frozenset(part) for part in part_of.values() if len(part) > 1}
    return sorted(distinct, key=min)


def places(groups: Sequence[Collection[Wallet]]) -> dict[Wallet, int]:
    """The number of the group each wallet is in."""
    return {wallet: number for number, members in enumerate(groups) for wallet in members}
