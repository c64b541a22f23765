"""Reads the parameters of a request as a node does: wrong types and addresses are refused with -32602."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from reporter.model import base58
from reporter.model.ids import Address, Signature, is_address
from reporter.simulator.rpc.refusal import BAD_PARAMS, Refusal

Json: TypeAlias = dict[str, Any]


def at(params: Sequence[Any], place: int) -> Any:
    """A required parameter."""
    if place >= len(params):
        raise Refusal(BAD_PARAMS, "`params` should have at least 1 argument(s)")
    return params[place]


def options(params: Sequence[Any], place: int) -> Json:
    """The options object, empty where none was given. A bare string is the old way to name an encoding."""
    if place >= len(params) or params[place] is None:
        return {}
    given = params[place]
    if isinstance(given, str):
        return {"encoding": given}
    if not isinstance(given, dict):
        raise Refusal(BAD_PARAMS, "Invalid params: expected an object")
    commitment = given.get("commitment")
    if commitment not in {None, "processed", "confirmed", "finalized"}:
        raise Refusal(BAD_PARAMS, f"Invalid params: unknown variant `{commitment}`")
    return given


def address(value: Any) -> Address:
    """An address."""
    if not isinstance(value, str):
        raise Refusal(BAD_PARAMS, "Invalid params: invalid type, expected a string.")
    if not is_address(value):
        raise Refusal(BAD_PARAMS, "Invalid param: WrongSize" if _base58(value) else "Invalid param: Invalid")
    return value


def signature(value: Any) -> Signature:
    """A signature."""
    if not isinstance(value, str):
        raise Refusal(BAD_PARAMS, "Invalid params: invalid type, expected a string.")
    try:
        size = len(base58.decode(value))
    except ValueError:
        raise Refusal(BAD_PARAMS, "Invalid param: Invalid") from None
    if size != 64:
        raise Refusal(BAD_PARAMS, "Invalid param: WrongSize")
    return value


def slot(value: Any) -> int:
    """A slot number."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Refusal(BAD_PARAMS, f"Invalid params: invalid type, expected u64: {value!r}.")
    return value


def number(value: Any, low: int, high: int, message: str) -> int:
    """A whole number within bounds."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Refusal(BAD_PARAMS, message)
    return value


def choice(value: Any, known: frozenset[str], what: str) -> str:
    """One of a few words."""
    if not isinstance(value, str) or value not in known:
        raise Refusal(BAD_PARAMS, f"Invalid params: unknown {what} `{value}`")
    return value


def _base58(value: str) -> bool:
    try:
        base58.decode(value)
    except ValueError:
        return False
    return True
