"""Grids of degrees, UTM and MGRS: lines where they belong, bent right, named right, and few."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from osi_app.geo.coordinates import CoordinateForm, format_as
from osi_app.geo.grids import (
    LINE,
    MOST_LINES,
    SQUARE,
    ZONE,
    GridLines,
    graticule,
    mgrs_grid,
    utm_grid,
)
from osi_app.geo.zones import Window, grid_place, utm, wrapped, zone_of
from osi_app.kernel.record import Vertices

HERE = (128.6, 41.0, 129.4, 41.6)
NORWAY = (1.0, 57.0, 13.0, 65.0)
SVALBARD = (5.0, 76.0, 36.0, 81.0)
DATE_LINE = (178.0, 50.0, 184.0, 54.0)
NORTH_CAP = (20.0, 85.0, 60.0, 89.0)
SOUTH_CAP = (-180.0, -90.0, 180.0, -80.5)
WINDOWS = (HERE, NORWAY, SVALBARD, DATE_LINE, NORTH_CAP, SOUTH_CAP, (5.5, -0.5, 6.5, 0.5))


def texts(grid: GridLines) -> list[str]:
    return [text for _, text in grid.labels]


def drawn(grid: GridLines, level: int) -> list[Vertices]:
    return [line for line, at in zip(grid.lines, grid.levels, strict=True) if at == level]


def held(grid: GridLines, window: Window) -> bool:
    """Whether everything lies within the window, rounding aside, and lines are lines."""
    west, south, east, north = window
    places = [place for line in grid.lines for place in line] + [at for at, _ in grid.labels]
    return all(len(line) >= 2 for line in grid.lines) and all(
        west - 1e-9 <= lon <= east + 1e-9 and south - 1e-9 <= lat <= north + 1e-9
        for lon, lat in places
    )


@settings(max_examples=40, deadline=None)
@example(west=-400.0, width=900.0, south=-90.0, height=180.0, step=100_000.0)
@example(west=-180.0, width=360.0, south=-85.0, height=170.0, step=1.0)
@example(west=0.0, width=1e-6, south=0.0, height=1e-6, step=1000.0)
@given(
    west=st.floats(-540, 540),
    width=st.floats(1e-5, 360),
    south=st.floats(-90, 89.9),
    height=st.floats(1e-5, 180),
    step=st.sampled_from([0.5, 100.0, 1000.0, 30_000.0, 100_000.0]),
)
def test_any_window_has_few_lines_and_none_beyond_it(
    west: float, width: float, south: float, height: float, step: float
) -> None:
    window = (west, south, west + width, min(south + height, 90.0))
    for grid in (
        graticule(window),
        graticule(window, 1000),
        utm_grid(window, step),
        mgrs_grid(window, step),
    ):
        assert len(grid.lines) == len(grid.levels) == len(grid.heavy) <= MOST_LINES
        assert held(grid, window)


@pytest.mark.parametrize(
    "window",
    [
        (10.0, 10.0, 10.0, 20.0),
        (10.0, 20.0, 20.0, 10.0),
        (math.nan, 10.0, 20.0, 20.0),
        (10.0, 10.0, math.inf, 20.0),
    ],
)
def test_an_empty_window_has_no_lines(window: Window) -> None:
    for grid in (graticule(window), utm_grid(window, 1000.0), mgrs_grid(window, 10.0)):
        assert grid == GridLines()
    assert utm_grid(HERE, 0.0) == mgrs_grid(HERE, math.nan) == GridLines()


# ---- degrees ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "labels"),
    [
        ((128.6, 41.0, 129.4, 41.6), {"128°40′ E", "129° E", "129°20′ E", "41° N", "41°20′ N"}),
        ((-0.5, -0.5, 0.5, 0.5), {"0°20′ W", "0°", "0°20′ E", "0°20′ S", "0°20′ N"}),
        ((178.0, 50.0, 184.0, 54.0), {"179° E", "180°", "179° W", "52° N"}),
        ((129.0, 41.0, 129.001, 41.001), {"129°00′01″ E", "41°00′03″ N"}),
        ((-180.0, -90.0, 180.0, 90.0), {"90° W", "0°", "90° N"}),
    ],
)
def test_meridians_and_parallels_are_round_and_named(window: Window, labels: set[str]) -> None:
    assert labels <= set(texts(graticule(window)))


@given(
    west=st.floats(-180, 180),
    south=st.floats(-80, 70),
    size=st.floats(0.001, 10),
    target=st.integers(2, 20),
)
def test_there_are_about_as_many_as_asked_for(
    west: float, south: float, size: float, target: int
) -> None:
    grid = graticule((west, south, west + size, south + size), target)
    meridians = [line for line in grid.lines if line[0][0] == line[-1][0]]
    assert target / 3 - 1 <= len(meridians) <= target + 1
    assert abs(len(grid.lines) - 2 * len(meridians)) <= 1


def test_a_long_window_has_lines_both_ways() -> None:
    lines = graticule((-180.0, 83.0, 180.0, 85.0)).lines
    assert sum(line[0][1] == line[-1][1] for line in lines) >= 2


# ---- UTM -------------------------------------------------------------------------------------


def off_grid_m(lon: float, lat: float, step: float) -> float:
    """How far the nearest line is of the place's own zone, of both where it parts two."""
    places = [grid_place(wrapped(lon + side), lat) for side in (-1e-9, 1e-9)]
    values = [value for place in places for value in (place.east_m, place.north_m)]
    return min(abs(value - step * round(value / step)) for value in values)


@pytest.mark.parametrize("window", WINDOWS)
def test_every_point_of_a_line_is_on_the_grid_of_its_own_zone(window: Window) -> None:
    grid = utm_grid(window, 10_000.0)
    lines = drawn(grid, LINE) + drawn(grid, SQUARE)
    assert lines
    for line in lines:
        assert all(off_grid_m(lon, lat, 10_000.0) < 0.01 for lon, lat in line[1:-1])


@pytest.mark.parametrize("window", [*WINDOWS[:4], (-182.0, 50.0, -179.0, 52.0)])
def test_between_its_points_a_line_bends_as_the_grid_does(window: Window) -> None:
    grid = utm_grid(window, 10_000.0)
    across_m = (window[3] - window[1]) * 111_000.0
    for line in drawn(grid, LINE):
        middles = (np.asarray(line[:-1]) + np.asarray(line[1:])) / 2.0
        assert all(off_grid_m(lon, lat, 10_000.0) < across_m / 5000 for lon, lat in middles)


def test_lines_are_those_of_the_step_and_named_in_kilometres() -> None:
    grid = utm_grid(HERE, 10_000.0)
    assert {"E 500", "E 510", "N 4540", "N 4600", "52T"} <= set(texts(grid))
    place = {text: at for at, text in grid.labels}["E 510"]
    assert utm(*place)[1] == pytest.approx(510_000.0, abs=5.0)
    assert place[1] == pytest.approx(HERE[1])
    fine = utm_grid((129.0, 41.0, 129.01, 41.01), 100.0)
    assert "E 500.1" in texts(fine)
    assert len(drawn(utm_grid(HERE, 1_000.0), SQUARE)) == len(drawn(grid, LINE)) + len(
        drawn(grid, SQUARE)
    )


def test_too_many_lines_make_the_step_grow() -> None:
    assert utm_grid(HERE, 10.0).lines == utm_grid(HERE, 1_000.0).lines


@pytest.mark.parametrize("window", [NORWAY, SVALBARD, (130.0, 40.0, 134.0, 44.0)])
def test_no_line_leaves_its_zone(window: Window) -> None:
    for line in drawn(utm_grid(window, 100_000.0), LINE):
        zones = {zone_of(lon, lat) for lon, lat in line[1:-1]}
        assert len(zones) <= 1


def test_beyond_the_antimeridian_the_grid_goes_on() -> None:
    west, south, east, north = DATE_LINE
    moved = west + 360.0, south, east + 360.0, north
    here, there = (utm_grid(window, 50_000.0) for window in (DATE_LINE, moved))
    for one, other in zip(here.lines, there.lines, strict=True):
        np.testing.assert_allclose(np.add(one, (360.0, 0.0)), other, atol=1e-9)
    assert texts(here) == texts(there)
    assert {"60U", "1U"} <= set(texts(here))


# ---- MGRS ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("m_per_pixel", "finest"), [(40_000.0, 0), (1_000.0, 1), (120.0, 2), (12.0, 3), (1.2, 4)]
)
def test_squares_are_as_small_as_the_scale_bears(m_per_pixel: float, finest: int) -> None:
    half = min(m_per_pixel * 300 / 111_000.0, 60.0)
    grid = mgrs_grid((129.0 - half, 41.0 - half / 2, 129.0 + half, 41.0 + half / 2), m_per_pixel)
    assert max(grid.levels, default=0) == finest
    assert any(grid.heavy) == (finest > 0)


@pytest.mark.parametrize(
    ("window", "m_per_pixel"),
    [
        (HERE, 100.0),
        (NORWAY, 1_000.0),
        (SVALBARD, 900.0),
        (DATE_LINE, 400.0),
        (NORTH_CAP, 1_000.0),
        ((128.999, 41.2, 129.001, 41.202), 0.3),
    ],
)
def test_squares_and_zones_carry_the_name_of_where_they_are(
    window: Window, m_per_pixel: float
) -> None:
    grid = mgrs_grid(window, m_per_pixel)
    named = 0
    for (lon, lat), text in grid.labels:
        zone, square, _, _ = format_as(lon, lat, CoordinateForm.MGRS).split()
        if text.isalpha() and len(text) == 2:
            assert text == square
            named += 1
        elif not text.isdecimal():
            assert text == zone
    assert named


def test_finer_lines_carry_the_digits_of_references() -> None:
    grid = mgrs_grid((129.0, 41.25, 129.1, 41.32), 10.0)
    assert {"01", "02", "67", "68", "EL", "52T"} <= set(texts(grid))
    for (lon, lat), text in grid.labels:
        if text.isdecimal():
            _, _, east, north = format_as(lon + 1e-6, lat + 1e-6, CoordinateForm.MGRS).split()
            assert text in (east[:2], north[:2])


def zone_edges(window: Window) -> set[tuple[float, float, float]]:
    """Meridians between zones: longitude, from latitude, to latitude."""
    lines = drawn(mgrs_grid(window, 50_000.0), ZONE)
    return {(line[0][0], line[0][1], line[-1][1]) for line in lines if line[0][0] == line[-1][0]}


def test_zones_are_wider_off_norway_and_about_svalbard() -> None:
    assert zone_edges((1.0, 50.0, 13.0, 70.0)) == {
        (3.0, 56.0, 64.0),
        (6.0, 50.0, 56.0),
        (6.0, 64.0, 70.0),
        (12.0, 50.0, 70.0),
    }
    assert zone_edges((1.0, 73.0, 41.0, 84.0)) == {(lon, 73.0, 84.0) for lon in (9.0, 21.0, 33.0)}
    assert zone_edges((-179.0, 84.5, 179.0, 89.0)) == {(0.0, 84.5, 89.0)}


def test_bands_are_parted_every_eight_degrees_and_once_after_twelve() -> None:
    lines = drawn(mgrs_grid((0.5, -90.0, 1.0, 90.0), 50_000.0), ZONE)
    parallels = sorted(line[0][1] for line in lines if line[0][1] == line[-1][1])
    assert parallels == [*range(-80, 73, 8), 84]
