"""The base map that ships is whole, where it says, and quick to search."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.geo.basemap import LAYERS, NEUTRAL_NOTE, Layer, LayerKind, load_layer

KURCHATOV = (78.0, 50.5)


@pytest.fixture(scope="module")
def layers() -> dict[str, Layer]:
    return {name: load_layer(name) for name in LAYERS}


def contains(layer: Layer, lon: float, lat: float) -> bool:
    """Whether a point is filled under the odd-even rule over all rings."""
    crossings = 0
    for index in range(len(layer)):
        x, y = layer.part(index).astype(np.float64).T
        spans = (y[:-1] > lat) != (y[1:] > lat)
        rise = np.where(y[1:] == y[:-1], 1.0, y[1:] - y[:-1])
        at = x[:-1] + (lat - y[:-1]) / rise * (x[1:] - x[:-1])
        crossings += int((spans & (at > lon)).sum())
    return crossings % 2 == 1


def test_an_unknown_layer_is_refused() -> None:
    with pytest.raises(KeyError):
        load_layer("roads")


def test_the_note_on_boundaries_is_a_code() -> None:
    assert NEUTRAL_NOTE == "map.neutral_note"


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_is_consistent(layers: dict[str, Layer], name: str) -> None:
    layer = layers[name]
    parts = len(layer)
    assert parts > 0
    assert layer.kind is LAYERS[name]
    assert layer.starts[0] == 0
    assert layer.starts[-1] == len(layer.coordinates)
    assert np.isfinite(layer.coordinates).all()
    assert (np.abs(layer.coordinates) <= (180.0, 90.0)).all()
    assert len(layer.names) == len(layer.codes) == parts
    assert layer.bounds.shape == (parts, 4)
    assert len(layer.rank) == len(layer.figures) == parts
    fewest = {LayerKind.POINT: 1, LayerKind.LINE: 2, LayerKind.POLYGON: 4}[layer.kind]
    assert np.diff(layer.starts).min() >= fewest


@pytest.mark.parametrize("name", LAYERS)
def test_boxes_hold_their_parts_exactly(layers: dict[str, Layer], name: str) -> None:
    layer = layers[name]
    lows = np.minimum.reduceat(layer.coordinates, layer.starts[:-1])
    highs = np.maximum.reduceat(layer.coordinates, layer.starts[:-1])
    assert np.array_equal(layer.bounds, np.hstack([lows, highs]))


@pytest.mark.parametrize("name", [n for n, kind in LAYERS.items() if kind is LayerKind.POLYGON])
def test_rings_are_closed(layers: dict[str, Layer], name: str) -> None:
    layer = layers[name]
    firsts = layer.coordinates[layer.starts[:-1]]
    assert np.array_equal(firsts, layer.coordinates[layer.starts[1:] - 1])


@pytest.mark.parametrize("name", ["land_110m", "land_50m", "land_10m"])
@pytest.mark.parametrize(
    ("place", "lon", "lat", "land"),
    [
        ("Semipalatinsk ground", *KURCHATOV, True),
        ("Moscow", 37.6, 55.75, True),
        ("South Pole", 10.0, -89.5, True),
        ("west of the antimeridian in Chukotka", 179.0, 67.5, True),
        ("east of the antimeridian in Chukotka", -177.0, 67.5, True),
        ("middle of the Caspian Sea", 51.0, 42.0, False),
        ("Atlantic", -30.0, 30.0, False),
        ("North Pole", 0.0, 89.0, False),
        ("Bering Sea on the antimeridian", 179.9, 58.0, False),
    ],
)
def test_land_is_where_it_is(
    layers: dict[str, Layer], name: str, place: str, lon: float, lat: float, land: bool
) -> None:
    assert contains(layers[name], lon, lat) is land, place


def test_places_are_named_with_their_people(layers: dict[str, Layer]) -> None:
    places = layers["places"]
    vienna = places.names.index("Vienna")
    assert places.codes[vienna] == "AT"
    assert places.figures[vienna] > 1_000_000
    assert places.part(vienna)[0].tolist() == pytest.approx([16.36, 48.2], abs=0.05)


def test_airports_carry_their_iata_code(layers: dict[str, Layer]) -> None:
    airports = layers["airports"]
    assert airports.names[airports.codes.index("VIE")]


def test_what_matters_first_comes_first(layers: dict[str, Layer]) -> None:
    for layer in layers.values():
        assert (np.diff(layer.rank) >= 0).all()


def test_a_view_finds_the_parts_that_touch_it(layers: dict[str, Layer]) -> None:
    places = layers["places"]
    lon, lat = (float(value) for value in places.part(places.names.index("Vienna"))[0])
    found = places.within((lon, lat, lon, lat))
    assert [places.names[i] for i in found] == ["Vienna"]
    assert len(places.within((lon + 0.001, lat, lon + 0.002, lat))) == 0


def test_a_view_is_thinned_by_rank(layers: dict[str, Layer]) -> None:
    rivers = layers["rivers"]
    few = rivers.within((-180, -90, 180, 90), max_rank=2)
    assert 0 < len(few) < len(rivers)
    assert rivers.rank[few].max() <= 2


def test_a_view_across_the_antimeridian_sees_both_sides(layers: dict[str, Layer]) -> None:
    land = layers["land_50m"]
    across = set(land.within((170.0, 60.0, 190.0, 72.0)))
    assert across == set(land.within((-190.0, 60.0, -170.0, 72.0)))
    assert across >= set(land.within((170.0, 60.0, 180.0, 72.0)))
    assert across >= set(land.within((-180.0, 60.0, -170.0, 72.0)))


lons = st.floats(-180, 180)
lats = st.floats(-90, 90)


@given(lons, lats, lons, lats)
def test_within_agrees_with_a_plain_search(a: float, b: float, c: float, d: float) -> None:
    land = load_layer("land_110m")
    west, east, south, north = min(a, c), max(a, c), min(b, d), max(b, d)
    plain = [
        i
        for i, (w, s, e, n) in enumerate(land.bounds.tolist())
        if s <= north and n >= south and w <= east and e >= west
    ]
    found = land.within((west, south, east, north)).tolist()
    assert set(plain) <= set(found)
    if west > -179.9 and east < 179.9:
        assert plain == found


def test_what_is_loaded_cannot_be_changed(layers: dict[str, Layer]) -> None:
    with pytest.raises(ValueError, match="read-only"):
        layers["rivers"].coordinates[0, 0] = 0.0
