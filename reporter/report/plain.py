"""Text from the chain, made harmless. Names, symbols, memos and labels are written by whoever wants to deceive the reader.

Removed: control and format characters (terminal sequences, bidi overrides, zero-width characters, tags), invisible letters,
unassigned code points, piled-up accents, line breaks. What stays is on one line, bounded in length, and readable.
"""

import re
import unicodedata
from typing import Final

LIMIT: Final = 64
ELLIPSIS: Final = "…"
FROM_CHAIN: Final = "quoted from the chain"
_CLEANED: Final = "some characters removed"

_TERMINAL: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, erase
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)"  # OSC and other strings: titles, links
    r"|\x1b[ -/]*[0-~]"
)
# Drawn as nothing although Unicode calls them letters, marks or symbols (Default_Ignorable_Code_Point; braille blank).
_INVISIBLE: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_ACCENTS: Final = 2  # marks kept on one letter: enough for every living orthography's common text
_QUOTES: Final = str.maketrans(dict.fromkeys('"“”„‟«»', "'"))
_FORMULA: Final = tuple("=+-@|%\uff1d\uff0b\uff0d\uff20")
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&:/$^='\"])")


def plain(text: str, limit: int = LIMIT) -> str:
    """`text` on one line without anything a terminal, a page or an eye could be misled by; at most `limit` letters.

    Runs of white space become one space. A cut is marked by an ellipsis, which counts as a letter.
    """
    kept = _letters(text, limit)
    if len(kept) > limit:
        kept = [*kept[: max(limit - 1, 0)], ELLIPSIS]
    return "".join(kept).strip()


def is_plain(text: str) -> bool:
    """True when nothing had to be removed from `text`, length aside."""
    return plain(text, len(text)) == text


def quoted(text: str, limit: int = LIMIT) -> str:
    """`text` in quotation marks of its own, said to come from the chain, so that nobody reads it as the report's words."""
    body = plain(text, limit).translate(_QUOTES)
    note = FROM_CHAIN if is_plain(" ".join(text.split())) else f"{FROM_CHAIN}, {_CLEANED}"
    return f"“{body}” ({note})"


def spreadsheet(text: str, limit: int = 256) -> str:
    """`text` for a CSV cell: what a spreadsheet would take for a formula gets an apostrophe in front (OWASP CSV injection)."""
    body = plain(text, limit)
    return f"'{body}" if body.startswith(_FORMULA) else body


def markdown(text: str, limit: int = LIMIT) -> str:
    """`text` for Markdown: every mark of syntax escaped, no automatic link, no mention of an account."""
    return _MARKDOWN.sub(r"\\\1", plain(text, limit)).replace("@", "(at)")


def _letters(text: str, limit: int) -> list[str]:
    """Visible characters with their accents, one more than `limit` at most."""
    kept: list[str] = []
    marks = 0
    for char in _INVISIBLE.sub("", _TERMINAL.sub("", text)):
        category = unicodedata.category(char)
        if category in {"Mn", "Me"}:
            marks += 1
            if kept and kept[-1] != " " and marks <= _ACCENTS:
                kept[-1] += char
        elif char.isspace() or category in {"Zl", "Zp", "Zs"}:
            if kept and kept[-1] != " ":
                kept.append(" ")
        elif category[0] != "C":
            marks = 0
            kept.append(char)
        if len(kept) > limit + 1:
            break
    if kept and kept[-1] == " ":
        kept.pop()
    return kept
