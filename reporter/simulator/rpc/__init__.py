"""JSON-RPC as a node speaks it: methods by name."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from reporter.simulator.rpc import history, state
from reporter.simulator.rpc.refusal import UNKNOWN_METHOD, Refusal
from reporter.simulator.rpc.view import Limits, View

Method: TypeAlias = Callable[[View, Limits, Sequence[Any]], Any]


def _health(view: View, limits: Limits, params: Sequence[Any]) -> Any:
    return "ok"


def _version(view: View, limits: Limits, params: Sequence[Any]) -> Any:
    return {"feature-set": 0, "solana-core": "4.2.0"}


def _genesis(view: View, limits: Limits, params: Sequence[Any]) -> Any:
    return view.genesis


def _slot(view: View, limits: Limits, params: Sequence[Any]) -> Any:
    return view.tip


def _height(view: View, limits: Limits, params: Sequence[Any]) -> Any:
    return next(reversed(view.blocks.values())).height if view.blocks else 0


def _first(view: View, limits: Limits, params: Sequence[Any]) -> Any:
    return next((slot for slot in view.blocks if slot >= limits.first), view.tip)


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


def call(view: View, limits: Limits, method: str, params: Sequence[Any]) -> Any:
    """Run one method. Raises Refusal with the node's error."""
    known = METHODS.get(method)
    if known is None:
        raise Refusal(UNKNOWN_METHOD, "Method not found")
    return known(view, limits, params)
