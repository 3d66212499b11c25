"""Several locations of one event as one."""

import pytest

from osi_app.geo.geodesy import distance_m
from osi_app.geo.origins import Located, combine
from osi_app.geo.probability import Axes
from osi_app.kernel.errors import RuleError

FIRST = Located((78.0, 50.0), Axes(10_000, 10_000))
SECOND = Located((78.2, 50.0), Axes(10_000, 10_000))


def test_two_equal_ones_meet_half_way_with_half_the_variance() -> None:
    found = combine([FIRST, SECOND])
    assert found.weights == pytest.approx((0.5, 0.5))
    assert distance_m(found.centre, (78.1, 50.0)) < 5.0
    assert found.axes.major_m == pytest.approx(10_000 / 2**0.5, rel=1e-6)
    assert found.apart_m[0] == pytest.approx(found.apart_m[1], rel=1e-6)


def test_one_twice_as_good_weighs_four_times_as_much() -> None:
    better = Located((78.2, 50.0), Axes(5_000, 5_000))
    assert combine([FIRST, better]).weights == pytest.approx((0.2, 0.8))


def test_crossed_ellipses_take_each_ones_good_direction() -> None:
    along_east = Located((78.0, 50.0), Axes(20_000, 2_000, 90))
    along_north = Located((78.0, 50.0), Axes(20_000, 2_000, 0))
    found = combine([along_east, along_north])
    expected = (1 / (1 / 20_000**2 + 1 / 2_000**2)) ** 0.5
    assert found.axes.major_m == pytest.approx(expected, rel=1e-6)
    assert found.axes.minor_m == pytest.approx(expected, rel=1e-6)


def test_confidences_are_put_on_one_scale() -> None:
    looser = Located((78.2, 50.0), Axes(10_000, 10_000), 50.0)
    first, second = combine([FIRST, looser]).weights
    assert first > second  # the same axes at 50 % are a worse location than at 90 %


def test_a_multiplier_lets_one_be_trusted_more() -> None:
    assert combine([FIRST, SECOND], (3.0, 1.0)).weights[0] == pytest.approx(0.75)
    with pytest.raises(RuleError, match="invalid_value"):
        combine([FIRST, SECOND], (0.0, 1.0))


def test_one_that_does_not_agree_is_seen() -> None:
    far = Located((79.5, 50.0), Axes(3_000, 3_000))
    assert combine([FIRST, SECOND]).consistent
    assert not combine([FIRST, far]).consistent


def test_over_the_antimeridian_the_middle_is_the_near_one() -> None:
    west = Located((179.9, 50.0), Axes(10_000, 10_000))
    east = Located((180.1, 50.0), Axes(10_000, 10_000))
    assert combine([west, east]).centre[0] == pytest.approx(180.0, abs=1e-6)


def test_nothing_cannot_be_combined() -> None:
    with pytest.raises(RuleError, match="too_few_origins"):
        combine([])
