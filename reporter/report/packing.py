"""Circles side by side without touching: the layout of the bubble map, the same at every run."""

from collections.abc import Sequence
from itertools import accumulate
from math import cos, hypot, sin, sqrt
from typing import Final

import numpy as np

Point = tuple[float, float]

_GOLDEN_ANGLE: Final = np.pi * (3 - sqrt(5))  # of a sunflower's seeds (Vogel 1979): places that cover a disc evenly
_PLACES_PER_CIRCLE: Final = 60
_FEWEST_PLACES, _MOST_PLACES = 1500, 24000
_STEPS: Final = 60
_TIDY: Final = 16  # circles after which covered places are dropped
_SPREAD: Final = 1.7  # radius of the disc of places, over that of a disc with the area of all circles


def packed(radii: Sequence[float], gap: float = 0.0) -> list[Point]:
    """A middle for each circle, `gap` apart from every other. Each takes the free place nearest the origin, in the order given:
    the largest first packs best."""
    if not radii:
        return []
    padded = [radius + gap / 2 for radius in radii]
    reach = _SPREAD * sqrt(sum(radius * radius for radius in padded)) + max(padded)
    places = _places(reach, len(radii))
    clear = np.full(len(places), np.inf)  # distance of each place from the nearest circle's edge
    least = list(accumulate(reversed(padded), min))[::-1]  # the smallest circle still to come
    middles: list[Point] = []
    for number, radius in enumerate(padded):
        if number % _TIDY == 0:  # most of the time goes into places that are long covered
            within = clear >= least[number]
            places, clear = places[within], clear[within]
        free = clear >= radius
        at = int(free.argmax()) if len(free) else 0
        middle = _outside(reach, radius, number) if not free.any() else (float(places[at, 0]), float(places[at, 1]))
        middles.append(middle)
        across, along = places[:, 0] - middle[0], places[:, 1] - middle[1]
        clear = np.minimum(clear, np.sqrt(across * across + along * along) - radius)
    return middles


def enclosing(middles: Sequence[Point], radii: Sequence[float]) -> float:
    """Radius of the disc around the origin that holds all circles."""
    return max((sqrt(x * x + y * y) + radius for (x, y), radius in zip(middles, radii, strict=True)), default=0.0)


def centred(middles: Sequence[Point], radii: Sequence[float]) -> list[Point]:
    """The circles moved together until the smallest disc that was found to hold them lies around the origin.

    Badoiu and Clarkson (2003): step from the middle towards the circle that reaches farthest, by less each time.
    """
    x = y = 0.0
    for step in range(1, _STEPS + 1):
        reach = [hypot(mx - x, my - y) + radius for (mx, my), radius in zip(middles, radii, strict=True)]
        far = middles[max(range(len(reach)), key=reach.__getitem__)]
        x, y = x + (far[0] - x) / (step + 1), y + (far[1] - y) / (step + 1)
    return [(mx - x, my - y) for mx, my in middles]


def _places(reach: float, circles: int) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    count = min(max(circles * _PLACES_PER_CIRCLE, _FEWEST_PLACES), _MOST_PLACES)
    order = np.arange(count)
    distance, angle = reach * np.sqrt(order / count), order * _GOLDEN_ANGLE
    return np.column_stack((distance * np.cos(angle), distance * np.sin(angle)))


def _outside(reach: float, radius: float, number: int) -> Point:
    """A place beyond the disc, each on a wider ring than the last: only reached when the disc is full."""
    distance = reach + radius + 2 * reach * (number + 1)
    return distance * cos(number), distance * sin(number)
