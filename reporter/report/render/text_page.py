"""Lines of a terminal page: headings, wrapped sentences, columns, and colour where it is wanted."""

import textwrap
from collections.abc import Sequence
from typing import Final

NARROWEST: Final = 40
BOLD: Final = "1"
WARNING: Final = "1;33"
DIM: Final = "2"


class Page:
    """Collects lines. Text must be plain already; only this class writes terminal sequences, and only with `color`."""

    __slots__ = ("_color", "_lines", "_width")

    def __init__(self, width: int, *, color: bool) -> None:
        self._width = max(width, NARROWEST)
        self._color = color
        self._lines: list[str] = []

    def heading(self, title: str) -> None:
        """A blank line and a title."""
        if self._lines:
            self._lines.append("")
        self._lines.append(self._styled(title.upper(), BOLD))

    def say(self, text: str, indent: int = 2, style: str = "") -> None:
        """A sentence, wrapped at blanks; addresses and signatures are never broken."""
        margin = " " * indent
        wrapped = textwrap.wrap(
            text, self._width, initial_indent=margin, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
        )
        self._lines.extend(self._styled(line, style) for line in wrapped)

    def item(self, text: str, indent: int = 2) -> None:
        """A sentence of a list."""
        margin = " " * indent
        self._lines.extend(
            textwrap.wrap(
                text,
                self._width,
                initial_indent=f"{margin}- ",
                subsequent_indent=f"{margin}  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        )

    def line(self, text: str, indent: int = 2, style: str = "") -> None:
        """One line as it is, for what must be copied whole."""
        self._lines.append(self._styled(f"{' ' * indent}{text}", style))

    def table(self, rows: Sequence[Sequence[str]], right: frozenset[int], indent: int = 2) -> None:
        """Rows in columns as wide as their widest cell; the columns in `right` are set flush right. The first row is a head."""
        widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
        for number, row in enumerate(rows):
            cells = [
                cell.rjust(width) if place in right else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            self.line("  ".join(cells).rstrip(), indent, style=DIM if number == 0 else "")

    def text(self) -> str:
        """The page, ending with one line break."""
        return "\n".join(self._lines) + "\n"

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._color and style and text else text
