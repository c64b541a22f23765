"""Text that a server sent, made fit to be shown in one line."""

import re
import unicodedata
from typing import Final

_LONGEST: Final = 160
_SPACES: Final = re.compile(r"\s+")


def printable(text: str, longest: int = _LONGEST) -> str:
    """`text` in one line of at most `longest` characters, without control, format (bidi) and private-use characters."""
    kept = "".join(" " if c.isspace() else c for c in text[: 8 * longest] if c.isspace() or unicodedata.category(c)[0] != "C")
    line = _SPACES.sub(" ", kept).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"
