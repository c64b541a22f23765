"""Answers made by hand, for what no recorded or simulated ledger holds."""

import base64
from collections.abc import Iterable
from typing import Any

import msgspec

from reporter.decode.reading import Reading
from reporter.ledger.answers import MemoryAnswers
from reporter.model import base58
from reporter.model import questions as ask
from reporter.model.questions import Answer, Question

SLOT = 1000


def key(number: int) -> str:
    """An address that is nobody's: 32 bytes, different for each number."""
    return base58.encode(b"\x07" * 28 + number.to_bytes(4, "big"))


def answer(question: Question, result: Any) -> Answer:
    """The answer with this result."""
    return Answer(question, msgspec.json.encode(result))


def refusal(question: Question, code: int = -32601) -> Answer:
    """The ledger's refusal."""
    return Answer(question, msgspec.json.encode({"code": code, "message": "no"}), refused=True)


def read(*answers: Answer) -> Reading:
    """A reading of these answers."""
    return Reading(MemoryAnswers(answers))


def entry(signature: str, slot: int, *, failed: bool = False) -> dict[str, Any]:
    """One line of a signatures page."""
    return {
        "signature": signature,
        "slot": slot,
        "err": {"InstructionError": [0, "Custom"]} if failed else None,
        "blockTime": slot,
    }


def account(owner: str, data: bytes, slot: int = SLOT) -> dict[str, Any]:
    """The value of getAccountInfo."""
    return {"context": {"slot": slot}, "value": _value(owner, data)}


def accounts(values: Iterable[tuple[str, bytes] | None], slot: int = SLOT) -> dict[str, Any]:
    """The value of getMultipleAccounts."""
    return {"context": {"slot": slot}, "value": [None if one is None else _value(*one) for one in values]}


def _value(owner: str, data: bytes) -> dict[str, Any]:
    return {"owner": owner, "lamports": 1, "data": [base64.b64encode(data).decode(), "base64"], "space": len(data)}


def holders(rows: Iterable[tuple[str, int]], slot: int = SLOT) -> dict[str, Any]:
    """getProgramAccounts with the slice of owner and amount."""
    value = []
    for number, (owner, raw) in enumerate(rows):
        data = base64.b64encode(base58.decode(owner) + raw.to_bytes(8, "little")).decode()
        value.append({"pubkey": key(10_000 + number), "account": {"data": [data, "base64"], "owner": "", "lamports": 1}})
    return {"context": {"slot": slot}, "value": value}


class Chain:
    """A long history of one address: `per_slot` transactions in every slot but the skipped ones."""

    def __init__(self, first: int, slots: int, per_slot: int, skipped: Iterable[int] = ()) -> None:
        self.skipped = frozenset(skipped)
        self.rows = [
            (f"s{slot}n{n}", slot) for slot in range(first, first + slots) if slot not in self.skipped for n in range(per_slot)
        ]
        self._place = {signature: number for number, (signature, _) in enumerate(self.rows)}
        self.asked: list[Question] = []

    def page(self, question: Question, rows: list[tuple[str, int]]) -> Answer:
        """A page of `rows` (oldest first), newest first, older than the mark."""
        options = ask.parameters(question)[1]
        end = len(rows)
        if (mark := options.get("before")) is not None:
            end = sum(1 for row in rows if self._place[row[0]] < self._place[mark])
        taken = rows[max(0, end - options["limit"]) : end]
        return answer(question, [entry(signature, slot) for signature, slot in reversed(taken)])

    def block(self, question: Question) -> Answer:
        """A block's signatures; refused where the slot was skipped."""
        slot = ask.parameters(question)[0]
        if slot in self.skipped:
            return refusal(question, -32007)
        names = [signature for signature, at in self.rows if at == slot]
        return answer(question, {"blockhash": f"h{slot}", "blockTime": slot, "signatures": names})
