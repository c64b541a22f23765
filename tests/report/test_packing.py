"""Circles of the bubble map: never on top of each other, and at the same places in every run."""

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from reporter.report.packing import enclosing, packed

RADII = st.lists(st.floats(0.001, 1.0), min_size=0, max_size=60)


@given(RADII, st.floats(0, 0.05))
def test_no_two_circles_touch_and_every_run_agrees(radii, gap):
    middles = packed(radii, gap)
    assert len(middles) == len(radii)
    for one, (x, y) in enumerate(middles):
        for other in range(one):
            distance = hypot(x - middles[other][0], y - middles[other][1])
            assert distance >= radii[one] + radii[other] + gap - 1e-9
    assert packed(radii, gap) == middles


@given(RADII)
def test_the_enclosing_disc_holds_every_circle(radii):
    middles = packed(radii)
    reach = enclosing(middles, radii)
    assert all(hypot(x, y) + radius <= reach + 1e-9 for (x, y), radius in zip(middles, radii, strict=True))


def test_equal_circles_lie_close_together():
    reach = enclosing(packed([1.0] * 100), [1.0] * 100)
    assert 100 / reach**2 > 0.5  # the part of the disc they fill
