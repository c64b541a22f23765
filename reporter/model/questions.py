"""What can be asked of a ledger, and what it answers. The only place that spells JSON-RPC parameters.

A question is its method and its parameters as compact JSON, so equal questions are equal values, sort the same everywhere
and name the same answer in an archive or a pack.
"""

from collections.abc import Iterator
from typing import Any, Final, Protocol

import msgspec
from msgspec import Struct

from reporter.model.ids import Address, Mint, Program, Signature, Slot

PAGE: Final = 1000  # most signatures one page holds
ACCOUNTS: Final = 100  # most accounts one getMultipleAccounts reads
VERSION: Final = 1  # highest transaction version asked for; with 0 one v1 transaction fails a whole block
_FINAL: Final = "finalized"


class Question(Struct, frozen=True, order=True, gc=False):
    """One JSON-RPC call: method and parameters (a JSON array as text)."""

    method: str
    params: str


class Answer(Struct, frozen=True, gc=False):
    """The untouched bytes of a `result`, or of the `error` object when the ledger refused to answer this question."""

    question: Question
    body: bytes
    refused: bool = False

    @property
    def absent(self) -> bool:
        """True when the ledger answered null: it knows no such thing (or no longer)."""
        return self.body == b"null"


class Answers(Protocol):
    """The read-only view of the ledger that all analysis works on."""

    def get(self, question: Question) -> Answer | None:
        """The answer, or None when the question was not asked."""
        ...

    def __iter__(self) -> Iterator[Answer]:
        """All answers, in no order that may matter."""
        ...

    def __len__(self) -> int:
        """How many distinct questions were answered."""
        ...


def _ask(method: str, *params: Any) -> Question:
    return Question(method, msgspec.json.encode(params, order="sorted").decode())


def account(address: Address) -> Question:
    """The account's owner, lamports and data (base64)."""
    return _ask("getAccountInfo", address, {"commitment": _FINAL, "encoding": "base64"})


def accounts(addresses: tuple[Address, ...]) -> Question:
    """Up to ACCOUNTS accounts at once, in the order given."""
    return _ask("getMultipleAccounts", list(addresses), {"commitment": _FINAL, "encoding": "base64"})


def signatures(address: Address, before: Signature | None = None, limit: int = PAGE) -> Question:
    """A page of the signatures that name `address`, newest first, older than `before`."""
    options: dict[str, Any] = {"commitment": _FINAL, "limit": limit}
    if before is not None:
        options["before"] = before
    return _ask("getSignaturesForAddress", address, options)


def transaction(signature: Signature) -> Question:
    """One whole transaction with its effects."""
    return _ask(
        "getTransaction", signature, {"commitment": _FINAL, "encoding": "json", "maxSupportedTransactionVersion": VERSION}
    )


def block_signatures(slot: Slot) -> Question:
    """The signatures of a block in their order: the only source of a transaction's position. Holds blockhash and time too."""
    options = {
        "commitment": _FINAL,
        "maxSupportedTransactionVersion": VERSION,
        "rewards": False,
        "transactionDetails": "signatures",
    }
    return _ask("getBlock", slot, options)


def token_accounts(mint: Mint, program: Program, *, fixed_size: bool) -> Question:
    """Owner (32 bytes) and amount (8 bytes) of every token account of `mint`, with the slot it was read at.

    `fixed_size` adds the 165-byte filter plain SPL nodes index by; Token-2022 accounts have no fixed size.
    """
    filters: list[dict[str, Any]] = [{"memcmp": {"bytes": mint, "offset": 0}}]
    if fixed_size:
        filters.insert(0, {"dataSize": 165})
    options = {
        "commitment": _FINAL,
        "dataSlice": {"length": 40, "offset": 32},
        "encoding": "base64",
        "filters": filters,
        "withContext": True,
    }
    return _ask("getProgramAccounts", program, options)


def das_token_accounts(mint: Mint, page: int) -> Question:
    """A page of token accounts from endpoints that speak the DAS extension; used only where getProgramAccounts is refused."""
    return _ask("getTokenAccounts", {"limit": PAGE, "mint": mint, "page": page})


def largest_accounts(mint: Mint) -> Question:
    """The 20 largest token accounts of `mint`: accounts, not owners."""
    return _ask("getTokenLargestAccounts", mint, {"commitment": _FINAL})


def supply(mint: Mint) -> Question:
    """The mint's supply and the slot it was read at."""
    return _ask("getTokenSupply", mint, {"commitment": _FINAL})


def genesis() -> Question:
    """The hash that names the network: mainnet, a test network, or a simulated ledger."""
    return _ask("getGenesisHash")


def parameters(question: Question) -> list[Any]:
    """The parameters as values."""
    decoded: list[Any] = msgspec.json.decode(question.params)
    return decoded


def block_header(slot: Slot) -> Question:
    """A block's hash and time without its transactions."""
    options = {"commitment": _FINAL, "maxSupportedTransactionVersion": VERSION, "rewards": False, "transactionDetails": "none"}
    return _ask("getBlock", slot, options)
