"""Base-map clipping and the plane that screens draw in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.geo.clip import clipped
from osi_app.geo.mercator import RADIUS_M, ground_scale, project, unproject


@given(st.floats(-360, 360), st.floats(-85, 85))
def test_the_plane_reads_back(lon: float, lat: float) -> None:
    x, y = project((lon, lat))[0]
    assert unproject(x, y) == pytest.approx((lon, lat), abs=1e-9)


def test_the_poles_are_held_at_the_edge_of_the_plane() -> None:
    assert project((0.0, 90.0))[0][1] == pytest.approx(np.pi * RADIUS_M, rel=1e-6)


def test_ground_scale_is_one_at_the_equator_and_half_at_sixty_degrees() -> None:
    assert ground_scale(0) == 1.0
    assert ground_scale(60) == pytest.approx(0.5)


def test_clipped_land_fills_an_inland_window() -> None:
    (ring,) = clipped("land_110m", (77.0, 49.0, 79.0, 50.5))
    assert ring.min(axis=0).tolist() == [77.0, 49.0]
    assert ring.max(axis=0).tolist() == [79.0, 50.5]


def test_a_window_over_the_antimeridian_gets_both_sides_unwrapped() -> None:
    rings = clipped("land_50m", (170.0, 60.0, 190.0, 70.0))
    longitudes = np.concatenate(rings)[:, 0]
    assert longitudes.min() < 180 < longitudes.max() <= 190


def test_rank_leaves_small_rivers_out() -> None:
    window = (70.0, 45.0, 85.0, 55.0)
    assert len(clipped("rivers", window, 5)) < len(clipped("rivers", window))
