"""Colours stay apart and text on them stays readable."""

import itertools

import pytest

from reporter.web import palette


def test_the_first_entities_have_a_colour_each_and_the_rest_share_one():
    colors = [palette.entity(place) for place in range(9)]
    assert len(set(colors[:6])) == 6
    assert set(colors[6:]) == {palette.OTHER_ENTITIES}


FILLS = [*palette.ENTITIES, palette.OTHER_ENTITIES, palette.WALLETS, palette.SERVICES, palette.UNSEEN]


@pytest.mark.parametrize("fill", FILLS)
def test_text_on_every_fill_reaches_the_contrast_of_large_text_at_least(fill):
    """WCAG 2.2 asks 4.5 of small text; 4.0 is the least of these fills."""
    text = palette.text_on(fill)
    assert palette.contrast(palette.luminance(text), palette.luminance(fill)) >= 4.0


def test_black_and_white_have_the_contrast_the_standard_names():
    assert palette.contrast(palette.luminance("#000000"), palette.luminance("#FFFFFF")) == pytest.approx(21)


# Machado, Oliveira and Fernandes (2009), full deuteranopia and protanopia, linear RGB.
DEFICIENCIES = {
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}


def seen(color: str, matrix: tuple[tuple[float, ...], ...]) -> list[float]:
    linear = [(int(color[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5)]
    mixed = [sum(weight * value for weight, value in zip(row, linear, strict=True)) for row in matrix]
    return [255 * max(0.0, min(1.0, value)) ** (1 / 2.2) for value in mixed]


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_entities_differ_for_readers_who_see_fewer_colours(deficiency):
    for one, other in itertools.combinations([*palette.ENTITIES, palette.WALLETS], 2):
        a, b = (seen(color, DEFICIENCIES[deficiency]) for color in (one, other))
        assert sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 > 20, (one, other)
