"""What lockers hold of the token: how much of it nobody can get at the snapshot, until when, and for whom.

Locked is only what a contract that was read holds back, that nobody can cancel or change, at a known time. Everything else in
a locker (released, revocable, not read) stays with the unclassified owners, which may sell.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from reporter.decode.accounts import token_account
from reporter.decode.lockers import JUPITER_LOCK, STREAMFLOW, Lock, jupiter_lock, streamflow
from reporter.decode.reading import Account, Reading
from reporter.launch.classes import Class
from reporter.model import questions as ask
from reporter.model.ids import TOKEN_PROGRAMS, Address, Mint, Raw, Signature, Wallet
from reporter.model.questions import Question

State: TypeAlias = Literal["locked", "revocable", "released", "foreign", "undated", "unread"]

ESCROWS: Final = 5  # largest self-owned token accounts whose contract is looked for
PAGE: Final = 25  # signatures of each: a lock has few
CALLS: Final = 4 * ESCROWS  # the most `questions` ever asks: a page, two transactions and the contract of each

_NAMES: Final = {JUPITER_LOCK: "Jupiter Lock", STREAMFLOW: "Streamflow"}
_END_OF_CALENDAR: Final = 253_402_300_800


class Locked(Struct, frozen=True, gc=False):
    """An owner that is a locker's account. `amount` of its `balance` is locked (base units): 0 unless `state` is locked.

    `lock` is the contract, None where it was not read or has no schedule.
    """

    owner: Wallet
    balance: Raw
    amount: Raw
    state: State
    lock: Lock | None

    @property
    def until(self) -> int | None:
        """When the last of it is released (UTC seconds), at the earliest: a paused stream ends later."""
        return self.lock.end if self.lock is not None and self.state == "locked" else None


def questions(
    reading: Reading, mint: Mint, amounts: Mapping[Wallet, Raw], accounts: Mapping[Wallet, Account | None]
) -> list[Question]:
    """What leads from self-owned token accounts to their contracts, as far as the answers allow; at most CALLS in all.

    `accounts` are the owners' own accounts. Jupiter Lock needs no question: there the owner is the contract.
    """
    wanted: list[Question] = []
    for escrow in _self_owned(mint, amounts, accounts)[:ESCROWS]:
        wanted.append(ask.signatures(escrow, limit=PAGE))
        wanted.extend(ask.transaction(signature) for signature in _ends(reading, escrow))
        contract = _contract(reading, escrow)
        if contract is not None:
            wanted.append(ask.account(contract))
    return wanted


def locks(
    reading: Reading,
    mint: Mint,
    amounts: Mapping[Wallet, Raw],
    accounts: Mapping[Wallet, Account | None],
    at: int | None,
) -> dict[Wallet, Locked]:
    """The lockers among the owners in `amounts`, judged at the time `at` (UTC seconds; None: the time is not known).

    An owner whose own account was not read, or is no locker's, is left out: it keeps the class it has without this.
    """
    found: dict[Wallet, Locked] = {}
    escrows = _self_owned(mint, amounts, accounts)
    for owner in sorted(amounts):
        account = accounts.get(owner)
        if account is None:
            continue
        if account.owner == JUPITER_LOCK:
            found[owner] = judge(owner, amounts[owner], jupiter_lock(account.data), mint, at)
        elif account.owner == STREAMFLOW:
            found[owner] = judge(owner, amounts[owner], None, mint, at)
    for owner in escrows:
        found[owner] = judge(owner, amounts[owner], _stream(reading, owner), mint, at)
    return found


def judge(owner: Wallet, balance: Raw, lock: Lock | None, mint: Mint, at: int | None) -> Locked:
    """How much of `balance` the contract holds back at the time `at`."""
    state: State = "released"
    amount = 0
    if lock is None:
        state = "unread"
    elif lock.mint != mint:
        state = "foreign"
    elif not lock.stopped and (lock.cancellable_by or lock.changeable_by is not None):
        state = "revocable"
    elif not lock.stopped and at is None:
        state = "undated"
    elif at is not None:
        amount = min(balance, lock.held_back(at))
        state = "locked" if amount else "released"
    return Locked(owner, balance, amount, state, lock)


def class_of(found: Locked) -> Class:
    """The class of a locker's account: locked only where an amount is."""
    lock = found.lock
    if lock is None:
        return Class("unclassified", "escrow", "a program's escrow whose contract was not read or has no schedule")
    name = _NAMES[lock.program]
    if found.state == "locked":
        part = "" if found.amount == found.balance else f"; {_percent(found)} of the balance is still held back"
        return Class("locked", name, f"{name} contract for {lock.beneficiary}: {_dates(lock)}{part}")
    said = {
        "revocable": f"{name} contract that {_who(lock)} can cancel or change: not counted as locked",
        "released": f"{name} contract for {lock.beneficiary} that holds nothing back any more",
        "foreign": f"{name} contract for another token",
        "undated": f"{name} contract for {lock.beneficiary}; the time of the snapshot is not known",
    }
    return Class("unclassified", "escrow", said[found.state])


def _who(lock: Lock) -> str:
    able = dict.fromkeys((*lock.cancellable_by, *((lock.changeable_by,) if lock.changeable_by is not None else ())))
    return " or ".join(able)


def _dates(lock: Lock) -> str:
    if lock.cliff == lock.end or lock.cliff_amount >= lock.total:
        return f"all of it on {_day(lock.cliff)}"
    return f"nothing before {_day(lock.cliff)}, the last on {_day(lock.end)}"


def _percent(found: Locked) -> str:
    share = 100 * found.amount // found.balance
    return f"{share} %" if share else "less than 1 %"


def _day(time: int) -> str:
    return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d}" if 0 <= time < _END_OF_CALENDAR else "a day after the year 9999"


def _self_owned(mint: Mint, amounts: Mapping[Wallet, Raw], accounts: Mapping[Wallet, Account | None]) -> list[Wallet]:
    """Owners that are token accounts of this mint and their own owner, largest first: no key can sign for such an owner."""
    found = []
    for owner, raw in sorted(amounts.items(), key=lambda row: (-row[1], row[0])):
        account = accounts.get(owner)
        if account is None or account.owner not in TOKEN_PROGRAMS:
            continue
        token = token_account(account.data)
        if token is not None and token.owner == owner and token.mint == mint and raw > 0:
            found.append(owner)
    return found


def _ends(reading: Reading, escrow: Wallet) -> list[Signature]:
    """The oldest and the newest transaction of the page that took effect: a contract is named when made and at every use."""
    page = reading.page(ask.signatures(escrow, limit=PAGE))
    worked = [entry.signature for entry in page.entries if not entry.failed] if page is not None else []
    return list(dict.fromkeys((worked[-1], worked[0]))) if worked else []


def _contract(reading: Reading, escrow: Wallet) -> Address | None:
    """The account every Streamflow instruction names right before the escrow (interface 0.6.0). A guess until it was read."""
    for signature in _ends(reading, escrow):
        transaction = reading.transaction(signature)
        for instruction in transaction.instructions if transaction is not None and transaction.ok else ():
            if instruction.program == STREAMFLOW and escrow in instruction.accounts[1:]:
                return instruction.accounts[instruction.accounts.index(escrow, 1) - 1]
    return None


def _stream(reading: Reading, escrow: Wallet) -> Lock | None:
    """The contract of an escrow: an account of Streamflow that names this very escrow."""
    contract = _contract(reading, escrow)
    account = reading.account(contract) if contract is not None else None
    lock = streamflow(account.data) if account is not None and account.owner == STREAMFLOW else None
    return lock if lock is not None and lock.escrow == escrow else None
