"""Maps of the planner's own: taken as what they are, kept where they are, missed when gone."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from osi_app.area.layers import LayerWish, kind_of_file, layer_findings
from osi_app.area.records import LayerKind, MapLayer
from osi_app.area.service import AreaService
from osi_app.inspection.records import Inspection
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.errors import Cancelled, ImportRefused, RuleError
from osi_app.kernel.ports import Store

GEOJSON = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"路"},'
    '"geometry":{"type":"LineString","coordinates":[[78,50],[78.1,50.1]]}}]}'
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000000000500010d0a2db40000000049454e44ae426082"
)


@pytest.fixture
def area(field_store: Store, now: FixedClock) -> AreaService:
    return AreaService(field_store, now)


def heights(path: Path, crs: str | None = "EPSG:32643") -> Path:
    """A small elevation model."""
    grid = np.linspace(200, 900, 64 * 64, dtype=np.float32).reshape(64, 64)
    profile = {"driver": "GTiff", "width": 64, "height": 64, "count": 1, "dtype": "float32"}
    place = Affine(30, 0, 700_000, 0, -30, 5_540_000)
    with rasterio.open(path, "w", crs=crs, transform=place, **profile) as target:
        target.write(grid, 1)
    return path


def tiles(path: Path) -> Path:
    """One tile of the whole world."""
    with sqlite3.connect(path) as cx:
        cx.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        cx.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, "
                   "tile_data BLOB)")  # fmt: skip
        facts = {"format": "png", "minzoom": "0", "maxzoom": "0", "attribution": "Survey <b>"}
        cx.executemany("INSERT INTO metadata VALUES (?, ?)", facts.items())
        cx.execute("INSERT INTO tiles VALUES (0, 0, 0, ?)", (PNG,))
    cx.close()
    return path


def vector(path: Path) -> Path:
    path.write_text(GEOJSON, encoding="utf-8")
    return path


def stored(area: AreaService) -> list[MapLayer]:
    with area._store.read() as reading:
        return sorted(reading.all(MapLayer), key=lambda one: one.place)


def test_each_kind_of_file_is_told_by_its_content(tmp_path: Path) -> None:
    assert kind_of_file(vector(tmp_path / "a.json")) is LayerKind.VECTOR
    assert kind_of_file(tiles(tmp_path / "b.db")) is LayerKind.TILES
    assert kind_of_file(heights(tmp_path / "c.bin")) is LayerKind.IMAGERY


def test_layers_lie_in_the_order_in_which_they_came_until_they_are_ordered(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    for file in (vector(tmp_path / "roads.geojson"), tiles(tmp_path / "world.mbtiles")):
        area.add_layer(exercise.id, file)
    dem = heights(tmp_path / "dem.tif")
    area.add_layer(exercise.id, dem, LayerWish(vertical_datum="EGM2008", name="Höhen"))
    roads, world, ground = stored(area)
    assert [one.kind for one in (roads, world, ground)] == [
        LayerKind.VECTOR, LayerKind.TILES, LayerKind.ELEVATION,
    ]  # fmt: skip
    assert (ground.name, ground.vertical_datum, ground.size_bytes) == (
        "Höhen", "EGM2008", dem.stat().st_size,
    )  # fmt: skip
    assert len(ground.sha256) == 64
    assert "Survey" in world.attribution
    area.order_layers(exercise.id, [ground.id, roads.id])
    assert [one.name for one in stored(area)] == ["Höhen", "roads", "world"]


def test_elevation_that_does_not_say_its_datum_is_asked(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    with pytest.raises(RuleError, match="vertical_datum_missing"):
        area.add_layer(exercise.id, heights(tmp_path / "dem.tif"))
    assert stored(area) == []


def test_a_raster_that_does_not_say_where_it_lies_is_asked(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    file = heights(tmp_path / "dem.tif", crs=None)
    with pytest.raises(ImportRefused, match="asked"):
        area.add_layer(exercise.id, file, LayerWish(vertical_datum="EGM96"))
    area.add_layer(exercise.id, file, LayerWish(vertical_datum="EGM96", crs="EPSG:32643"))
    assert [one.crs for one in stored(area)] == ["EPSG:32643"]


def test_a_cancelled_layer_is_not_added(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    file = vector(tmp_path / "roads.geojson")
    with pytest.raises(Cancelled):
        area.add_layer(exercise.id, file, cancelled=lambda: True)
    assert stored(area) == []


@pytest.mark.parametrize("content", [b"", b"\x00" * 200, b"SQLite format 3\x00" + b"\x00" * 100])
def test_what_is_no_map_is_refused_and_nothing_is_written(
    area: AreaService, exercise: Inspection, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "strange.bin"
    file.write_bytes(content)
    with pytest.raises(ImportRefused):
        area.add_layer(exercise.id, file)
    assert stored(area) == []


def test_a_file_that_is_gone_or_another_one_is_said(
    area: AreaService, exercise: Inspection, tmp_path: Path
) -> None:
    file = vector(tmp_path / "roads.geojson")
    area.add_layer(exercise.id, file)
    assert layer_findings(stored(area)) == []
    file.write_text(GEOJSON + " ", encoding="utf-8")
    (changed,) = layer_findings(stored(area))
    assert (changed.message_code, changed.subject.shown) == ("layer_changed", "roads")
    file.unlink()
    (gone,) = layer_findings(stored(area))
    assert gone.message_code == "layer_missing"
