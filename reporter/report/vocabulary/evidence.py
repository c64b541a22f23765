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
    "authority": "One wallet gave the other power over its tokens, or over its trade's validity, in a transaction it signed.",
    "lookup_table": "Both stood in one private lookup table before the token existed, and both signed buys that load it.",
    "close_destination": "The money for both first buys arrived by closing token accounts of one payer, without a transfer.",
    "shared_pool": "The money for both first buys passed through wallets in which money of several payers came together.",
    "amount_template": "The payments that brought both their money are equal to the unit and not round.",
    "residue": "The wallets that passed on the money of both kept the same number of lamports.",
    "known_series": "Both were paid amounts of one series, in its order, that a launch tool draws for every customer.",
    "parallel_chains": "The money of both came from one payer through separate chains of equally many wallets.",
    "conservation": "The payments to both and others add up to one sum that their payer had received.",
    "hub_burst": "One service paid both and others within minutes, at a rate its other payments to buyers do not have.",
    "fresh_cohort": "Both wallets got the first money of their lives within the same short time.",
    "co_timing": "Their first buys, with others of the group, stand closer together than chance puts them in this launch.",
    "shared_blockhash": "Their first buys carry one blockhash and landed in different slots.",
    "failed_cohort": "Transactions of both on this token's market failed within a minute, sent in one form.",
    "template": "Their first buys have one form, which hardly anybody else in this launch uses.",
    "spend_all": "Each offered all it had for its first buy, less the same number of lamports.",
    "rare_program": "Their first buys call a program that this launch's other buyers do not call.",
    "co_trading": "Both traded the same other token before, which few others in this launch did.",
    "life_cycle": "Everything both did before is the same sequence of trades in the same token.",
    "order_recurrence": "They sold in the order in which they had bought.",
    "common_sink": "Both sent what they got for this token to the same private address.",
    "return_to_funder": "Both sent what they got for this token back to the wallet whose money had paid for their buys.",
    "token_consolidation": "Both moved their tokens to the same wallet, in transactions they signed.",
    "coordinated_exit": "Their first sales, with others of the group, stand closer together than chance puts them.",
    "offsetting_trades": "One sold what the other bought within a few slots, in the same amount, again and again.",
    "long_history": "One of them has a long life of its own before this launch.",
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
    "authority": ("a trading tool or a locker holds such power for its users",),
    "lookup_table": ("a tool keeps one table for several of its users",),
    "close_destination": ("money can be sent by closing an account to somebody one does not control",),
    "shared_pool": ("customers of one service that passes money on use the same wallets",),
    "amount_template": ("a service's fee or minimum makes equal amounts",),
    "residue": ("accounts emptied to the least they must hold look alike",),
    "known_series": ("several customers of one tool can have had their sums divided by it",),
    "parallel_chains": ("a service can pay its customers through wallets of its own",),
    "conservation": ("somebody withdraws what several friends need and divides it",),
    "hub_burst": ("a token that is talked about sends many to the same exchange at once",),
    "fresh_cohort": ("many people make a new wallet for a launch",),
    "co_timing": ("followers of one caller buy together",),
    "shared_blockhash": ("a node hands one blockhash to many clients",),
    "failed_cohort": ("a hot market fails for everybody in the same second",),
    "template": ("users of one trading tool send the same form",),
    "spend_all": ("a tool's button for everything leaves the same reserve",),
    "rare_program": ("a new public router is rare on its first days",),
    "co_trading": ("followers of one caller meet again in one launch after another",),
    "life_cycle": ("an onboarding flow leads new users through the same steps",),
    "order_recurrence": ("equal holding times keep an order",),
    "common_sink": ("a desk or a shop takes money from strangers", "stolen keys send everything to one address"),
    "return_to_funder": ("a loan is paid back",),
    "token_consolidation": ("a custodian nobody has labelled takes tokens from strangers",),
    "coordinated_exit": ("a falling price makes strangers sell together",),
    "offsetting_trades": ("market makers close positions quickly",),
    "long_history": ("operators keep wallets in use for years, or buy old ones",),
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
