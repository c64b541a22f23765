"""Services that several early buyers use: they explain what wallets have in common, and link nobody."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, TypeAlias

from reporter.decode.addresses import is_on_curve
from reporter.funding.inflow import SOL
from reporter.funding.path import PROGRAM
from reporter.model.evidence import Evidence
from reporter.model.ids import Address, Signature, Wallet
from reporter.model.report import Service
from reporter.report import numbers, wording
from reporter.report.build.known import Known

_TOOLS: Final = 3  # addresses paid beside the buys that are named, those of most buyers

_Users: TypeAlias = dict[tuple[str, Address], dict[Wallet, tuple[Signature, ...]]]  # by kind and address


def services(known: Known) -> list[Service]:
    """What guards kept from linking anybody, labelled payers, vaults of programs, and what is paid beside a buy."""
    users: _Users = defaultdict(dict)
    for item in known.evidence:
        if not item.guarded and item.via is not None and not _within(known, item):
            met = {wallet: shown for wallet, shown in item.members.items() if _met(known, wallet, item)}
            users[(_kind(known, item), item.via)].update(met)
    for key, wallet, shown in (*_payers(known), *_vaults(known), *_tools(known)):
        users[key][wallet] = shown
    rows = []
    for (kind, address), wallets in sorted(users.items(), key=lambda row: (-len(row[1]), row[0])):
        if not wallets:
            continue
        label = known.pack.labels.get(address)
        name = label.name if label is not None else None
        text = wording.service_text(kind, address, name, sorted(wallets))
        signatures = dict.fromkeys(signature for wallet in sorted(wallets) for signature in wallets[wallet])
        rows.append(Service(kind, address, name, sorted(wallets), text, _score(known, address), list(signatures)))
    return rows


def _payers(known: Known) -> Iterator[tuple[tuple[str, Address], Wallet, tuple[Signature, ...]]]:
    """Labelled services that paid a buyer."""
    for wallet, trail in known.money.trails.items():
        for above in (label for label in trail.labels if label.hop == 1):
            label = known.pack.labels.get(above.wallet)
            shown = tuple(hop.signature for hop in above.path)
            if label is None and above.stop == PROGRAM:
                yield ("vault", above.wallet), wallet, shown
            elif label is not None and known.pack.labels.is_service(above.wallet):
                yield (label.category, above.wallet), wallet, shown


def _vaults(known: Known) -> Iterator[tuple[tuple[str, Address], Wallet, tuple[Signature, ...]]]:
    """Accounts of programs, such as the vault of several signers, that paid a buyer: nobody signs for them alone."""
    for wallet, trail in known.money.trails.items():
        main = trail.first.main
        if trail.stop != PROGRAM or main is None or main.address is None or main.kind == "trade":
            continue
        if not is_on_curve(main.address) and main.address not in known.facts.barred:
            yield ("vault", main.address), wallet, tuple(payment.signature for payment in main.payments)


def _tools(known: Known) -> Iterator[tuple[tuple[str, Address], Wallet, tuple[Signature, ...]]]:
    """Addresses outside the market that buyers paid SOL in the transactions of their first buys."""
    users: dict[Address, dict[Wallet, tuple[Signature, ...]]] = defaultdict(dict)
    for purchase in known.launch.story.early:
        decoded = known.reading.decoded(purchase.transaction.signature)
        for flow in decoded.flows if decoded is not None else ():
            if flow.source == purchase.wallet and flow.asset == SOL and _stranger(known, flow.target):
                users[flow.target or ""][purchase.wallet] = (purchase.transaction.signature,)
    common = [(address, paid) for address, paid in users.items() if len(paid) >= known.pack.rules.limits.company]
    for address, paid in sorted(common, key=lambda row: (-len(row[1]), row[0]))[:_TOOLS]:
        label = known.pack.labels.get(address)
        for wallet, shown in paid.items():
            yield (label.category if label is not None else "fee?", address), wallet, shown


def _stranger(known: Known, address: Address | None) -> bool:
    """True for somebody's own address that is neither of the market nor of the launch's people."""
    if address is None or not is_on_curve(address) or address in known.launch.around.known:
        return False
    return address not in known.facts.early and address != known.facts.creator


def _within(known: Known, item: Evidence) -> bool:
    """True where a published group holds the address and everybody it served: then it is a member and no service."""
    return any(group >= {item.via, *item.members} for group in known.linked.strict)


def _score(known: Known, address: Address) -> str | None:
    verdict = known.money.breadth.get(address)
    return None if verdict is None else numbers.share(round(verdict.score * 10**6), 10**6)


def _met(known: Known, wallet: Wallet, item: Evidence) -> bool:
    """True when the wallet dealt with the service itself. What a service paid to its payer was not paid to the wallet."""
    if item.family != "provenance":
        return True
    above = known.money.upstream.get(wallet, {}).get(item.via or "")
    return above is not None and above.hop == 1


def _kind(known: Known, item: Evidence) -> str:
    label = known.pack.labels.get(item.via or "")
    if label is not None:
        return label.category
    verdict = known.money.breadth.get(item.via or "")
    sure = verdict is not None and verdict.verdict == "hub"
    if item.family == "control":
        return "relayer" if sure else "relayer?"
    return "hub" if sure else "service?"
