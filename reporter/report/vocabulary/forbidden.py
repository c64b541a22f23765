"""Words a report never says, whatever was found. What the chain says is quoted and exempt; addresses are exempt."""

import re
from collections.abc import Iterable
from typing import Final

FORBIDDEN: Final = (
    r"owned by",
    r"same (?:owner|person|people)",
    r"scam\w*",
    r"rug(?:s|ged|ging|pull\w*)?",
    r"fraud\w*",
    r"insiders?",
    r"manipulat\w+",
    r"wash(?:ed|ing)?",
    r"guilty",
    r"criminals?",
    r"cash(?:ed|es|ing)? out",
    r"(?:un)?safe(?:ly|r|st)?",
    r"independent(?:ly)?",
)
_PATTERN: Final = re.compile(r"\b(?:" + "|".join(words.replace(" ", r"\s+") for words in FORBIDDEN) + r")\b", re.IGNORECASE)
_NOT_OURS: Final = re.compile(
    r"“[^“”]*”\s+\(quoted\s+from\s+the\s+chain"
    r"|[1-9A-HJ-NP-Za-km-z]{4}…[1-9A-HJ-NP-Za-km-z]{4}"
    r"|\b[1-9A-HJ-NP-Za-km-z]{32,88}\b"
)


def unspeakable(text: str, exempt: Iterable[str] = ()) -> list[str]:
    """The forbidden words in `text`, outside marked quotations, addresses and the strings in `exempt` (raw chain fields)."""
    ours = text
    for quotation in sorted({*exempt} - {""}, key=len, reverse=True):
        ours = ours.replace(quotation, " ")
    return _PATTERN.findall(_NOT_OURS.sub(" ", ours))


def assert_speakable(text: str, exempt: Iterable[str] = ()) -> None:
    """Raise AssertionError when `text` says what no report may say."""
    found = unspeakable(text, exempt)
    assert not found, f"a report never says: {', '.join(found)}"
