"""Colours that stay apart for colour-blind readers (Okabe and Ito, "Color Universal Design", 2008), on light and dark pages."""

from typing import Final

ENTITIES: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
OTHER_ENTITIES: Final = "#7A6FA8"
WALLETS: Final = "#A9B4BF"
SERVICES: Final = "#8C9BA8"  # exchanges and lockers: many people behind one address
UNSEEN: Final = "#D5DADF"
CREATOR: Final = "#6B4C9A"  # one wallet, always named beside its colour
MARK: Final = "#F0A30A"  # what the reader chose
NOTHING: Final = "rgba(0,0,0,0)"

SUPPLY: Final = {
    "free": "#0072B2",
    "locked": "#56B4E9",
    "pools": "#E69F00",
    "curve": "#F0C75E",
    "burned": "#8C8C8C",
}


DARK_TEXT: Final = "#10181F"
LIGHT_TEXT: Final = "#FFFFFF"


def entity(place: int) -> str:
    """The colour of the entity at this place of the report, from 0; the smaller ones share one colour."""
    return ENTITIES[place] if place < len(ENTITIES) else OTHER_ENTITIES


def veiled(color: str, opacity: float) -> str:
    """A "#RRGGBB" colour through which the page shows."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def text_on(color: str) -> str:
    """The text colour that contrasts more with a "#RRGGBB" fill (WCAG 2.2, relative luminance and contrast ratio)."""
    dark, light, fill = luminance(DARK_TEXT), luminance(LIGHT_TEXT), luminance(color)
    return LIGHT_TEXT if contrast(light, fill) > contrast(dark, fill) else DARK_TEXT


def contrast(one: float, other: float) -> float:
    """Contrast ratio of two relative luminances, 1 to 21."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def luminance(color: str) -> float:
    """Relative luminance of "#RRGGBB", 0 to 1."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
