"""What is true of one simulated payment."""

from msgspec import Struct

from reporter.model.ids import Address, Raw, Signature, Wallet


class Leg(Struct, frozen=True):
    """Money meant to move between two owners in one transaction. `how` is the form of movement, as a decoder names it."""

    source: Address
    target: Wallet
    amount: Raw
    how: str = "transfer"


class Payment(Struct, frozen=True):
    """A leg that landed, with everybody who signed its transaction; the first signer paid the fee."""

    signature: Signature
    source: Address
    target: Wallet
    amount: Raw
    how: str
    signers: tuple[Wallet, ...]
    time: int | None

    @property
    def fee_payer(self) -> Wallet:
        """Who paid the fee."""
        return self.signers[0]
