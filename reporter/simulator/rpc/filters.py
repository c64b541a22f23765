"""getProgramAccounts filters: dataSize, memcmp, tokenAccountState."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from reporter.model import base58
from reporter.simulator.rpc import arguments
from reporter.simulator.rpc.refusal import BAD_PARAMS, Refusal


def matches(data: bytes, filters: Sequence[Any]) -> bool:
    """True when the data passes every filter. Raises Refusal on a filter of unknown form."""
    return all(_passes(data, one) for one in filters)


def _passes(data: bytes, one: Any) -> bool:
    if one == "tokenAccountState":
        return len(data) >= 165 and data[108] != 0
    if not isinstance(one, dict) or len(one) != 1:
        raise Refusal(BAD_PARAMS, "Invalid params: unknown filter")
    if "dataSize" in one:
        return len(data) == arguments.slot(one["dataSize"])
    if "memcmp" not in one or not isinstance(one["memcmp"], dict):
        raise Refusal(BAD_PARAMS, "Invalid params: unknown filter")
    given = one["memcmp"]
    offset = arguments.slot(given.get("offset", 0))
    wanted = _bytes(given.get("bytes"), given.get("encoding", "base58"))
    return data[offset : offset + len(wanted)] == wanted


def _bytes(value: Any, encoding: Any) -> bytes:
    if not isinstance(value, str):
        raise Refusal(BAD_PARAMS, "Invalid params: memcmp bytes")
    try:
        return base64.b64decode(value, validate=True) if encoding == "base64" else base58.decode(value)
    except (ValueError, binascii.Error):
        raise Refusal(BAD_PARAMS, f"Invalid param: invalid {encoding} bytes in memcmp") from None
