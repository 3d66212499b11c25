"""Coordinates as people write them, read and written."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from osi_app.geo.coordinates import CoordinateForm, format_as, parse, zone_of
from osi_app.geo.geodesy import distance_m
from osi_app.kernel.errors import RuleError

SEMEY = (78.079, 49.868)


@pytest.mark.parametrize(
    "text",
    [
        "49.868, 78.079",
        "49.868 78.079",
        "49,868 78,079",
        "N 49.868 E 78.079",
        "78.079 E 49.868 N",
        "49.868° N  78.079° E",
        "49°52'04.8\"N 78°04'44.4\"E",
        "49° 52.08' N, 78° 4.74' E",
        "  49.868N/78.079E ",
    ],
)
def test_one_place_in_many_hands(text: str) -> None:
    assert parse(text) == pytest.approx(SEMEY, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("33.9 S 151.2 E", (151.2, -33.9)), ("-33.9, -70.6", (-70.6, -33.9)), ("0, 0", (0.0, 0.0))],
)
def test_south_and_west(text: str, expected: tuple[float, float]) -> None:
    assert parse(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "somewhere",
        "49.868",
        "91, 10",
        "10, 181",
        "49 61 N 78 E",
        "1 2 3 4 5 6 7 8",
        "N E",
        "nan",
    ],
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match="invalid_coordinate"):
        parse(text)


@pytest.mark.parametrize("form", list(CoordinateForm))
@example(lon=0.0, lat=-1e-169)
@given(lon=st.floats(-179.99, 179.99), lat=st.floats(-79.9, 83.9))
def test_what_is_written_is_read_again(form: CoordinateForm, lon: float, lat: float) -> None:
    lon_read, lat_read = parse(format_as(lon, lat, form))
    # to the metre in UTM; MGRS names the square's corner; DM and DMS are finer
    assert distance_m((lon, lat), (lon_read, lat_read)) < 2.0


@pytest.mark.parametrize(
    ("lon", "lat", "zone"),
    [
        (78.079, 49.868, 44),
        (-180.0, 0.0, 1),
        (180.0, 0.0, 1),
        (179.9, 0.0, 60),
        (5.3, 60.4, 32),
        (2.9, 60.4, 31),
        (15.0, 78.0, 33),
    ],
)
def test_zones_with_their_exceptions(lon: float, lat: float, zone: int) -> None:
    assert zone_of(lon, lat) == zone
