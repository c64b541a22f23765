"""The ledger's answers, decoded once and remembered: what planners and analysis look things up in.

Answers only ever grow while a report is collected, so what was decoded stays valid; absent answers are looked up again.
"""

import base64
from typing import TypeVar

import msgspec
from msgspec import Struct

from reporter.decode import decode, read_transaction
from reporter.errors import DecodeError
from reporter.model import questions as ask
from reporter.model.events import Decoded
from reporter.model.ids import Address, Lamports, Program, Signature, Slot
from reporter.model.questions import Answer, Answers, Question
from reporter.model.transaction import Transaction

T = TypeVar("T")


class Entry(Struct, frozen=True, gc=False):
    """One line of a signatures page. `failed` transactions paid a fee and did nothing else."""

    signature: Signature
    slot: Slot
    time: int | None
    failed: bool


class Page(Struct, frozen=True, gc=False):
    """One page of signatures, newest first. `last` is True when no older one follows."""

    entries: tuple[Entry, ...]
    last: bool


class Account(Struct, frozen=True, gc=False):
    """An account as read at `slot`."""

    owner: Program
    lamports: Lamports
    data: bytes
    slot: Slot


class Block(Struct, frozen=True, gc=False):
    """A block's place in time; `positions` is empty when only the header was asked."""

    blockhash: str
    time: int | None
    positions: dict[Signature, int]


class _WireEntry(Struct, gc=False):
    signature: str
    slot: int
    err: msgspec.Raw = msgspec.Raw(b"null")
    blockTime: int | None = None  # noqa: N815 — the wire's name


class _WireAccount(Struct, gc=False):
    owner: str
    lamports: int
    data: tuple[str, str]


class _Context(Struct, gc=False):
    slot: int


class _WireAccounts(Struct, gc=False):
    context: _Context
    value: list[_WireAccount | None]


class _WireOne(Struct, gc=False):
    context: _Context
    value: _WireAccount | None


class _WireBlock(Struct, gc=False):
    blockhash: str
    blockTime: int | None = None  # noqa: N815 — the wire's name
    signatures: list[str] = []


class Reading:
    """A decoded view of `answers`."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.undecodable: set[Signature] = set()
        self._transactions: dict[Signature, Transaction] = {}
        self._decoded: dict[Signature, Decoded] = {}
        self._pages: dict[Question, Page] = {}
        self._blocks: dict[Question, Block] = {}
        self._accounts: dict[Question, dict[Address, Account | None]] = {}

    def asked(self, question: Question) -> bool:
        """True when the ledger answered or refused `question`."""
        return self.answers.get(question) is not None

    def refused(self, question: Question) -> bool:
        """True when the ledger refused to answer `question`."""
        answer = self.answers.get(question)
        return answer is not None and answer.refused

    def answer(self, question: Question) -> Answer | None:
        """The answer when there is one with content: neither refused nor null."""
        answer = self.answers.get(question)
        return None if answer is None or answer.refused or answer.absent else answer

    def value(self, question: Question, shape: type[T]) -> T | None:
        """The answer's content in the given shape, None when absent, refused or of another shape."""
        answer = self.answer(question)
        if answer is None:
            return None
        try:
            return msgspec.json.decode(answer.body, type=shape)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None

    def transaction(self, signature: Signature) -> Transaction | None:
        """The transaction, None when it was not read, does not exist any more, or has no shape we know."""
        known = self._transactions.get(signature)
        if known is not None or signature in self.undecodable:
            return known
        answer = self.answer(ask.transaction(signature))
        if answer is None:
            return None
        try:
            transaction = read_transaction(answer.body)
        except DecodeError:
            self.undecodable.add(signature)
            return None
        if transaction is None or not transaction.signers:
            return None
        if transaction.signature != signature:
            # Another transaction under this name would put a signature beside a claim that it does not show.
            self.undecodable.add(signature)
            return None
        self._transactions[signature] = transaction
        return transaction

    def decoded(self, signature: Signature) -> Decoded | None:
        """Events and flows of a transaction that was read."""
        known = self._decoded.get(signature)
        if known is None:
            transaction = self.transaction(signature)
            if transaction is None:
                return None
            known = self._decoded[signature] = decode(transaction)
        return known

    def opened(self) -> list[Signature]:
        """Signatures of all transactions decoded so far, sorted."""
        return sorted(self._decoded)

    def page(self, question: Question) -> Page | None:
        """A signatures page; None when not asked or refused."""
        known = self._pages.get(question)
        if known is None:
            rows = self.value(question, list[_WireEntry])
            if rows is None:
                return None
            limit = int(ask.parameters(question)[1].get("limit", ask.PAGE))
            entries = tuple(Entry(r.signature, r.slot, r.blockTime, bytes(r.err) != b"null") for r in rows)
            known = self._pages[question] = Page(entries, last=len(entries) < limit)
        return known

    def block(self, question: Question) -> Block | None:
        """A block's hash, time and, where asked, the position of every transaction."""
        known = self._blocks.get(question)
        if known is None:
            wire = self.value(question, _WireBlock)
            if wire is None:
                return None
            positions = {signature: index for index, signature in enumerate(wire.signatures)}
            known = self._blocks[question] = Block(wire.blockhash, wire.blockTime, positions)
        return known

    def account(self, address: Address) -> Account | None:
        """One account asked alone; None when it does not exist or was not read."""
        wire = self.value(ask.account(address), _WireOne)
        return None if wire is None or wire.value is None else _account(wire.value, wire.context.slot)

    def accounts(self, question: Question) -> dict[Address, Account | None]:
        """Accounts asked together, None for those that do not exist; empty when refused."""
        known = self._accounts.get(question)
        if known is None:
            wire = self.value(question, _WireAccounts)
            if wire is None:
                return {}
            addresses: list[str] = ask.parameters(question)[0]
            read = [None if value is None else _account(value, wire.context.slot) for value in wire.value]
            known = self._accounts[question] = dict(zip(addresses, read, strict=False))
        return known

    def context_slots(self) -> list[Slot]:
        """The slots at which accounts were read, of every answer that names one."""
        slots = []
        for answer in self.answers:
            if not answer.refused and answer.question.method in _WITH_CONTEXT:
                slot = _context_slot(answer)
                if slot is not None:
                    slots.append(slot)
        return sorted(slots)


_WITH_CONTEXT = frozenset(
    {"getAccountInfo", "getMultipleAccounts", "getProgramAccounts", "getTokenLargestAccounts", "getTokenSupply"}
)


class _OnlyContext(Struct, gc=False):
    context: _Context


def _context_slot(answer: Answer) -> Slot | None:
    try:
        return msgspec.json.decode(answer.body, type=_OnlyContext).context.slot
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def _account(wire: _WireAccount, slot: Slot) -> Account:
    try:
        data = base64.b64decode(wire.data[0], validate=True) if wire.data[1] == "base64" else b""
    except ValueError:
        data = b""
    return Account(wire.owner, wire.lamports, data, slot)
