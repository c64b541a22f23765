"""What each kind of evidence says in one sentence, and what else can explain it."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "co_signature": "Both wallets signed the same transaction, which moved money or tokens of both.",
    "fee_sponsor": "One wallet paid the fee of a transaction that the other signed and that moved the other's money or tokens.",
    "rent_sponsor": "One wallet paid the rent of an account that the other opened in a transaction which the other signed.",
    "common_funder": "The same wallet sent the money for both first buys, and neither wallet could have paid without it.",
    "common_ancestor": "The money for both first buys leads back to the same wallet over others that passed it on.",
    "fan_out": "One transaction paid both wallets and others, and both bought with that money.",
    "creator_path": "Money of the creator's wallet paid for the first buy.",
    "bundle_adjacency": "Their first buys stand next to each other in one block.",
}
ALTERNATIVES: Final[dict[str, tuple[str, ...]]] = {
    "co_signature": ("two parties to one trade or escrow both sign it",),
    "fee_sponsor": ("a relayer or an embedded-wallet service pays the fees of customers it does not control",),
    "rent_sponsor": ("an app or a distribution pays for the accounts of people it does not control",),
    "common_funder": (
        "one person funds friends or a team, each with a wallet of their own",
        "a seller of SOL whom no label names serves strangers",
    ),
    "common_ancestor": (
        "people move money between wallets of their own before they pay others",
        "a service whom no label names stands at the far end",
    ),
    "fan_out": ("a payroll, a prize or a distribution pays several people at once",),
    "creator_path": ("the creator paid somebody for another reason, who then bought",),
    "bundle_adjacency": (
        "buyers who watch for new tokens land in the same block by chance",
        "a follower can place its transaction next to another's",
    ),
}
UNKNOWN_ALTERNATIVE: Final = "people who know each other can act alike without one controller"
FAMILIES: Final[dict[str, str]] = {
    "control": "signatures and fees",
    "provenance": "common funding",
    "funding_shape": "shape of the funding",
    "launch_timing": "place and time of the first buys",
    "client": "way the trades were sent",
    "lifetime": "earlier life of the wallets",
    "exit": "where the proceeds went",
    "counter": "history that speaks against a link",
}


def sentence(kind: str) -> str:
    """The published sentence of a kind of evidence. Raises KeyError on a kind without one."""
    return SENTENCES[kind]


def alternatives(kinds: tuple[str, ...]) -> list[str]:
    """Other explanations of evidence of these kinds, in the order given, each once; never empty."""
    found = dict.fromkeys(text for kind in kinds for text in ALTERNATIVES.get(kind, ()))
    return [*found] or [UNKNOWN_ALTERNATIVE]


def families(names: list[str]) -> str:
    """The families of evidence in words: "common funding, signatures and fees"."""
    return ", ".join(FAMILIES.get(name, name.replace("_", " ")) for name in names)
