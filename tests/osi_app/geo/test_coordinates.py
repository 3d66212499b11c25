"""Coordinates as people write them, read and written."""

from contextlib import suppress

import mgrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from osi_app.geo.coordinates import (
    CoordinateForm,
    format_as,
    format_exact,
    parse,
    parse_many,
    utm,
    zone_of,
)
from osi_app.geo.geodesy import distance_m
from osi_app.geo.mgrs_squares import middle
from osi_app.geo.zones import GridPlace, degrees_of, grid_place
from osi_app.kernel.errors import RuleError

SEMEY = (78.079, 49.868)
HILL = (129.075, 41.2888888)
IN_ZONE = (129.0750636, 41.2925280)
LONS = st.floats(-180, 180)
LATS = st.floats(-90, 90)


@pytest.mark.parametrize(
    "text",
    [
        "49.868, 78.079",
        "49.868 78.079",
        "49,868 78,079",
        "49,868;78,079",
        "49,868,78,079",
        "N 49.868 E 78.079",
        "78.079 E 49.868 N",
        "49.868° N  78.079° E",
        "49°52'04.8\"N 78°04'44.4\"E",
        "49° 52.08' N, 78° 4.74' E",
        "  49.868N/78.079E ",
        "49.868N78.079E",
        "(49.868, 78.079)",
        "WGS 84: 49.868 78.079",
        "49.868 N, 78.079 E (WGS84)",
        "Lat: 49.868, Lon: 78.079",
        "lon=78.079 lat=49.868",
        "latitude 49.868 North, longitude 78.079 East",
        "４９．８６８，７８．０７９",
        "٤٩٫٨٦٨ ٧٨٫٠٧٩",
        "49.868\u00a0\u200e78.079",
        "49.868 с.ш. 78.079 в.д.",
        "北纬49.868度 东经78.079度",
    ],
)
def test_one_place_in_many_hands(text: str) -> None:
    assert parse(text) == pytest.approx(SEMEY, abs=1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "41°17'20\"N 129 04 30 E",
        "N41 17.333 E129 04.5",
        "41°17′20″ N, 129°04′30″ E",
        "41º17’20”N 129º04’30”E",
        "41°17''20\"N 129°04'30''E".replace("17''", "17'"),
        "41° 17' 20,00\" N 129° 4' 30,00\" E",
        "41 17 20 129 04 30",
        "41 17 20,129 04 30",
        "41:17:20 129:04:30",
        "41-17-20N 129-04-30E",
        "411720N1290430E",
        "4117.3333N 12904.5E",
        "41d17m20s N 129d04m30s E",
        "41 deg 17 min 20 sec N 129 deg 4 min 30 sec E",
        "41°17'20\" 129.075°",
        "N 41°17'20\", E 129.075",
    ],
)
def test_degrees_minutes_and_seconds_in_many_hands(text: str) -> None:
    assert parse(text) == pytest.approx(HILL, abs=1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "52T 506285 4571234",
        "UTM 52T 506285 4571234",
        "52t 0506285 4571234",
        "52 N 506285 4571234",
        "52 north 506285 4571234",
        "UTM zone 52 north, 506285, 4571234",
        "52T 506285mE 4571234mN",
        "52T 506 285 4 571 234",
        "52T 506 285mE 4 571 234mN",
        "52T 506,285 4,571,234",
        "52T 506.285 4.571.234",
        "52T E506285 N4571234",
        "52T N 4571234, E 506285",
        "506285 E 4571234 N 52T",
        "506285,0 4571234,0 zone 52T",
    ],
)
def test_utm_in_many_hands(text: str) -> None:
    assert parse(text) == pytest.approx(IN_ZONE, abs=1e-6)


def test_a_band_says_the_half_and_so_do_words() -> None:
    assert parse("52 south 506285 5428766")[1] < 0
    assert parse("52G 506285 5428766")[1] < 0
    assert parse("52S 506285 4000000")[1] > 0  # band S lies north of the equator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Z 2000000 2000000", (0.0, 90.0)),
        ("B 2000000 2000000", (0.0, -90.0)),
        ("UPS north 2000000 2000000", (0.0, 90.0)),
        ("Y 1 500 000mE 2 100 000mN", (-101.3099325, 85.4096319)),
        ("A 1500000 2100000", (-78.6900675, -85.4096319)),
        ("Z 2 500 000 1 900 000", (78.6900675, 85.4096319)),
        ("ZAH 00000 00000", (135.0, 89.9999936)),
        ("Y ZB 03545 52981", (-10.0000386, 85.0000016)),
        ("BAN0000000000", (45.0, -89.9999936)),
    ],
)
def test_near_the_poles_there_is_ups(text: str, expected: tuple[float, float]) -> None:
    assert parse(text) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    "text",
    [
        "52S CF 12345 67890",
        "52SCF1234567890",
        "52scf 1234567890",
        "MGRS: 52S CF 12345 67890",
    ],
)
def test_mgrs_in_many_hands(text: str) -> None:
    assert parse(text) == pytest.approx((126.8982746, 36.7382050), abs=1e-6)


def test_a_shorter_reference_is_the_middle_of_a_larger_square() -> None:
    assert parse("52SCF") == degrees_of(GridPlace(52, "S", 350_000.0, 4_050_000.0))
    assert parse("52S CF 0 0") == degrees_of(GridPlace(52, "S", 305_000.0, 4_005_000.0))
    assert parse("52S CF 000 000") == degrees_of(GridPlace(52, "S", 300_050.0, 4_000_050.0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("33.9 S 151.2 E", (151.2, -33.9)),
        ("-33.9, -70.6", (-70.6, -33.9)),
        ("−33.9 −70.6", (-70.6, -33.9)),
        ("S 33 54 00 W 70 36 00", (-70.6, -33.9)),
        ("-33 54 00, -70 36 00", (-70.6, -33.9)),
        ("-0 30, -0 30", (-0.5, -0.5)),
        ("-33.9 S -70.6 W", (-70.6, -33.9)),
        ("0, 0", (0.0, 0.0)),
        ("90, 180", (180.0, 90.0)),
    ],
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
        "49.5 30 N 78 E",
        "49 -30 78 30",
        "1 2 3 4 5 6 7 8",
        "N E",
        "nan",
        "1e1 1e1",
        "-33.9 N 70.6 E",
        "41 N 42 N",
        "41,129",
        "41, 29; 42, 30",
        "41.2889 - 129.075",
        "41.2889 129.075 12",
        "41°17\"20'N 129°E",
        "YES",
        "52S CF 1234 56789",
        "52SCF123",
        "52S ZZ 12345 67890",
        "61T 506285 4571234",
        "52T 99999 4571234",
        "52T 506285 10000001",
        "52K 506285 4571234",
        "52S 506285 4571234",
        "52T 506285",
        "52T 506285 571.234 12",
        "Y 2500000 2100000",
        "Z 2000000 1200000",
    ],
)
def test_what_is_no_place_or_has_two_readings_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match="invalid_coordinate"):
        parse(text)


def test_a_pasted_block_is_read_whole() -> None:
    found = parse_many(
        "# corners of the area\r\n"
        "1. 41.2889 129.075\n"
        "P-3: 41°17'20\"N 129°04'30\"E; 52T 506285 4571234\n"
        "\n"
        "41,5;129,25\n"
        "41N 129E 42N 130E\n"
        "N41 E129, N42 E130\n"
        "41.5,129.5 42.5,130.5; 43.5,131.5;\n"
    )
    assert found[0] == (129.075, 41.2889)
    assert found[3:] == (
        (129.25, 41.5),
        *((129.0, 41.0), (130.0, 42.0)) * 2,
        *((129.5, 41.5), (130.5, 42.5), (131.5, 43.5)),
    )
    assert parse_many(" \n") == ()
    sheet = "1\t50.0\t78.0\nP-2\t50.5\t78.5\r\n\t51\t79"
    assert parse_many(sheet) == ((78.0, 50.0), (78.5, 50.5), (79.0, 51.0))


@pytest.mark.parametrize(
    ("text", "line", "value"),
    [
        ("41 129\n\nfoo", 3, "foo"),
        ("41 129; 95 10", 1, "95 10"),
        ("41.5 129.5 42.5 130.5", 1, "41.5 129.5 42.5 130.5"),
    ],
)
def test_the_line_at_fault_is_named(text: str, line: int, value: str) -> None:
    with pytest.raises(RuleError, match="invalid_coordinate") as refused:
        parse_many(text)
    assert refused.value.values["line"] == line
    assert refused.value.values["value"] == value


@given(text=st.text(alphabet="0123456789 .,;°'\"-NSEWTZABC/\n", max_size=40))
def test_any_text_is_a_place_on_earth_or_refused(text: str) -> None:
    with suppress(RuleError):
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in parse_many(text))


@pytest.mark.parametrize("form", list(CoordinateForm))
@example(lon=0.0, lat=-1e-169)
@example(lon=0.0, lat=-1e-6)
@example(lon=180.0, lat=0.0)
@example(lon=-180.0, lat=90.0)
@example(lon=6.0, lat=84.0)
@given(lon=LONS, lat=LATS)
def test_what_is_written_is_read_again(form: CoordinateForm, lon: float, lat: float) -> None:
    lon_read, lat_read = parse(format_as(lon, lat, form))
    # to the metre in UTM and MGRS; DD, DM and DMS are finer
    assert distance_m((lon, lat), (lon_read, lat_read)) < 0.8


@pytest.mark.parametrize("form", [form for form in CoordinateForm if form is not form.MGRS])
@example(lon=0.0, lat=-1e-169)
@example(lon=0.0, lat=-2e-9)
@example(lon=-180.0, lat=-90.0)
@example(lon=180.0, lat=2.0)
@example(lon=1.0, lat=89.98)
@example(lon=179.9999999999, lat=83.9999999999)
@given(lon=LONS, lat=LATS)
def test_what_is_written_exactly_is_read_exactly(
    form: CoordinateForm, lon: float, lat: float
) -> None:
    lon_read, lat_read = parse(format_exact(lon, lat, form))
    assert lat_read == pytest.approx(lat, abs=1e-9)
    if abs(lat) < 89.99:
        assert (lon_read - lon + 180) % 360 - 180 == pytest.approx(0, abs=1e-9)
    assert distance_m((lon, lat), (lon_read, lat_read)) < 2e-4


@pytest.mark.parametrize(
    ("form", "lon", "lat", "text"),
    [
        (CoordinateForm.DD, 129.075, -41.5, "41.500000° S  129.075000° E"),
        (CoordinateForm.DM, -129.075, 41.5, "41°30.0000' N  129°04.5000' W"),
        (CoordinateForm.DMS, 129.075, 41.9999999, "42°00'00.00\" N  129°04'30.00\" E"),
        (CoordinateForm.UTM, *IN_ZONE, "52T 506285 4571234"),
        (CoordinateForm.UTM, 0.0, 84.01, "84.010000° N  0.000000° E"),
        (CoordinateForm.UPS, 0.0, 90.0, "Z 2000000 2000000"),
        (CoordinateForm.UPS, -101.3099325, 85.4096319, "Y 1500000 2100000"),
        (CoordinateForm.UPS, 0.0, 83.0, "83.000000° N  0.000000° E"),
        (CoordinateForm.MGRS, *IN_ZONE, "52T EL 06284 71233"),
        (CoordinateForm.MGRS, 0.0, 90.0, "Z AH 00000 00000"),
        (CoordinateForm.MGRS, 5.3, 60.4, "32V KN 96191 01684"),
    ],
)
def test_forms_are_written_so(form: CoordinateForm, lon: float, lat: float, text: str) -> None:
    assert format_as(lon, lat, form) == text


@example(lon=0.0, lat=-1e-9)
@example(lon=0.0, lat=-4e-6)
@example(lon=6.0 - 1e-12, lat=8.0 - 1e-12)
@example(lon=-180.0, lat=89.0)
@given(lon=LONS, lat=LATS)
def test_a_reference_is_the_square_that_holds_the_place(lon: float, lat: float) -> None:
    written = format_exact(lon, lat, CoordinateForm.MGRS)
    zone, square, east, north = written.split()
    at = middle(int(zone[:-1] or 0), zone[-1], square, east + north)
    place = grid_place(lon, lat)
    assert at is not None
    assert at.east_m - 0.5001 <= place.east_m < at.east_m + 0.5
    assert at.north_m - 0.5001 <= place.north_m < at.north_m + 0.5
    assert parse(written) == degrees_of(at)


@example(lon=3.0, lat=60.0)
@example(lon=21.0, lat=75.0)
@example(lon=-123.0, lat=-84.0)
@given(lon=LONS, lat=st.floats(-90, 90).filter(lambda lat: abs(lat) > 1e-4))
def test_references_agree_with_those_of_another_hand(lon: float, lat: float) -> None:
    theirs, ours = mgrs.MGRS(), format_as(lon, lat, CoordinateForm.MGRS).replace(" ", "")
    lat_read, lon_read = theirs.toLatLon(ours)
    assert distance_m((lon_read, lat_read), parse(ours)) < 0.001
    assert distance_m(parse(theirs.toMGRS(lat, lon)), parse(ours)) < 1.5  # a metre's square or next


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
    assert utm(lon, lat)[0] == zone
