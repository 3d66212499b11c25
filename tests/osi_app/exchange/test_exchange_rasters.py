"""Rasters: at the right place, in the right colours and metres, or refused before they cost."""

import gzip
import http.server
import multiprocessing
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray
from pyproj import Transformer

from osi_app.exchange.hillshade_file import Watch, hillshade_file
from osi_app.exchange.raster_heights import heights_at
from osi_app.exchange.rasters import look_at, read_elevation, read_window
from osi_app.geo.geodesy import distance_m
from osi_app.geo.mercator import RADIUS_M, project
from osi_app.geo.terrain.grid import ElevationGrid
from osi_app.geo.terrain.hillshade import hillshade
from osi_app.kernel.errors import Cancelled, ImportRefused

DATA = Path(__file__).parent / "data"
UTM = "EPSG:32652"
HERE = Affine(30, 0, 500_000, 0, -30, 4_500_000)
RAMP = np.add.outer(np.arange(90), np.arange(120)).astype("float32")
SUMMIT = (-122.1944, 46.1911)
"""Mount St Helens as maps have it, good to some seconds."""


def tif(
    path: Path, bands: Any, *, crs: str | None = UTM, place: Affine = HERE, **options: Any
) -> Path:
    """A GeoTIFF with these bands (bands, rows, columns)."""
    bands = np.asarray(bands)
    bands = bands if bands.ndim == 3 else bands[None]
    size = {"count": len(bands), "height": bands.shape[1], "width": bands.shape[2]}
    kind = {"dtype": bands.dtype.name, "crs": crs, "transform": place}
    with rasterio.open(path, "w", driver="GTiff", **size, **kind, **options) as written:
        written.write(bands)
    return path


def whole(path: Path) -> tuple[float, float, float, float]:
    """The bounds of a raster on the map."""
    west, south, east, north = look_at(path).bounds_lonlat or (0.0, 0.0, 0.0, 0.0)
    (left, bottom), (right, top) = project([(west, south), (east, north)])
    return float(left), float(bottom), float(right), float(top)


def seen(path: Path, width: int = 60, height: int = 45) -> NDArray[np.uint8]:
    return read_window(path, whole(path), width, height)


def refused(path: Path, pattern: str) -> None:
    with pytest.raises(ImportRefused, match=pattern):
        look_at(path)


@pytest.fixture
def dem(tmp_path: Path) -> Path:
    path = tmp_path / "SainteHelens.dem"
    path.write_bytes(gzip.decompress((DATA / "SainteHelens.dem.gz").read_bytes()))
    return path


def test_a_real_elevation_model_says_what_it_is(dem: Path) -> None:
    facts = look_at(dem)
    assert (facts.driver, facts.width, facts.height, facts.bands) == ("USGSDEM", 327, 468, 1)
    assert (facts.crs, facts.vertical_datum, facts.nodata) == ("EPSG:26710", "", -32767)
    assert facts.is_elevation
    assert not facts.has_overviews
    assert facts.pixel_m == pytest.approx(30, abs=0.1)
    assert facts.bounds_lonlat == pytest.approx((-122.2530, 46.1237, -122.1240, 46.2509), abs=1e-3)


def test_the_summit_is_where_and_as_high_as_it_is(dem: Path) -> None:
    x, y = project(SUMMIT)[0]
    grid = read_elevation(dem, (x - 1000, y - 1000, x + 1000, y + 1000), 500, 500)
    top = np.unravel_index(int(np.nanargmax(grid.heights)), grid.heights.shape)
    lon, lat = grid.lon_lat(grid.points(np.array([top[1]]), np.array([top[0]])))[0]
    assert grid.heights.max() == pytest.approx(2543, abs=2)
    assert distance_m((lon, lat), SUMMIT) < 60
    assert heights_at(dem, np.array([lon]), np.array([lat])) == pytest.approx(2543, abs=2)


def test_what_lies_outside_of_a_model_has_no_height(dem: Path) -> None:
    assert np.isnan(heights_at(dem, np.array([-121.0, 58.0]), np.array([46.2, 46.2]))).all()
    left, bottom, right, top = whole(dem)
    beside = read_elevation(dem, (right + 500, bottom, right + 900, top), 10, 10)
    assert np.isnan(beside.heights).all()
    around = read_elevation(dem, (left - 9000, bottom - 9000, right + 9000, top + 9000), 90, 90)
    assert np.isnan(around.heights[0]).all()
    assert np.isfinite(around.heights[45, 45])


def test_the_map_repeats_and_so_does_the_raster(dem: Path) -> None:
    west, south, east, north = whole(dem)
    turn = 2 * np.pi * RADIUS_M
    here = read_elevation(dem, (west, south, east, north), 40, 50).heights
    again = read_elevation(dem, (west + turn, south, east + turn, north), 40, 50).heights
    np.testing.assert_allclose(here, again, atol=0.01)


def test_a_raster_across_the_antimeridian_is_in_one_piece(tmp_path: Path) -> None:
    heights = np.tile(np.arange(400, dtype="float32"), (200, 1))
    path = tif(
        tmp_path / "a.tif", heights, crs="EPSG:4326", place=Affine(0.05, 0, 170, 0, -0.05, 10)
    )
    assert look_at(path).bounds_lonlat == pytest.approx((170, 0, 190, 10))
    for first in (160, -200):
        (left, bottom), (right, top) = project([(first, 2), (first + 40, 8)])
        row = read_elevation(path, (left, bottom, right, top), 160, 20).heights[10]
        assert np.flatnonzero(np.isfinite(row)).tolist() == list(range(40, 120))
        np.testing.assert_allclose(row[41:119], np.arange(7, 397, 5), atol=0.6)


def test_an_srtm_tile_lies_where_its_name_says(tmp_path: Path) -> None:
    heights = np.full((1201, 1201), 100, dtype=">i2")
    heights[600, 300] = 900
    heights[0, 0] = -32768
    path = tmp_path / "N41E129.hgt"
    path.write_bytes(heights.tobytes())
    facts = look_at(path)
    assert (facts.driver, facts.crs, facts.is_elevation) == ("SRTMHGT", "EPSG:4326", True)
    half = 1 / 2400
    assert facts.bounds_lonlat == pytest.approx((129 - half, 41 - half, 130 + half, 42 + half))
    at = heights_at(path, np.array([129.25, 129.25 + half, 129.0]), np.array([41.5, 41.5, 42.0]))
    np.testing.assert_allclose(at, [900, 500, np.nan], atol=0.01)
    path.write_bytes(heights.tobytes()[:-2])
    refused(path, "cannot be read")


@pytest.mark.parametrize(("unit", "metres"), [("m", 1000), ("ft", 304.8), ("", 1000)])
def test_heights_are_in_metres_whatever_the_file_has(
    unit: str, metres: float, tmp_path: Path
) -> None:
    path = tif(tmp_path / "a.tif", np.full((20, 20), 1000, "int16"))
    with rasterio.open(path, "r+") as written:
        written.units = [unit]
        written.offsets, written.scales = [10.0], [0.99]
    grid = read_elevation(path, whole(path), 9, 9)
    assert grid.heights[4, 4] == pytest.approx(metres, rel=1e-6)


def test_a_unit_that_is_not_known_is_refused(tmp_path: Path) -> None:
    path = tif(tmp_path / "a.tif", np.full((20, 20), 1000, "int16"))
    with rasterio.open(path, "r+") as written:
        written.units = ["fathom"]
    with pytest.raises(ImportRefused, match="heights are in 'fathom'"):
        read_elevation(path, whole(path), 9, 9)


def test_a_datum_that_the_file_names_is_told(tmp_path: Path) -> None:
    path = tif(tmp_path / "a.tif", RAMP, crs="EPSG:32652+5773")
    assert look_at(path).vertical_datum == "EGM96 height"
    assert look_at(tif(tmp_path / "b.tif", RAMP)).vertical_datum == ""


def test_bands_become_colours(tmp_path: Path) -> None:
    red, green = np.full((90, 120), 200, "uint8"), np.full((90, 120), 100, "uint8")
    blue, clear = np.zeros((90, 120), "uint8"), np.where(RAMP < 60, 0, 255).astype("uint8")
    grey = seen(tif(tmp_path / "1.tif", green))[22, 30]
    assert grey.tolist() == [100, 100, 100, 255]
    assert not look_at(tmp_path / "1.tif").is_elevation
    three = seen(tif(tmp_path / "3.tif", [red, green, blue], photometric="RGB"))[22, 30]
    assert three.tolist() == [200, 100, 0, 255]
    four = tif(tmp_path / "4.tif", [red, green, blue, clear], photometric="RGB", alpha="YES")
    assert seen(four)[40, 55].tolist() == [200, 100, 0, 255]
    assert seen(four)[2, 2, 3] == 0
    infrared = tif(tmp_path / "5.tif", [red, green, blue, clear], photometric="RGB", alpha="NO")
    assert seen(infrared)[3, 3].tolist() == [200, 100, 0, 255], "a fourth colour hides nothing"


def test_a_palette_is_looked_up_and_not_mixed(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    colours = {0: (255, 0, 0, 255), 1: (0, 0, 255, 255)}
    numbers = np.repeat([[0, 1]], 90, axis=0).repeat(60, axis=1).astype("uint8")
    size = {"width": 120, "height": 90, "count": 1, "dtype": "uint8"}
    with rasterio.open(path, "w", driver="GTiff", crs=UTM, transform=HERE, **size) as written:
        written.write(numbers, 1)
        written.write_colormap(1, colours)
    picture = seen(path)
    assert picture[22, 10].tolist() == [255, 0, 0, 255]
    assert picture[22, 50].tolist() == [0, 0, 255, 255]


def test_sixteen_bits_are_stretched_between_percentiles(tmp_path: Path) -> None:
    band = np.linspace(1000, 3000, 90 * 120).reshape(90, 120).astype("uint16")
    band[0, 0], band[-1, -1] = 0, 65535
    grey = seen(tif(tmp_path / "a.tif", band), 120, 90)[..., 0]
    middle = grey[44:46, 60].astype(int)
    assert np.abs(middle - 128).max() <= 4
    assert (grey[4, 40], grey[85, 80]) == (pytest.approx(7, abs=6), pytest.approx(248, abs=6))


def test_nodata_is_clear(tmp_path: Path) -> None:
    band = np.where(RAMP < 100, 7, 90).astype("uint8")
    picture = seen(tif(tmp_path / "a.tif", band, nodata=7), 120, 90)
    assert picture[10, 10, 3] == 0
    assert picture[80, 100].tolist() == [90, 90, 90, 255]


def test_a_colour_lies_on_the_map_where_it_lies_on_the_ground(tmp_path: Path) -> None:
    band = np.zeros((90, 120), "uint8")
    band[30:33, 80:83] = 255
    path = tif(tmp_path / "a.tif", band)
    easting, northing = HERE @ (81.5, 31.5)
    lon, lat = Transformer.from_crs(UTM, "EPSG:4326", always_xy=True).transform(easting, northing)
    x, y = project((lon, lat))[0]
    picture = read_window(path, (x - 400, y - 400, x + 400, y + 400), 81, 81)[..., 0]
    rows, columns = np.nonzero(picture > 128)
    assert (rows.mean(), columns.mean()) == pytest.approx((40, 40), abs=0.6)


def test_a_file_without_coordinate_system_is_asked_for_it(tmp_path: Path) -> None:
    path = tif(tmp_path / "a.tif", RAMP.astype("uint8"), crs=None)
    facts = look_at(path)
    assert (facts.crs, facts.bounds_lonlat, facts.pixel_m) == ("", None, None)
    with pytest.raises(ImportRefused, match="does not say in which coordinate system"):
        read_window(path, (0, 0, 1, 1), 5, 5)
    assert look_at(path, crs=UTM).pixel_m == pytest.approx(30, rel=1e-3)
    with pytest.raises(ImportRefused, match="'EPSG:nonsense' is not a coordinate system"):
        look_at(path, crs="EPSG:nonsense")


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_scanned_map_lies_where_its_world_file_says(tmp_path: Path) -> None:
    path = tif(tmp_path / "sheet.tif", RAMP.astype("uint8"), crs=None, place=Affine.identity())
    refused(path, "does not say where it lies")
    (tmp_path / "SHEET.TFW").write_text("30.0\n0.0\n0.0\n-30.0\n500015.0\n4499985.0\n")
    there = look_at(tif(tmp_path / "b.tif", RAMP.astype("uint8")))
    assert look_at(path, crs=UTM).bounds_lonlat == pytest.approx(there.bounds_lonlat)
    (tmp_path / "SHEET.TFW").write_text("30.0\nten\n")
    refused(path, "not six numbers")


def test_overviews_and_the_words_of_the_maker_are_told(tmp_path: Path) -> None:
    path = tif(tmp_path / "a.tif", RAMP.astype("uint8"))
    with rasterio.open(path, "r+") as written:
        written.build_overviews([2])
        written.update_tags(TIFFTAG_COPYRIGHT="(c) National\nSurvey")
    facts = look_at(path)
    assert facts.has_overviews
    assert facts.attribution == "(c) National Survey"


def header(width: int, height: int, *more: tuple[int, int, int]) -> bytes:
    """A TIFF that is nothing but a header: one band of 8 bits, and these tags."""
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (262, 3, 1), (277, 3, 1), *more]
    found = struct.pack("<2sHIH", b"II", 42, 8, len(tags))
    found += b"".join(
        struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in sorted(tags)
    )
    return found + bytes(100)


def test_a_header_that_claims_a_million_times_a_million_pixels(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    strip = ((259, 3, 1), (273, 4, 8), (278, 4, 1_000_000), (279, 4, 16))
    path.write_bytes(header(1_000_000, 1_000_000, *strip))
    refused(path, "claims 1,000,000 x 1,000,000 pixels .*at most 4,000,000,000")


def test_a_tile_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tile = ((259, 3, 8), (322, 4, 60_000), (323, 4, 60_000), (324, 4, 8), (325, 4, 90))
    path.write_bytes(header(60_000, 60_000, *tile))
    refused(path, "packed in blocks of 3433 MiB")


def test_an_elevation_model_that_claims_more_than_it_has(dem: Path) -> None:
    data = dem.read_bytes()
    at = data.index(b"0.300000E+020.300000E+02")
    dem.write_bytes(data[:at] + b"0.030000E+020.030000E+02" + data[at + 24 :])
    refused(dem, "too small for them")


@pytest.mark.parametrize(("side", "fits"), [(63_245, True), (63_246, False)])
def test_just_as_many_pixels_as_are_allowed(side: int, fits: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    size = {"width": side, "height": side, "count": 1, "dtype": "uint8", "crs": UTM}
    written = rasterio.open(
        path, "w", driver="GTiff", transform=HERE, tiled=True, sparse_ok=True, **size
    )
    written.close()
    if fits:
        assert look_at(path).width == side
    else:
        refused(path, "claims 63,246 x 63,246 pixels")


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, dem: Path) -> None:
    rng = np.random.default_rng(3)
    noise = rng.integers(0, 255, (3, 300, 300), dtype="uint8")
    packed: dict[str, Any] = {"compress": "deflate", "tiled": True}
    for number, options in enumerate(({}, {**packed, "blockxsize": 128, "blockysize": 128})):
        data = tif(tmp_path / "whole.tif", noise, **options).read_bytes()
        for cut in (4, 9, 200, len(data) // 2, len(data) - 5):
            path = tmp_path / f"{number}-{cut}.tif"
            path.write_bytes(data[:cut])
            refused(path, "cut off|cannot be read")
    dem.write_bytes(dem.read_bytes()[:500_000])
    refused(dem, "cannot be read")


def test_what_is_no_raster_or_not_one_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    refused(path, "no such file")
    path.write_bytes(b"")
    refused(path, "empty")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    refused(path, "not a raster of a format that is read")
    path.write_bytes(gzip.compress(b"II*\x00"))
    refused(path, "packed")
    path.write_text('<VRTDataset rasterXSize="9" rasterYSize="9"></VRTDataset>')
    refused(path, "VRT: it only refers to other files")
    for place in ("/vsicurl/http://127.0.0.1/a.tif", "/vsimem/a.tif", "/vsizip/a.zip/a.tif"):
        refused(Path(place), "an address, not a file")
    refused(tif(tmp_path / "c.tif", RAMP.astype("complex64")), "complex")


def test_a_raster_on_no_place_of_the_globe_is_refused(tmp_path: Path) -> None:
    far = Affine(30, 0, 9e9, 0, -30, 9e9)
    refused(tif(tmp_path / "a.tif", RAMP, place=far), "no places on the globe|cannot be read")


def _serve(address: Any, asked: Any) -> None:
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.put(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    address.put(server.server_address[1])
    server.serve_forever()


def test_nothing_is_fetched_for_a_file_that_names_an_address(tmp_path: Path) -> None:
    """In another process: the library holds Python still while it waits for an answer."""
    context = multiprocessing.get_context("spawn")
    address, asked = context.Queue(), context.Queue()
    server = context.Process(target=_serve, args=(address, asked), daemon=True)
    server.start()
    try:
        port = address.get(timeout=20)
        path = tif(tmp_path / "a.tif", RAMP.astype("uint8"))
        with rasterio.open(path, "r+") as written:
            written.update_tags(
                ns="OVERVIEWS", OVERVIEW_FILE=f"/vsicurl/http://127.0.0.1:{port}/x.tif"
            )
        refused(path, "names another file or address")
        assert asked.empty()
    finally:
        server.terminate()
        server.join()


def test_too_much_to_read_for_one_picture_is_refused_unless_there_are_overviews(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.tif"
    size = {"width": 30_000, "height": 30_000, "count": 1, "dtype": "uint8", "sparse_ok": True}
    with rasterio.open(
        path, "w", driver="GTiff", crs=UTM, transform=HERE, tiled=True, **size
    ) as written:
        written.write(np.full((256, 256), 9, "uint8"), 1, window=((0, 256), (0, 256)))
    with pytest.raises(ImportRefused, match="900 million pixels would have to be read"):
        read_window(path, whole(path), 100, 100)
    left, _, _, top = whole(path)
    near = read_window(path, (left, top - 5000, left + 5000, top), 100, 100)
    assert near[60, 60, 0] == 9


def test_opening_writes_nothing_beside_the_file(dem: Path) -> None:
    seen(dem)
    assert [found.name for found in dem.parent.iterdir()] == [dem.name]


def test_the_shade_of_a_file_is_that_of_its_heights(dem: Path, tmp_path: Path) -> None:
    done: list[tuple[int, int]] = []
    target = hillshade_file(dem, tmp_path / "shade.tif", Watch(lambda *now: done.append(now)))
    assert done[-1] == (468, 468)
    with rasterio.open(target) as shade:
        assert (shade.width, shade.height, shade.nodata) == (327, 468, 0)
        found = shade.read(1)
    with rasterio.open(dem) as heights:
        assert np.array_equal(found == 0, heights.read(1) == heights.nodata)


@pytest.mark.parametrize("rows", [1, 2, 255, 256, 257, 511, 513])
def test_no_row_is_lost_between_strips(rows: int, tmp_path: Path) -> None:
    heights = np.random.default_rng(rows).normal(100, 9, (rows, 7)).astype("float32")
    path = tif(tmp_path / "a.tif", heights)
    with rasterio.open(hillshade_file(path, tmp_path / "s.tif")) as shade:
        found = shade.read(1)
    grid = ElevationGrid(heights, 0.0, 0.0, 30.0, 30.0, 30.0, 30.0)
    assert np.array_equal(found, hillshade(grid))


def test_a_cancelled_shade_leaves_nothing(dem: Path, tmp_path: Path) -> None:
    target = tmp_path / "shade.tif"
    with pytest.raises(Cancelled):
        hillshade_file(dem, target, Watch(cancelled=lambda: True))
    assert sorted(found.name for found in tmp_path.iterdir()) == [dem.name]
    with pytest.raises(OSError, match="shade"):
        hillshade_file(dem, tmp_path / "missing" / "shade.tif")


def test_the_library_is_not_loaded_with_the_module() -> None:
    script = "import sys, osi_app.exchange.rasters; sys.exit('rasterio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
