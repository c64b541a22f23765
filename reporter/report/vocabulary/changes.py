"""Sentences about what differs between two reports on one mint. A change of a report says nothing about anybody's intent."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reporter.model.difference import Cause
from reporter.model.ids import Address, Wallet
from reporter.model.report import Tier
from reporter.report.numbers import count, percent, short
from reporter.report.plain import plain
from reporter.report.vocabulary.making import several

TIERS: Final[Mapping[Tier, str]] = {
    "proven": "proven",
    "strong": "strong evidence",
    "possible": "possible, upper bound only",
    "service": "service in common",
    "none": "not linked",
}
CAUSES: Final[Mapping[Cause, str]] = {
    "program": "another version of the program",
    "rules": "other rules or background rates",
    "labels": "other labels",
    "chain": "the ledger moved on between the snapshots",
    "reading": "other data were read from the ledger",
}
NOT_LISTED: Final = "not listed"
LIMITS: Final = (
    "A wallet that is no longer in a group was not found linked in the newer data; that is no proof of the contrary.",
    "Causes are told apart by changing program, rules, labels and ledger in this order; what takes two is told of the later.",
)


def appeared(wallets: Sequence[Wallet], tier: Tier, core: Sequence[Wallet] = ()) -> str:
    """A group that has no forerunner in the older report; `core` is the published group that possible members may belong to."""
    if core:
        return f"Possibly linked to the group of {several(core)} now, upper bound only, and not before: {several(wallets)}."
    return f"{several(wallets)} are a group now ({TIERS[tier]}) and were not before."


def gone(wallets: Sequence[Wallet], tier: Tier, core: Sequence[Wallet] = ()) -> str:
    """A group of the older report of which no group of the newer one holds the most part."""
    if core:
        return f"No longer shown as possibly linked to the group of {several(core)}: {several(wallets)}."
    return f"{several(wallets)} were a group before ({TIERS[tier]}) and are not now."


def merged(parts: Iterable[Sequence[Wallet]]) -> str:
    """Several groups whose most part is in one now."""
    return f"What were several groups is one now: {_listed(parts)}."


def split(parts: Iterable[Sequence[Wallet]]) -> str:
    """One group that most members of several groups come from."""
    return f"What was one group is several now: {_listed(parts)}."


def joined(wallets: Sequence[Wallet], core: Sequence[Wallet], tier: Tier) -> str:
    """Wallets that a group holds now and did not hold before."""
    return f"Now {_linked(tier)} to the group of {several(core)}, and not before: {several(wallets)}."


def left(wallets: Sequence[Wallet], core: Sequence[Wallet], tier: Tier) -> str:
    """Wallets that a group held before and does not hold now."""
    return f"No longer {_linked(tier)} to the group of {several(core)}: {several(wallets)}."


def tier(core: Sequence[Wallet], before: str, after: str) -> str:
    """A group's tier."""
    return f"The group of {several(core)}: {before} before, {after} now."


def group_share(core: Sequence[Wallet], before: str, after: str) -> str:
    """What a group holds."""
    return f"The group of {several(core)} held {before} of the circulating supply before and holds {after} now."


def holding(wallet: Wallet, before: str, after: str) -> str:
    """What a large holder holds; a wallet that is not listed may hold tokens in accounts nobody read."""
    return f"{short(wallet)} among the holders: {before or NOT_LISTED} before, {after or NOT_LISTED} now."


def counted_as(wallet: Wallet, before: str, after: str) -> str:
    """How an owner of tokens is counted."""
    return f"{short(wallet)} was counted as {before} before and is counted as {after} now."


def early_buyers(wallets: Sequence[Wallet], *, now: bool) -> str:
    """Wallets new among the early buyers looked at, or no longer there."""
    return f"{'New' if now else 'No longer'} among the early buyers looked at: {several(wallets)}."


def service(kind: str, address: Address, name: str | None, *, now: bool) -> str:
    """A service in common that the report names now, or no longer names. It links nobody."""
    what = f"{plain(kind.rstrip('?'))} {short(address)}" + (f" ({plain(name)})" if name else "")
    return f"{'Now' if now else 'No longer'} shown as a service in common, which links nobody: {what}."


def measure(name: str, before: str, after: str) -> str:
    """One number of the report."""
    return f"{name}: {before} before, {after} now."


def why(steps: Sequence[tuple[Sequence[Cause], str]]) -> str:
    """The reasons of a change in order; the value each led to is told where there were several."""
    told = [_reason(causes) + (f" (to {to or NOT_LISTED})" if len(steps) > 1 else "") for causes, to in steps]
    return f"Why: {'; then '.join(told)}."


def seen_by_other_programs(old: str, new: str, own: str) -> str:
    """Both reports are derived by the program at hand; their makers may have published something else."""
    made = " and ".join(dict.fromkeys((plain(old), plain(new))))
    return f"These packs were made by program version {made}; both are read by version {own} here."


def not_derivable(cause: Cause, covered: str) -> str:
    """The older evidence does not answer what the newer rules or labels ask."""
    return (
        f"The older evidence answers only what decides {percent(covered)} of early buying under the newer input "
        f"({CAUSES[cause]}), so this cause is not told apart from the next one."
    )


def turned(old: int, new: int) -> str:
    """The first report given is the later one."""
    return f"The first report is the later one (slot {old} and slot {new}): read before as after."


def incomplete(old: bool, new: bool) -> str:
    """A partial report's numbers can change by reading alone."""
    which = "Both reports are" if old and new else "The older report is" if old else "The newer report is"
    return f"{which} partial: what is missing can change every number here."


def same() -> str:
    """Nothing that this comparison looks at differs."""
    return "Nothing that is compared here differs."


def summary(changes: int) -> str:
    """How many sentences follow."""
    return f"{count(changes, 'change')}."


def _linked(tier: Tier) -> str:
    return "possibly linked" if tier == "possible" else "linked"


def _listed(parts: Iterable[Sequence[Wallet]]) -> str:
    return "; ".join(several(part) for part in parts)


def _reason(causes: Sequence[Cause]) -> str:
    words = [CAUSES[cause] for cause in causes]
    return words[0] if len(words) == 1 else f"not told apart: {', or '.join(words)}"
