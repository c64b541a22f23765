"""One observation that speaks for or against two wallets acting together."""

from msgspec import Struct

from reporter.model.ids import Signature, Wallet


class Evidence(Struct, frozen=True):
    """An observation about `members`, each with the transactions that show it for that wallet.

    A payer common to many is one piece of evidence with `via` set, not one per pair: pairs derive through it, so that one
    fact is not counted n² times. `star` is True when the observation joins each member to `via` only, and not the members to
    each other (A paid the fees of B and of C: that is two facts). `guarded` is False when a guard failed: then it weighs
    nothing, and is shown as a service in common. `needed` says that each member needed the money (provenance), `sent` that
    each sent its own proceeds or tokens there (exit): both let copyable evidence count beside them. `bound` marks what cannot
    be told apart: it widens the upper bound and never helps to publish anybody. `rarity` is the share of strangers with the
    same value, where the kind knows one, and `basis` what it was compared with: this launch's other buyers ("crowd"), exact
    chance ("chance"), a background sample ("simulated", "recorded"), or nothing ("choice": a weight of the rule set). `bits`
    below zero speak against a link of its one member with anybody.
    """

    kind: str
    family: str
    bits: float
    members: dict[Wallet, tuple[Signature, ...]]
    via: Wallet | None = None
    star: bool = False
    guarded: bool = True
    why_not: str = ""
    value: str = ""
    needed: bool = False
    sent: bool = False
    rarity: float | None = None
    bound: bool = False
    basis: str = "choice"

    @property
    def opens_gate(self) -> bool:
        """True for what a follower cannot copy: signatures, money that was needed, proceeds sent by the members themselves."""
        return self.family == "control" or (self.family == "provenance" and self.needed) or self.sent

    @property
    def anchors(self) -> bool:
        """True when each member did something for it that nobody else can do: signed, needed the money, or sent."""
        return self.family == "control" or self.needed or self.sent

    def joins(self, a: Wallet, b: Wallet) -> bool:
        """True when this observation speaks about the pair."""
        if not self.guarded:
            return False
        if self.star:
            return (a == self.via and b in self.members) or (b == self.via and a in self.members)
        return a in self.members and b in self.members

    def signatures(self, a: Wallet, b: Wallet) -> tuple[Signature, ...]:
        """The transactions that show it for the pair, in the order a, b, without repeats."""
        return tuple(dict.fromkeys((*self.members.get(a, ()), *self.members.get(b, ()))))
