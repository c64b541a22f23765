"""Key pairs drawn from a seed and a name: the same seed gives the same wallets, signatures and bytes."""

import hashlib

from solders.keypair import Keypair

from reporter.model.ids import Address


class Keyring:
    """All key pairs of one world. Names are free text; a name always gives the same wallet under one seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._pairs: dict[Address, Keypair] = {}
        self._named: dict[str, Address] = {}

    def wallet(self, name: str) -> Address:
        """The address called `name`; its key is kept for signing."""
        known = self._named.get(name)
        if known is not None:
            return known
        digest = hashlib.sha256(f"simulated wallet {self._seed} {name}".encode()).digest()
        pair = Keypair.from_seed(digest)
        address = str(pair.pubkey())
        self._pairs[address] = pair
        self._named[name] = address
        return address

    def signer(self, address: Address) -> Keypair:
        """The key pair of an address of this world. Raises KeyError for strangers to it."""
        return self._pairs[address]
