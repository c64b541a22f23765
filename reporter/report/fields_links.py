"""What the fields of links, entities and services mean: the part of the report that says who acts together."""

from typing import Final

from reporter.report import forms as form
from reporter.report.forms import Field

LINK_FIELDS: Final[dict[str, dict[str, Field]]] = {
    "EvidenceItem": {
        "kind": Field("Kind of evidence; `wording.md` lists them."),
        "family": Field("Family of kinds that are rarely separate observations; each has a cap."),
        "bits": form.hundredths("Weight, log2 of the likelihood ratio; negative speaks against a link."),
        "text": Field("The observation in a sentence."),
        "signatures": form.signature("Transactions that show it."),
        "value": Field("What the wallets share, where the kind has a value: a count, a form, an amount, a table."),
        "rarity": form.share("Share of strangers with the same value; of chance for orders. Null where the kind knows none."),
        "slots": Field("Slots of those transactions, as far as they were read."),
        "counted": form.hundredths(
            "What it adds to its link: the strongest of a family in full, the others in part, all up to the family's cap."
        ),
        "basis": Field(
            "What its weight rests on: crowd (this launch's other buyers), chance (exact), simulated or recorded (a background "
            "sample), or choice (a weight of the rule set: uncalibrated)."
        ),
    },
    "FamilyBits": {
        "family": Field("The family."),
        "found": form.hundredths("The strongest observation and a part of the others, before the cap."),
        "cap": form.hundredths("The most this family may count, for or against."),
        "counted": form.hundredths(
            "What it counts. Below the cap where copyable observations stand alone: they never reach even odds."
        ),
    },
    "Link": {
        "a": form.address("The wallet that sorts first."),
        "b": form.address("The other wallet."),
        "bits": form.hundredths("Evidence of all families after caps, without the prior."),
        "p": form.probability("Probability of one controller; uncalibrated unless the limits say otherwise."),
        "evidence": Field("The observations, heaviest first."),
        "prior": form.hundredths("Log-odds before any evidence. With what each observation counts it adds up to those of p."),
        "families": Field("The families of its observations, with their caps."),
    },
    "Entity": {
        "id": Field("Hash of the mint and the sorted members."),
        "tier": Field("proven, strong or possible."),
        "p": form.probability("Probability of one controller of all members."),
        "wallets": form.address("The members, sorted."),
        "roles": Field("Wallets that belong to the story and carry no share: funder, sink and so on."),
        "families": Field("Families of evidence that speak for it."),
        "share_at_launch": form.share("What the members bought first, of all that early buyers bought first."),
        "share_now": form.share("What they hold at the snapshot, of circulating supply."),
        "creator_linked": Field("Whether the creator is a member by a link of its own."),
        "links": Field("The evidence pair by pair."),
        "counter": Field("Evidence that speaks against it."),
        "alternatives": Field("Other explanations."),
        "traded": Field("What the members bought, sold, transferred out and hold now, as shares of the total supply."),
    },
    "Service": {
        "kind": Field(
            "exchange, bridge, terminal, relayer, fee, tip, hub or vault; service? and relayer? may be; fee? is paid with buys."
        ),
        "address": form.address("The service's address."),
        "label": Field("What a label file calls it."),
        "wallets": form.address("Who uses it."),
        "text": Field("The published sentence."),
        "score": form.share("How much of a service the address looks like, 0 to 1; null for what a label alone tells."),
        "signatures": Field("Transactions that show each wallet using it."),
    },
}
