"""Errors as a node answers them: code, message, data."""

from typing import Any

UNKNOWN_METHOD = -32601
BAD_PARAMS = -32602
BAD_REQUEST = -32600
NOT_JSON = -32700
BLOCK_CLEANED_UP = -32001
UNHEALTHY = -32005
SKIPPED = -32007
EXCLUDED = -32010
NO_HISTORY = -32011
VERSION = -32015
MARK_NOT_FOUND = -32020


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data

    def body(self) -> dict[str, Any]:
        """The `error` object."""
        written: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.data is not None:
            written["data"] = self.data
        return written


def version_unsupported(version: object) -> Refusal:
    """The caller did not allow this transaction version."""
    return Refusal(
        VERSION,
        f"Transaction version ({version}) is not supported by the requesting client. Please try the request again with the "
        f'following configuration parameter: "maxSupportedTransactionVersion": {version}',
    )
