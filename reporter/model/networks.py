"""Which network answers come from, told by the hash of its first block."""

from typing import Final

SIMULATED: Final = "simulated"
UNVERIFIED: Final = "unverified"

BY_GENESIS: Final = {
    "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d": "mainnet",
    "4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY": "testnet",
    "EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG": "devnet",
    "Ag7keD4zL46co5nE6j5KFNQ9ZXnN7UH68bPmghuwMAgV": SIMULATED,  # the project's own simulator
}
"""Solana docs, "Clusters and public RPC endpoints"; every other ledger is unverified."""


def network(genesis: str | None) -> str:
    """The name of the network with this first block."""
    return BY_GENESIS.get(genesis or "", UNVERIFIED)
