"""JSON-RPC as a node speaks it: methods by name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from reporter.simulator.rpc import history, state
from reporter.simulator.rpc.refusal import UNKNOWN_METHOD, Refusal
from reporter.simulator.rpc.view import Request

Method: TypeAlias = Callable[[Request], Any]


def _health(_: Request) -> str:
    return "ok"


def _version(_: Request) -> dict[str, Any]:
    return {"feature-set": 0, "solana-core": "4.2.0"}


def _genesis(ask: Request) -> str:
    return ask.view.genesis


def _slot(ask: Request) -> int:
    return ask.view.tip


def _height(ask: Request) -> int | None:
    newest = ask.view.blocks.get(max(ask.view.blocks, default=0))
    return newest.height if newest is not None else 0


def _first(ask: Request) -> int:
    return next((slot for slot in ask.view.blocks if slot >= ask.limits.first), ask.view.tip)


METHODS: Final[Mapping[str, Method]] = MappingProxyType(
    {
        "getAccountInfo": state.get_account,
        "getBalance": state.get_balance,
        "getBlock": history.get_block,
        "getBlockHeight": _height,
        "getBlockTime": history.get_block_time,
        "getBlocks": history.get_blocks,
        "getFirstAvailableBlock": _first,
        "getGenesisHash": _genesis,
        "getHealth": _health,
        "getMinimumBalanceForRentExemption": state.get_rent,
        "getMultipleAccounts": state.get_accounts,
        "getProgramAccounts": state.get_program_accounts,
        "getSignatureStatuses": history.get_statuses,
        "getSignaturesForAddress": history.get_signatures,
        "getSlot": _slot,
        "getTokenAccountsByOwner": state.get_token_accounts_by_owner,
        "getTokenLargestAccounts": state.get_token_largest,
        "getTokenSupply": state.get_token_supply,
        "getTransaction": history.get_transaction,
        "getVersion": _version,
    }
)


def call(method: str, ask: Request) -> Any:
    """Run one method. Raises Refusal with the node's error."""
    known = METHODS.get(method)
    if known is None:
        raise Refusal(UNKNOWN_METHOD, "Method not found")
    return known(ask)
