"""What every field of the report document means, and the form of its text: the source of the schema and of docs/report.md."""

from typing import Final

from msgspec import Struct


class Field(Struct, frozen=True):
    """One field: its meaning, and the pattern its text (or each text in its list) has; "" for free text and for numbers."""

    meaning: str
    pattern: str = ""
    form: str = ""


_BASE58: Final = "[1-9A-HJ-NP-Za-km-z]"


def _address(meaning: str) -> Field:
    return Field(meaning, f"^{_BASE58}{{32,44}}$", "address")


def _signature(meaning: str) -> Field:
    return Field(meaning, f"^{_BASE58}{{64,88}}$", "signature")


def _amount(meaning: str) -> Field:
    return Field(meaning, "^-?[0-9]+$", "base units")


def _share(meaning: str) -> Field:
    return Field(meaning, r"^[01]\.[0-9]{6}$", "share")


def _p(meaning: str) -> Field:
    return Field(meaning, r"^[01]\.[0-9]{4}$", "probability")


def _hundredths(meaning: str) -> Field:
    return Field(meaning, r"^-?[0-9]+\.[0-9]{2}$", "2 decimals")


def _hash(meaning: str) -> Field:
    return Field(meaning, "^[0-9a-f]{64}$", "hex")


_TIER: Final = "proven, strong, possible, service or none"

FIELDS: Final[dict[str, dict[str, Field]]] = {
    "Report": {
        "schema": Field("Name and version of this document's schema."),
        "mint": _address("The token's mint."),
        "platform": Field("Code of the launch platform; unknown when the report rests on balance changes alone."),
        "token": Field("Facts of the mint."),
        "creation": Field("How the token came into being; null when the creation was not read."),
        "graduation": Field("When liquidity left the curve; null when it has not, or was not read."),
        "snapshot": Field("The moment holdings were read, and what made the report."),
        "coverage": Field("What was wanted, read and missing. Read it before anything else."),
        "supply": Field("Where the supply is."),
        "holders": Field("Owners of the token, largest amount first."),
        "early_buyers": Field("The first distinct buyers, in ledger order."),
        "entities": Field("Wallets linked at a published tier."),
        "services": Field("Services several buyers use; they link nobody."),
        "metrics": Field("Concentration over wallets and over entities."),
        "findings": Field("Published sentences of the fixed vocabulary."),
        "timeline": Field("What happened, in ledger order."),
        "badge": Field("What a platform may show."),
        "behaviour": Field("What creator, snipers and groups did."),
        "concentration_over_time": Field("Wallet measures at earlier moments."),
        "limits": Field("What this report cannot tell."),
        "brand": Field("Brand of the platform's front end, where its configuration names one."),
    },
    "Token": {
        "name": Field("As the chain says it: hostile text."),
        "symbol": Field("As the chain says it: hostile text."),
        "decimals": Field("Base units of one token are 10 to this power."),
        "program": _address("Token program of the mint."),
        "authorities": Field("Holder of each power over the token; null where it is given up."),
        "extensions": Field("What a Token-2022 mint adds."),
    },
    "Creation": {
        "signature": _signature("The creating transaction."),
        "slot": Field("Its slot."),
        "time": Field("Its block time."),
        "payer": _address("Who paid for it."),
        "signers": _address("Everybody who signed it."),
        "creator": _address("Whom the instruction names as creator, which anybody can fill in."),
        "creator_signed": Field("Whether that wallet signed the creation or a trade of this mint."),
        "fee_creator_now": _address("Who receives the creator's fees at the snapshot."),
    },
    "Graduation": {
        "signature": _signature("The migrating transaction."),
        "slot": Field("Its slot."),
        "pool": _address("The pool that took the liquidity."),
        "platform": Field("The pool's platform."),
    },
    "Snapshot": {
        "slot": Field("Highest slot at which holdings were read; later trades are left out."),
        "blockhash": Field("Hash of its block."),
        "time": Field("Its block time."),
        "sources": Field("Kind of each source that answered; never an address of one."),
        "rules": Field("Rule set used."),
        "pack_sha256": _hash("Merkle root over answers, rules, labels, background and parameters."),
        "network": Field("mainnet, simulated, devnet, testnet or unverified."),
        "slot_spread": Field("Highest minus lowest slot at which accounts were read."),
        "program": Field("Version of the program that made the report."),
    },
    "Coverage": {
        "wanted": Field("Questions the analysis asked."),
        "fetched": Field("Questions answered."),
        "missing": Field("Questions without an answer."),
        "calls": Field("Distinct questions in the evidence pack."),
        "budget_exhausted": Field("Whether the budget ended the search."),
        "notes": Field("What is missing or was cut, in words."),
        "share": _share("Part of early buying whose every planned question was answered or ended at a stated stop."),
        "partial": Field("True below the rule set's threshold; the headline does not stand then."),
        "by_method": Field("Questions by method."),
        "unknown_instructions": Field("Instructions no decoder read, by program."),
    },
    "Supply": {
        "total": _amount("Supply the mint states."),
        "burned": _amount("Held where nobody can sign."),
        "curve": _amount("Held by the bonding curve."),
        "pools": _amount("Held by pools."),
        "locked": _amount("Verifiably locked; part of circulating."),
        "circulating": _amount("Total less burned, curve and pools."),
    },
    "Holder": {
        "wallet": _address("The owner."),
        "amount": _amount("What it holds."),
        "share": _share("Of circulating supply; of the total for infrastructure and burned."),
        "class": Field("Kind of owner; infrastructure and burned never count as holders."),
        "subclass": Field("A finer word for the kind."),
        "reason": Field("Why it is taken for that."),
        "entity": Field("Id of its entity."),
    },
    "FirstBuy": {
        "signature": _signature("The buying transaction."),
        "slot": Field("Its slot."),
        "index": Field("Its place in the block, where that was read."),
        "time": Field("Its block time."),
        "quote_mint": _address("What was paid with; the wrapped-SOL mint stands for SOL."),
        "spent": _amount("What it cost with all fees."),
        "received": _amount("Tokens received."),
    },
    "Funding": {
        "source": _address("Who sent the money."),
        "kind": Field("How it came: transfer, close_account and so on; none when nothing was found."),
        "asset": Field("SOL, or the mint of what was sent."),
        "amount": _amount("How much was sent."),
        "hops": Field("Wallets the money passed."),
        "signatures": _signature("The transactions that moved it."),
        "stop": Field("Why the trace ended there."),
        "needed": _share("Lower bound of the part of the buy's cost that only this money could pay."),
        "fee_payer": _address("Who paid the fee of the last transfer."),
        "signers": _address("Who signed it."),
    },
    "EarlyBuyer": {
        "wallet": _address("The buyer."),
        "first_buy": Field("Its first buy of this mint."),
        "funding": Field("The money that paid for it; null when that was not asked."),
        "entity": Field("Id of its entity."),
    },
    "EvidenceItem": {
        "kind": Field("Kind of evidence; `wording.md` lists them."),
        "family": Field("Family of kinds that are rarely separate observations; each has a cap."),
        "bits": _hundredths("Weight, log2 of the likelihood ratio; negative speaks against a link."),
        "text": Field("The observation in a sentence."),
        "signatures": _signature("Transactions that show it."),
    },
    "Link": {
        "a": _address("The wallet that sorts first."),
        "b": _address("The other wallet."),
        "bits": _hundredths("Evidence of all families after caps, without the prior."),
        "p": _p("Probability of one controller; uncalibrated unless the limits say otherwise."),
        "evidence": Field("The observations, heaviest first."),
    },
    "Entity": {
        "id": Field("Hash of the mint and the sorted members."),
        "tier": Field("proven, strong or possible."),
        "p": _p("Probability of one controller of all members."),
        "wallets": _address("The members, sorted."),
        "roles": Field("Wallets that belong to the story and carry no share: funder, sink and so on."),
        "families": Field("Families of evidence that speak for it."),
        "share_at_launch": _share("What the members bought early, as a share."),
        "share_now": _share("What they hold at the snapshot, of circulating supply."),
        "creator_linked": Field("Whether the creator is a member by a link of its own."),
        "links": Field("The evidence pair by pair."),
        "counter": Field("Evidence that speaks against it."),
        "alternatives": Field("Other explanations."),
    },
    "Service": {
        "kind": Field("exchange, bridge, terminal, relayer, fee, tip, hub or vault."),
        "address": _address("The service's address."),
        "label": Field("What a label file calls it."),
        "wallets": _address("Who uses it."),
        "text": Field("The published sentence."),
    },
    "Measures": {
        "units": Field("Wallets or entities counted."),
        **{
            f"top{n}": _share(f"Share of the {n} largest together." if n > 1 else "Share of the largest.")
            for n in (1, 5, 10, 20, 50)
        },
        "hhi": _hundredths("Herfindahl-Hirschman index: sum of squared percentages, 0 to 10000."),
        "effective": _hundredths("10000 over HHI: as many equal holders would be as concentrated."),
        "gini": _share("Gini coefficient above the dust cut; null when the tail was not read."),
        "entropy": _hundredths("Shannon entropy in bits of what was read; null when the tail was not read."),
        "nakamoto33": Field("Fewest units with more than 33 % of circulating supply."),
        "nakamoto50": Field("Fewest units with more than 50 %."),
        "controlling": Field(
            "Fewest units whose sale halves the price of the live market; null without one, or when all cannot."
        ),
    },
    "EntityMeasures": {
        "at_least": Field("Proven and strong links only."),
        "expected": Field("HHI by its exact expectation; the rest counting possible links with p of 0.5 or more."),
        "at_most": Field("Possible links too."),
    },
    "Metrics": {
        "wallets": Field("Every wallet counted alone."),
        "entities": Field("Wallets of one entity counted as one."),
        "linked_at_least": _share("Of circulating supply, in proven and strong entities."),
        "linked_expected": _share("The same, wallets of possible entities weighted by their likeliest link."),
        "linked_at_most": _share("The same, with possible entities."),
        "hidden_by_splitting": _share("Entity top 10 minus wallet top 10."),
        "denominators": Field("What shares are of, in base units."),
    },
    "Finding": {
        "id": Field("Template the sentence comes from; `wording.md` lists them."),
        "tier": Field(f"{_TIER.capitalize()}."),
        "text": Field("The sentence."),
        "signatures": _signature("Transactions that show it."),
        "wallets": _address("Wallets it speaks about."),
    },
    "Moment": {
        "slot": Field("When, in slots."),
        "time": Field("When, in block time."),
        "kind": Field("What kind of thing happened."),
        "text": Field("What happened."),
        "signature": _signature("The transaction."),
    },
    "Badge": {
        "message": Field("What it shows: an interval, never a verdict."),
        "low": _share("Linked supply at least; null when it may not be shown."),
        "high": _share("Linked supply at most."),
        "color": Field("Colour; grey when data are incomplete."),
        "snapshot_slot": Field("Slot it speaks about."),
        "valid_until": Field("Snapshot time plus the rule set's hours."),
    },
    "Behaviour": {
        "creator": Field("The creator's buys and sales."),
        "snipers": Field("First buys within the first slots."),
        "bundled": Field("First buys that stand next to each other."),
        "exits": Field("Early buyers that sold out."),
        "rebuys": Field("Early buyers that came back."),
        "offsetting_volume": Field("Trades that cancel each other."),
    },
    "At": {
        "at": Field("Name of the moment."),
        "slot": Field("Its slot."),
        "metrics": Field("Wallet measures then."),
    },
}
