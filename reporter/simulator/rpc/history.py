"""Methods about transactions and blocks."""

from typing import Any, Final, TypeAlias

from reporter.model.ids import Slot
from reporter.simulator import encode
from reporter.simulator.landed import Block, Landed
from reporter.simulator.rpc import arguments
from reporter.simulator.rpc.refusal import BAD_PARAMS, BLOCK_CLEANED_UP, MARK_NOT_FOUND, SKIPPED, Refusal, version_unsupported
from reporter.simulator.rpc.view import Limits, Request, View, contextual

Json: TypeAlias = dict[str, Any]
PAGE: Final = 1000
_STATUSES: Final = 256
_RANGE: Final = 500_000
_DETAILS: Final = frozenset({"full", "accounts", "signatures", "none"})


def get_transaction(ask: Request) -> Any:
    """One transaction, null where it is unknown or pruned."""
    signature = arguments.signature(arguments.at(ask.params, 0))
    given = arguments.options(ask.params, 1)
    encoding = arguments.choice(given.get("encoding") or "json", encode.ENCODINGS, "variant")
    landed = ask.view.by_signature.get(signature)
    if landed is None or landed.slot < ask.limits.first:
        return None
    _check_version(landed, given)
    answer: Json = {
        "blockTime": landed.time,
        "meta": encode.meta(landed, encoding),
        "slot": landed.slot,
        "transaction": encode.body(landed, encoding),
    }
    if landed.index is not None:
        answer["transactionIndex"] = landed.index
    if given.get("maxSupportedTransactionVersion") is not None:
        answer["version"] = landed.version
    return answer


def get_signatures(ask: Request) -> Any:
    """Signatures of the transactions that name an address, newest first, older than `before` and newer than `until`."""
    address = arguments.address(arguments.at(ask.params, 0))
    given = arguments.options(ask.params, 1)
    limit = PAGE if given.get("limit") is None else arguments.number(given["limit"], 1, PAGE, "Invalid limit; max 1000")
    before, until = _mark(ask, given.get("before")), _mark(ask, given.get("until"))
    answer: list[Json] = []
    for landed in reversed(ask.view.history.get(address, ())):
        order = _order(landed)
        if landed.slot < ask.limits.first or (until is not None and order <= until) or len(answer) == limit:
            break
        if before is None or order < before:
            answer.append(_entry(landed))
    return answer


def _mark(ask: Request, name: Any) -> tuple[Slot, int] | None:
    """Where a paging signature stands; it need not name the address. Nodes refuse unknown ones (Agave, since 2025-09)."""
    if name is None:
        return None
    landed = ask.view.by_signature.get(arguments.signature(name))
    if landed is None or landed.slot < ask.limits.first:
        raise Refusal(MARK_NOT_FOUND, f"Transaction {name} not found")
    return _order(landed)


def _order(landed: Landed) -> tuple[Slot, int]:
    return landed.slot, landed.index or 0


def _entry(landed: Landed) -> Json:
    return {
        "blockTime": landed.time,
        "confirmationStatus": "finalized",
        "err": landed.error,
        "memo": None,
        "signature": landed.signature,
        "slot": landed.slot,
    }


def get_statuses(ask: Request) -> Any:
    """Whether signatures landed."""
    names = arguments.at(ask.params, 0)
    if not isinstance(names, list) or len(names) > _STATUSES:
        raise Refusal(BAD_PARAMS, "Too many inputs provided; max 256")
    found = [ask.view.by_signature.get(arguments.signature(name)) for name in names]
    return contextual(ask.view, [_status(landed) if landed and landed.slot >= ask.limits.first else None for landed in found])


def _status(landed: Landed) -> Json:
    status = {"Ok": None} if landed.error is None else {"Err": landed.error}
    return {
        "confirmationStatus": "finalized",
        "confirmations": None,
        "err": landed.error,
        "slot": landed.slot,
        "status": status,
    }


def get_block(ask: Request) -> Any:
    """One block with as much of its transactions as asked for."""
    slot = arguments.slot(arguments.at(ask.params, 0))
    given = arguments.options(ask.params, 1)
    encoding = arguments.choice(given.get("encoding") or "json", encode.ENCODINGS, "variant")
    details = arguments.choice(given.get("transactionDetails") or "full", _DETAILS, "variant")
    block = _block(ask.view, ask.limits, slot)
    answer: Json = {
        "blockHeight": block.height,
        "blockTime": block.time,
        "blockhash": block.blockhash,
        "parentSlot": block.parent,
        "previousBlockhash": block.previous,
    }
    if details == "signatures":
        answer["signatures"] = [landed.signature for landed in block.transactions]
    elif details != "none":
        for landed in block.transactions:
            _check_version(landed, given)
        answer["transactions"] = [_inside(landed, details, encoding, given) for landed in block.transactions]
    if given.get("rewards", True):
        answer["rewards"] = block.rewards
    return answer


def _inside(landed: Landed, details: str, encoding: str, given: Json) -> Json:
    written = encode.accounts_only(landed) if details == "accounts" else encode.whole(landed, encoding)
    if given.get("maxSupportedTransactionVersion") is None:
        del written["version"]
    return written


def _check_version(landed: Landed, given: Json) -> None:
    highest = given.get("maxSupportedTransactionVersion")
    if highest is not None:
        arguments.number(highest, 0, 255, "Invalid params: invalid maxSupportedTransactionVersion")
    if landed.version != "legacy" and (highest is None or int(landed.version) > highest):
        raise version_unsupported(landed.version)


def _block(view: View, limits: Limits, slot: Slot) -> Block:
    if slot < limits.first:
        raise Refusal(
            BLOCK_CLEANED_UP, f"Block {slot} cleaned up, does not exist on node. First available block: {limits.first}"
        )
    if slot > view.tip:
        raise Refusal(-32004, f"Block not available for slot {slot}")
    block = view.blocks.get(slot)
    if block is None:
        raise Refusal(SKIPPED, f"Slot {slot} was skipped, or missing due to ledger jump to recent snapshot")
    return block


def get_blocks(ask: Request) -> Any:
    """Slots that have a block."""
    first = arguments.slot(arguments.at(ask.params, 0))
    last = ask.view.tip
    if len(ask.params) > 1 and isinstance(ask.params[1], int):
        last = min(arguments.slot(ask.params[1]), last)
    if last - first > _RANGE:
        raise Refusal(BAD_PARAMS, f"Slot range too large; max {_RANGE}")
    return [slot for slot in ask.view.blocks if max(first, ask.limits.first) <= slot <= last]


def get_block_time(ask: Request) -> Any:
    """The time of a block."""
    return _block(ask.view, ask.limits, arguments.slot(arguments.at(ask.params, 0))).time
