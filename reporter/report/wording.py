"""The whole vocabulary in one place: what the analysis imports, and what docs/wording.md lists.

A finding can only be made by one of these functions. Their templates are fixed, their slots are typed: addresses are
shortened, shares are formatted, and text of others is stripped of control characters. FORBIDDEN words are in no template.
"""

from collections.abc import Callable
from inspect import cleandoc
from typing import Any, Final

from reporter.linking.kinds import KINDS, Kind
from reporter.model.report import Finding
from reporter.report.vocabulary.creator import (
    creator_bought,
    creator_linked,
    creator_named,
    creator_not_linked,
    creator_paid,
    creator_signed,
)
from reporter.report.vocabulary.evidence import ALTERNATIVES, FAMILIES, SENTENCES, alternatives, families, sentence
from reporter.report.vocabulary.forbidden import FORBIDDEN, assert_speakable, unspeakable
from reporter.report.vocabulary.likelihood import likelihood
from reporter.report.vocabulary.limits import BLIND_SPOTS, GINI, STANDING, UNCALIBRATED, limits, prior
from reporter.report.vocabulary.links import (
    bundle_adjacency,
    co_signature,
    common_ancestor,
    common_funder,
    creator_path,
    entity,
    fan_out,
    fee_sponsor,
    may_be_one,
    moved_to,
    rent_sponsor,
    transfer_between,
)
from reporter.report.vocabulary.money import fees_on_the_way, group_times, known_series
from reporter.report.vocabulary.patterns import (
    failed_tries,
    gathered_sale,
    rebuy,
    ring,
    round_trips,
    row_of_buys,
    same_slots,
    serial_creator,
    side_sales,
    staged_exit,
    warmed_cohort,
)
from reporter.report.vocabulary.services import gift, origin_unresolved, paid_out, service_in_common, service_text
from reporter.report.vocabulary.state import (
    authority_kept,
    graduated,
    holders_not_all_read,
    links_not_examined,
    mayhem,
    no_link,
    partial_coverage,
    simulated_ledger,
    supply_not_all_readable,
)

__all__ = [
    "ALTERNATIVES",
    "BLIND_SPOTS",
    "FORBIDDEN",
    "GINI",
    "SENTENCES",
    "STANDING",
    "TEMPLATES",
    "UNCALIBRATED",
    "alternatives",
    "assert_speakable",
    "authority_kept",
    "bundle_adjacency",
    "co_signature",
    "common_ancestor",
    "common_funder",
    "creator_bought",
    "creator_linked",
    "creator_named",
    "creator_not_linked",
    "creator_paid",
    "creator_path",
    "creator_signed",
    "document",
    "entity",
    "failed_tries",
    "families",
    "fan_out",
    "fee_sponsor",
    "fees_on_the_way",
    "gathered_sale",
    "gift",
    "graduated",
    "group_times",
    "holders_not_all_read",
    "known_series",
    "likelihood",
    "limits",
    "links_not_examined",
    "may_be_one",
    "mayhem",
    "moved_to",
    "no_link",
    "origin_unresolved",
    "paid_out",
    "partial_coverage",
    "prior",
    "rebuy",
    "rent_sponsor",
    "ring",
    "round_trips",
    "row_of_buys",
    "same_slots",
    "sentence",
    "serial_creator",
    "service_in_common",
    "service_text",
    "side_sales",
    "simulated_ledger",
    "staged_exit",
    "supply_not_all_readable",
    "transfer_between",
    "unspeakable",
    "warmed_cohort",
]

TEMPLATES: Final[tuple[Callable[..., Finding], ...]] = (
    co_signature,
    fee_sponsor,
    rent_sponsor,
    common_funder,
    common_ancestor,
    fan_out,
    creator_path,
    bundle_adjacency,
    fees_on_the_way,
    known_series,
    group_times,
    transfer_between,
    moved_to,
    entity,
    may_be_one,
    rebuy,
    side_sales,
    gathered_sale,
    staged_exit,
    ring,
    warmed_cohort,
    failed_tries,
    same_slots,
    row_of_buys,
    round_trips,
    serial_creator,
    creator_named,
    creator_signed,
    creator_bought,
    creator_paid,
    creator_linked,
    creator_not_linked,
    service_in_common,
    paid_out,
    gift,
    origin_unresolved,
    no_link,
    partial_coverage,
    links_not_examined,
    holders_not_all_read,
    simulated_ledger,
    graduated,
    mayhem,
    supply_not_all_readable,
    authority_kept,
)

_INTRODUCTION: Final = """# Wording

Every sentence a report can publish about a launch is made by one of the functions below. The first line says what it
states, the rest when it is used and how it can mislead. Probabilities are put in the words of ICD 203 and called
uncalibrated; shares are of the circulating supply at the snapshot unless the sentence says otherwise.
"""


def document() -> str:
    """docs/wording.md: every template, every sentence of evidence with its other explanations, and the limits."""
    parts = [_INTRODUCTION, "## Findings\n"]
    parts += [f"### `{template.__name__}`\n\n{_paragraphs(template)}\n" for template in TEMPLATES]
    parts.append("## Evidence\n")
    parts += [f"### `{kind.name}`\n\n{SENTENCES[kind.name]}\n\n{_explained(kind)}\n\n{_other(kind.name)}\n" for kind in KINDS]
    parts.append("## Families of evidence\n")
    parts.append("\n".join(f"- `{name}`: {words}" for name, words in FAMILIES.items()) + "\n")
    parts.append("## Limits\n")
    parts.append("\n".join(f"- {text}" for text in (*STANDING, UNCALIBRATED, GINI)) + "\n")
    return "\n".join(parts)


def _paragraphs(documented: Any) -> str:
    return cleandoc(documented.__doc__).replace("\n\nWhen: ", "\n\n*When:* ").replace("Misleads: ", "*Misleads:* ")


def _explained(kind: Kind) -> str:
    """The docstring of the function that finds it, a paragraph for each part."""
    return kind.explanation.replace("\n", "\n\n")


def _other(kind: str) -> str:
    return "Other explanations: " + "; ".join(ALTERNATIVES[kind]) + "."
