"""Transactions that are in the ledger, simulated or recorded, in the one form the server renders from."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from reporter.model import base58
from reporter.model.ids import Address, Lamports, Mint, Program, Raw, Signature, Slot, Wallet
from reporter.simulator.runtime import Inner

Json: TypeAlias = dict[str, Any]


class Landed(Struct, frozen=True):
    """One transaction. `keys` are static, then loaded writable, then loaded readonly accounts.

    `effects` builds the `meta` object of the json encoding; `index` is the position in the block, None where unknown.
    """

    slot: Slot
    index: int | None
    time: int | None
    version: str | int
    signatures: tuple[Signature, ...]
    wire: bytes
    keys: tuple[Address, ...]
    error: Any
    effects: Callable[[], Json]

    @property
    def signature(self) -> Signature:
        """The transaction's name."""
        return self.signatures[0]


class Block(Struct):
    """One block. `parent` is the slot of the block before; `rewards` as getBlock tells them."""

    slot: Slot
    parent: Slot
    height: int | None
    blockhash: str
    previous: str
    time: int | None
    transactions: list[Landed]
    rewards: list[Json]


class Held(Struct, frozen=True):
    """A token account's balance at one side of a transaction; `index` counts the transaction's accounts."""

    index: int
    mint: Mint
    owner: Wallet
    program: Program
    amount: Raw
    decimals: int


class Effects(Struct, frozen=True):
    """What a simulated transaction did."""

    keys: tuple[Address, ...]
    loaded: tuple[tuple[Address, ...], tuple[Address, ...]]
    error: Any
    fee: Lamports
    pre: tuple[Lamports, ...]
    post: tuple[Lamports, ...]
    held_before: tuple[Held, ...]
    held_after: tuple[Held, ...]
    inner: tuple[tuple[int, tuple[Inner, ...]], ...]
    logs: tuple[str, ...]
    units: int
    cost: int
    returned: tuple[Program, bytes] | None

    def meta(self) -> Json:
        """The `meta` object as getTransaction gives it in the json encoding."""
        meta: Json = {
            "computeUnitsConsumed": self.units,
            "costUnits": self.cost,
            "err": self.error,
            "fee": self.fee,
            "innerInstructions": self._inner(),
            "loadedAddresses": {"readonly": list(self.loaded[1]), "writable": list(self.loaded[0])},
            "logMessages": list(self.logs),
            "postBalances": list(self.post),
            "postTokenBalances": [token_balance(held) for held in self.held_after],
            "preBalances": list(self.pre),
            "preTokenBalances": [token_balance(held) for held in self.held_before],
            "rewards": [],
            "status": {"Ok": None} if self.error is None else {"Err": self.error},
        }
        if self.returned is not None:
            program, data = self.returned
            meta["returnData"] = {"data": [base64_text(data), "base64"], "programId": program}
        return meta

    def _inner(self) -> list[Json]:
        place = {key: index for index, key in reversed(list(enumerate(self.keys)))}
        return [{"index": index, "instructions": [_compiled(call, place) for call in calls]} for index, calls in self.inner]


def _compiled(call: Inner, place: dict[Address, int]) -> Json:
    return {
        "accounts": [place[address] for address in call.accounts],
        "data": base58.encode(call.data),
        "programIdIndex": place[call.program],
        "stackHeight": call.height,
    }


def token_balance(held: Held) -> Json:
    """One entry of pre- or postTokenBalances."""
    return {
        "accountIndex": held.index,
        "mint": held.mint,
        "owner": held.owner,
        "programId": held.program,
        "uiTokenAmount": ui_amount(held.amount, held.decimals),
    }


def ui_amount(amount: Raw, decimals: int, zero: float | None = None) -> Json:
    """An amount with its decimal forms. `zero` is the floating-point form of nothing: null in transactions, 0.0 elsewhere."""
    whole = f"{amount:0{decimals + 1}d}"
    written = f"{whole[:-decimals]}.{whole[-decimals:]}".rstrip("0").rstrip(".") if decimals else whole
    return {
        "amount": str(amount),
        "decimals": decimals,
        "uiAmount": amount / 10**decimals if amount else zero,
        "uiAmountString": written,
    }


def base64_text(data: bytes) -> str:
    """Base64 as text."""
    return msgspec.json.encode(data).decode().strip('"')


def touched(transactions: Sequence[Landed]) -> dict[Address, list[Landed]]:
    """For each account the transactions that name it, in the order given."""
    history: dict[Address, list[Landed]] = {}
    for landed in transactions:
        for key in dict.fromkeys(landed.keys):
            history.setdefault(key, []).append(landed)
    return history
