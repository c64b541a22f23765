"""The table of evidence kinds: every kind explains itself, or it does not exist."""

import pytest

from reporter.linking.facts import Facts
from reporter.linking.kinds import FAMILIES, KINDS, Kind
from reporter.model.evidence import Evidence
from tests.linking.facts import RULES


def unexplained(facts: Facts) -> list[Evidence]:
    """Something was seen."""
    return []


def half(facts: Facts) -> list[Evidence]:
    """Something was seen.

    Why it matters: it does.
    """
    return []


@pytest.mark.parametrize("find", [unexplained, half, lambda facts: []])
def test_a_kind_without_a_whole_explanation_is_refused(find):
    with pytest.raises(ValueError, match="How it can mislead"):
        Kind("new", "client", find)


def test_a_kind_of_no_family_is_refused():
    with pytest.raises(ValueError, match="no such family"):
        Kind("new", "luck", KINDS[0].find)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_says_what_was_seen_why_it_matters_and_how_it_misleads(kind):
    seen, why, how = kind.explanation.split("\n")
    assert seen
    assert why.startswith("Why it matters: ")
    assert how.startswith("How it can mislead: ")
    assert "  " not in kind.explanation


def test_names_are_unique_and_every_family_has_a_cap():
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert set(FAMILIES) == set(RULES.scoring.family_caps)
