"""What behaviour is said in: one fixed sentence for each fact, left out where the report does not hold the fact."""

from collections.abc import Mapping

from msgspec import Struct

from reporter.model.ids import Signature
from reporter.model.report import Behaviour
from reporter.report.numbers import count, percent, short

Facts = Mapping[str, str]
_NOTHING = "0.0 %"


class Said(Struct, frozen=True):
    """A sentence about behaviour, and the first transactions that show it."""

    part: str
    text: str
    signatures: list[Signature]


def told(behaviour: Behaviour) -> list[Said]:
    """Every sentence the facts allow, in a fixed order; reports of earlier versions hold fewer facts."""
    parts = (
        ("creator", _creator(behaviour.creator)),
        ("snipers", _snipers(behaviour.snipers)),
        ("bundled", _bundled(behaviour.bundled)),
        ("exits", _exits(behaviour.exits)),
        ("linked_exits", _linked(behaviour.exits)),
        ("rebuys", _rebuys(behaviour.rebuys)),
        ("offsetting_volume", _volume(behaviour.offsetting_volume)),
        ("holders", _holders(behaviour.holders)),
    )
    return [Said(part, text, behaviour.signatures.get(part, [])) for part, text in parts if text]


def traded(facts: Facts) -> str:
    """What somebody did, the parts that are nothing left out: "bought 4.0 % of the total supply, sold 1.0 %, moved 0.5 % to
    others without a trade and hold 2.5 % now"."""
    verbs = (
        ("bought", "bought {} of the total supply"),
        ("sold", "sold {}"),
        ("transferred_out", "moved {} to others without a trade"),
        ("holds", "hold {} now"),
    )
    shares = [(percent(facts[name]), name, words) for name, words in verbs if name in facts]
    said = [words.format("nothing" if part == _NOTHING else part) for part, name, words in shares if _worth(name, part)]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _worth(name: str, part: str) -> bool:
    """What was bought and what is held is said even where it is nothing."""
    return part != _NOTHING or name in {"bought", "holds"}


def _creator(facts: Facts) -> str:
    if not facts.get("wallet"):
        return ""
    did = traded(facts).replace("hold ", "holds ", 1) if "bought" in facts else ""
    seen = int(facts.get("other_launches_seen", "0"))
    others = f" It signed {count(seen, 'other launch', 'other launches')} in the transactions read." if seen else ""
    return f"The creator's wallet, {short(facts['wallet'])}, {did}.{others}" if did else ""


def _snipers(facts: Facts) -> str:
    if "wallets" not in facts or "window_slots" not in facts:
        return ""
    who = count(int(facts["wallets"]), "wallet")
    window = count(int(facts["window_slots"]), "slot")
    text = f"{who} other than the creator first bought within {window} of the creation"
    return f"{text}; they {traded(facts)}." if int(facts["wallets"]) and "bought" in facts else f"{text}."


def _bundled(facts: Facts) -> str:
    if not int(facts.get("wallets", "0")) or "bought" not in facts:
        return ""
    who = count(int(facts["wallets"]), "wallet")
    return f"The first buys of {who} stand in one row of a block or in one transaction; they {traded(facts)}."


def _exits(facts: Facts) -> str:
    if "early_buyers" not in facts:
        return ""
    did = f" {traded(facts)}" if "bought" in facts else " were read"
    return f"{count(int(facts['early_buyers']), 'early buyer')}{did}{_out(facts)}."


def _linked(facts: Facts) -> str:
    inside = {name.removeprefix("linked_"): value for name, value in facts.items() if name.startswith("linked_")}
    if not int(inside.get("wallets", "0")) or "bought" not in inside:
        return ""
    return f"{count(int(inside['wallets']), 'wallet')} of published entities {traded(inside)}{_out(inside)}."


def _out(facts: Facts) -> str:
    gone = int(facts.get("hold_nothing_now", "0"))
    return f"; {gone:,} of them {'holds' if gone == 1 else 'hold'} nothing now" if gone else ""


def _rebuys(facts: Facts) -> str:
    again = int(facts.get("wallets", "0"))
    if not again:
        return ""
    linked = int(facts.get("linked_wallets", "0"))
    inside = f", {linked:,} of them in a published entity" if linked else ""
    return f"{count(again, 'early buyer')} sold and bought again{inside}; they are counted once."


def _volume(facts: Facts) -> str:
    said = []
    if int(facts.get("transactions", "0")):
        number = count(int(facts["transactions"]), "transaction")
        part = percent(facts.get("share_of_volume_read"))
        said.append(f"In {number} one wallet both bought and sold: {part} of the volume read, with no net position.")
    if int(facts.get("linked_transactions", "0")):
        number = count(int(facts["linked_transactions"]), "transaction")
        part = percent(facts.get("linked_share_of_volume_read"))
        said.append(f"In {number} wallets of one published entity sold what another of it bought: {part} of the volume read.")
    return " ".join(said)


def _holders(facts: Facts) -> str:
    if not int(facts.get("looked_at", "0")):
        return ""
    seen = int(facts["looked_at"])
    return (
        f"Of {count(seen, 'buyer')} whose earlier life was looked at, {int(facts['first_used_within_a_day']):,} were first used"
        f" within a day before buying; half of them are at least {count(int(facts['median_age_hours_at_least']), 'hour')} old"
        f" and had at least {count(int(facts['median_transactions_at_least']), 'transaction')} before."
    )
